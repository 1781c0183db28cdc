/** The product as it is served: the built program in a process of its own, on a database loaded for the bench. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export type Product = {
  origin: string
  port: number
  pid: number
  /** Milliseconds of processor time used so far, all threads. */
  cpu(): number
  /** Megabytes that would be given back if the process ended (pages shared with others count by their share). */
  memory(): number
  metric(name: string): Promise<number>
  stop(): Promise<void>
}

const root = join(import.meta.dirname, '..')

export async function startProduct(databaseUrl: string, env: Record<string, string> = {}): Promise<Product> {
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'torg-bench-data-'))
  const child = spawn(process.execPath, ['--max-semi-space-size=4', 'running/start.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      // As running/innbyggertorg.service starts it: the C library gives memory back instead of keeping it for later.
      MALLOC_ARENA_MAX: '2',
      MALLOC_MMAP_THRESHOLD_: '65536',
      MALLOC_TRIM_THRESHOLD_: '131072',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const origin = `http://localhost:${port}`
  await answering(origin, child)
  const pid = child.pid as number
  return {
    origin,
    port,
    pid,
    cpu: () => cpuOf(pid),
    memory: () => memoryOf(pid),
    metric: (name) => metricFrom(origin, name),
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function answering(origin: string, child: ChildProcess) {
  for (;;) {
    if (child.exitCode !== null) throw new Error('the product did not start')
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await pause(5)
  }
}

/** Field 14 and 15 of /proc/<pid>/stat, in ticks of 10 ms; the name before them may hold spaces. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function memoryOf(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]) / 1024
}

async function metricFrom(origin: string, name: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  const found = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)
  if (!found) throw new Error(`/metrics has no ${name}`)
  return Number(found[1])
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}
