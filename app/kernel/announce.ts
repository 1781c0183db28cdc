import { type Db, db, sql, type Tx } from './db.ts'
import { outgoing, send, sendNow } from './outgoing.ts'
import { now } from './time.ts'

/** A thing that happened, said to whoever listens. The module that says it owns it; modules above listen. */
export type Announcement<P> = { name: string; payload?: P }
export const announcement = <P>(name: string): Announcement<P> => ({ name })

export type Job = { db: Db; now: Temporal.Instant }
export type Listener = { to: string; name: string; run: (payload: unknown, job: Job) => Promise<void> }
export type Timer = { cron: string; name: string; run: (job: Job) => Promise<void> }

/** At least once: a listener may be told twice and must then do nothing the second time. */
export function listen<P>(
  to: Announcement<P>,
  name: string,
  run: (payload: P, job: Job) => Promise<void>,
): Listener {
  return { to: to.name, name, run: run as Listener['run'] }
}

/** `cron` in UTC, five fields. */
export const every = (cron: string, name: string, run: Timer['run']): Timer => ({ cron, name, run })

const hearing = new Map<string, Listener[]>()

export function registerListens(listeners: readonly Listener[]) {
  hearing.clear()
  for (const listener of listeners) hearing.set(listener.to, [...(hearing.get(listener.to) ?? []), listener])
}

const jobs = outgoing<{ name: string; payload: unknown; run_at?: string; key?: string }>(
  'announced',
  'select kernel.announce(:rows)',
)

/**
 * Writes the announcement to the outbox in the caller's transaction: it is heard if and only if that commits. One
 * job per listener, so that each is retried alone. With `key`, an earlier one that has not run yet is replaced.
 */
export async function announce<P>(
  tx: Tx,
  what: Announcement<P>,
  payload: P,
  options: { at?: Temporal.Instant; key?: string } = {},
): Promise<void> {
  const listeners = hearing.get(what.name)
  if (!listeners) return
  const run_at = options.at?.toString()
  await send(
    tx,
    jobs,
    listeners.map(({ name }) => ({ name, payload, run_at, key: options.key })),
  )
}

/** Takes back what was announced with a key and has not been heard yet. */
export async function unannounce<P>(tx: Tx, what: Announcement<P>, key: string): Promise<void> {
  await sendNow(tx)
  for (const listener of hearing.get(what.name) ?? [])
    await sql`select graphile_worker.remove_job(${`${listener.name}:${key}`})`.execute(tx)
}

export const tasksOf = (listeners: readonly Listener[], timers: readonly Timer[]) => ({
  ...Object.fromEntries(
    listeners.map((l) => [l.name, (payload: unknown) => l.run(payload, { db, now: now() })]),
  ),
  ...Object.fromEntries(timers.map((t) => [t.name, () => t.run({ db, now: now() })])),
})
