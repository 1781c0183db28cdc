import pg from 'pg'
import { config } from './config.ts'
import { type Db, db, type Tx } from './db.ts'
import { log } from './log.ts'
import { outgoing, send } from './outgoing.ts'

export type Notice = { pages?: string[]; live?: string }
type Hear = { notice: (notice: Notice) => void; missed: () => void }

const channel = 'innbyggertorg'
const listeners = new Set<Hear>()
let client: pg.Client | undefined
let stopped = false
let retry: NodeJS.Timeout | undefined

const told = outgoing<Notice>(
  'told',
  `select pg_notify('${channel}', notice::text) from jsonb_array_elements(:rows) as notice`,
)

/** Tells every process, when (and only when) the transaction commits. */
export async function notify(tx: Tx | Db, notice: Notice): Promise<void> {
  await send(tx, told, [notice])
}

const often = 200
let gathered: Map<string, Notice> | undefined
let leaving: NodeJS.Timeout | undefined

/**
 * Tells now when it has been quiet, else with all that is told in the next moment: a commit that notifies waits for
 * every other one. For what a kept page would find out by itself within its minute, because a crash loses it.
 */
export async function notifyInTurn(notice: Notice): Promise<void> {
  if (gathered) {
    gathered.set(JSON.stringify(notice), notice)
    return
  }
  gathered = new Map()
  leaving = setTimeout(() => void notifyGathered().catch(() => log.warn('a notice was lost')), often)
  leaving.unref()
  await notify(db, notice)
}

async function notifyGathered(): Promise<void> {
  clearTimeout(leaving)
  const notices = [...(gathered?.values() ?? [])]
  gathered = undefined
  if (notices.length > 0) await send(db, told, notices)
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
  await notifyGathered().catch(() => {})
  await client?.end()
  client = undefined
}
