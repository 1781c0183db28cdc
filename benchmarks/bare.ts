/** The yardstick: the least that Hono on Node can do to send given bytes. A process of its own, like the server. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

export type Bare = { port: number; stop(): void }

/** A server that answers every request with this body and these headers. */
export async function bare(body: Uint8Array, headers: Record<string, string>): Promise<Bare> {
  const folder = mkdtempSync(join(tmpdir(), 'torg-bare-'))
  writeFileSync(join(folder, 'body'), body)
  writeFileSync(join(folder, 'headers.json'), JSON.stringify(headers))
  const child = spawn(process.execPath, [import.meta.filename, folder], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (text) => resolve(Number(text)))
    child.once('exit', () => reject(new Error('the bare server did not start')))
  })
  return {
    port,
    stop() {
      child.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

if (import.meta.main) {
  const folder = process.argv[2] as string
  const body = new Uint8Array(readFileSync(join(folder, 'body')))
  const headers = JSON.parse(readFileSync(join(folder, 'headers.json'), 'utf8'))
  const app = new Hono()
  app.get('*', (c) => c.body(body, 200, headers))
  serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(port))
}
