import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { inject } from 'vitest'
import { launch, openAs, type Reader } from './browser.ts'
import { copyOf } from './databases.ts'
import { tileSource } from './tiles.ts'

const root = join(import.meta.dirname, '../..')

/** The built product with the demonstration's content, on a port and a database of its own, and a browser beside it. */
export interface Served {
  origin: string
  browser: Browser
  /** A new browser window; everything it opens is closed at the end. */
  open(reader?: Reader & { as?: string }): Promise<Page>
  /** The `Cookie:` value of a persona: `resident`, `host-borgen`, … */
  cookieOf(persona: string, wish?: { steppedUp?: boolean }): Promise<string>
  ask<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  /** Waits until the worker has written a mail to the address, and gives its text. */
  mailTo(address: string, about: RegExp): Promise<string>
  close(): Promise<void>
}

export async function serve(env: Record<string, string> = {}): Promise<Served> {
  const own = await copyOf(inject('cluster'))
  const dataDir = mkdtempSync(join(tmpdir(), 'torg-served-'))
  const tiles = await tileSource()
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const { NODE_ENV: _, VITEST: __, ...inherited } = process.env
  const child = spawn(process.execPath, ['running/start.ts'], {
    cwd: root,
    env: {
      ...inherited,
      PORT: String(port),
      PUBLIC_URL: origin,
      DATABASE_URL: own.url,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      TILE_URL: tiles.template,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await started(origin, child)
  const pool = new pg.Pool({ connectionString: own.url, max: 4 })
  pool.on('error', () => {})
  const ask: Served['ask'] = async (sql, values) => (await pool.query(sql, values)).rows
  // The server answers before the demonstration's content is in; it comes in one piece.
  while ((await ask('select from people.person limit 1')).length === 0) {
    if (child.exitCode !== null) throw new Error('The product ended while its content was loaded.')
    await pause(50)
  }
  const browser = await launch()

  const cookieOf: Served['cookieOf'] = async (persona, { steppedUp = false } = {}) => {
    const token = randomBytes(32).toString('base64url')
    const rows = await ask(
      `insert into people.session (token_hash, person_id, acr, issuer, device, expires_at, stepped_up_at)
       select $1, id, 'idporten-loa-high', 'http://issuer.test', 'Prøvenettleser', now() + interval '8 hours',
         case when $3 then now() end
       from people.person where name = $2 returning id`,
      [createHash('sha256').update(token).digest('base64url'), nameOf(persona), steppedUp],
    )
    if (rows.length !== 1) throw new Error(`The demonstration has no ${persona}.`)
    return `session=${token}`
  }

  return {
    origin,
    browser,
    ask,
    cookieOf,
    async open({ as, ...reader } = {}) {
      const cookie = as ? await cookieOf(as) : reader.cookie
      const context = await openAs(browser, origin, { ...reader, cookie })
      return context.newPage()
    },
    async mailTo(address, about) {
      for (let look = 0; look < 100; look++) {
        const mails = await ask<{ subject: string; body_text: string }>(
          'select subject, body_text from kernel.mail where recipient = $1 order by id desc',
          [address],
        )
        const mail = mails.find(({ subject }) => about.test(subject))
        if (mail) return mail.body_text
        await pause(100)
      }
      throw new Error(`No mail about ${about} came to ${address}.`)
    },
    async close() {
      await browser.close()
      await pool.end()
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
      await own.drop()
      tiles.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function nameOf(persona: string): string {
  const file = join(root, 'municipalities/asker/personas.json')
  const found = JSON.parse(readFileSync(file, 'utf8')).find(({ key }: { key: string }) => key === persona)
  if (!found) throw new Error(`No persona is called ${persona}.`)
  return found.name
}

async function started(origin: string, child: ChildProcess) {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The product did not start (exit code ${child.exitCode}).`)
    const ready = await fetch(`${origin}/readyz`).catch(() => undefined)
    if (ready?.ok) return
    await pause(50)
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}
