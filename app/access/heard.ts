import { type Db, inTransaction, sql, type Tx } from '#kernel'
import { bookingUsed } from '#rooms'
import type { LockEvent } from './adapters/adapter.ts'
import { type LogLine, writeLog } from './log/write-log.ts'
import { endReport, report } from './reports.ts'

type Known = { hubId: string; grantId: string | null; bookingId: string | null; personId: string | null }

/** Writes down what a lock told by itself. A door's first opening with a key is how a booking is known to be used. */
export async function heardEvent(_db: Db, event: LockEvent, now: Temporal.Instant): Promise<void> {
  await inTransaction((tx) => writeHeard(tx, [event], now))
}

export async function writeHeard(
  tx: Tx,
  events: readonly (LockEvent & { deviceSeq?: number })[],
  now: Temporal.Instant,
): Promise<void> {
  const lines: LogLine[] = []
  for (const event of events) {
    const known = await whose(tx, event)
    if (!known) continue
    const { what, how } = event
    const isForeign = event.grantId !== undefined && known.grantId === null
    lines.push({
      doorId: event.doorId,
      hubId: known.hubId,
      grantId: known.grantId,
      personId: known.personId,
      what,
      how,
      detail:
        event.detail ?? (isForeign ? 'unknown key' : event.slot === undefined ? null : `slot ${event.slot}`),
      deviceAt: event.at,
      deviceSeq: event.deviceSeq,
    })
    if (what === 'opened' && known.grantId && how !== 'inside')
      await markOpened(tx, { ...known, grantId: known.grantId }, event.at)
    if (what === 'jammed' || what === 'battery-low' || what === 'offline')
      await report(tx, { doorId: event.doorId, kind: what }, now)
    if (what === 'online') await endReport(tx, { doorId: event.doorId, kind: 'offline' }, now)
    if (what === 'locked' || what === 'opened')
      await endReport(tx, { doorId: event.doorId, kind: 'jammed' }, now)
  }
  await writeLog(tx, lines, now)
}

/** By the slot a keypad names, the key a token carries, or nobody. */
async function whose(tx: Tx, { doorId, slot, grantId }: LockEvent): Promise<Known | undefined> {
  const { rows } = await sql<Known>`
    select d.hub_id as "hubId", g.id as "grantId", g.booking_id as "bookingId", g.person_id as "personId"
    from access.door d
    left join access.key_grant g on g.door_id = d.id and (g.id = ${grantId ?? null} or g.id =
      (select n.grant_id from access.grant_pin n where n.door_id = d.id and n.slot = ${slot ?? null}::int))
    where d.id = ${doorId}`.execute(tx)
  return rows[0]
}

/** The first opening is the one that counts; later ones are in the log. */
export async function markOpened(
  tx: Tx,
  { grantId, bookingId }: { grantId: string; bookingId: string | null },
  at: Temporal.Instant,
): Promise<void> {
  const { rows } = await sql`
    update access.key_grant set opened_at = ${at.toString()}::timestamptz where id = ${grantId} and opened_at is null
    returning 1`.execute(tx)
  if (rows.length > 0 && bookingId) await bookingUsed(tx, bookingId, at)
}
