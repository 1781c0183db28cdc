import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'torg-test-'

/** Where this run's cluster lives; the name says whose it is. */
export const clusterFolder = () => join(tmpdir(), `${prefix}${process.pid}`)

/** Ends what a killed run left behind: its database goes on without it. */
export function clearLeftOvers(): void {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    if (isAlive(Number(name.slice(prefix.length)))) continue
    const postmaster = postmasterOf(folder)
    if (postmaster) process.kill(postmaster, 'SIGQUIT')
    rmSync(folder, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Only a process that was started with this very folder; the number may be somebody else's by now. */
function postmasterOf(folder: string): number | undefined {
  const file = join(folder, 'postgres/postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  const command = `/proc/${pid}/cmdline`
  return existsSync(command) && readFileSync(command, 'utf8').includes(folder) ? pid : undefined
}
