import pg from 'pg'
import { config } from './config.ts'
import { type Db, sql, type Tx } from './db.ts'
import { log } from './log.ts'

export type Notice = { pages?: string[]; live?: string }
type Hear = { notice: (notice: Notice) => void; missed: () => void }

const channel = 'innbyggertorg'
const listeners = new Set<Hear>()
let client: pg.Client | undefined
let stopped = false
let retry: NodeJS.Timeout | undefined

/** Tells every process, when (and only when) the transaction commits. */
export async function notify(tx: Tx | Db, notice: Notice): Promise<void> {
  await sql`select pg_notify(${channel}, ${JSON.stringify(notice)})`.execute(tx)
}

/** Hears notices from every process, this one included. `missed` is called after a broken connection came back. */
export function hear(hearing: Hear): () => void {
  listeners.add(hearing)
  return () => listeners.delete(hearing)
}

export async function startHearing(): Promise<void> {
  stopped = false
  const fresh = new pg.Client({
    connectionString: config.databaseUrl,
    application_name: 'innbyggertorg notices',
  })
  fresh.on('error', () => {})
  fresh.on('end', () => !stopped && fresh === client && again())
  fresh.on('notification', ({ payload }) => {
    const notice = JSON.parse(payload ?? '{}') as Notice
    for (const listener of listeners) listener.notice(notice)
  })
  await fresh.connect()
  await fresh.query(`listen ${channel}`)
  client = fresh
}

function again() {
  client = undefined
  retry = setTimeout(async () => {
    try {
      await startHearing()
      for (const listener of listeners) listener.missed()
    } catch {
      log.warn('the database cannot be heard yet; trying again')
      again()
    }
  }, 1000)
}

export async function stopHearing(): Promise<void> {
  stopped = true
  clearTimeout(retry)
  await client?.end()
  client = undefined
}
