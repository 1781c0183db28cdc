import { type Db, instantOf, sql } from '#kernel'
import type { LogLine } from './write-log.ts'

export type LogView = {
  seq: number
  what: LogLine['what']
  how: LogLine['how']
  detail: string | null
  grantId: string | null
  personId: string | null
  name: string | null
  /** By the door's own clock where it has one. */
  at: Temporal.Instant
  /** When we heard, if that was more than a minute later. */
  heardLater: Temporal.Instant | null
}

const perPage = 50

/** What happened at a door, the newest first; `before` is the cursor of an older page. */
export async function readLog(
  on: Db,
  doorId: string,
  before: number | null,
): Promise<{ rows: LogView[]; next: number | null }> {
  const { rows } = await sql<
    Omit<LogView, 'at' | 'heardLater'> & { deviceAt: string | null; receivedAt: string }
  >`
    select e.seq, e.what, e.how, e.detail, e.grant_id as "grantId", e.person_id as "personId", p.name,
      e.device_at as "deviceAt", e.received_at as "receivedAt"
    from access.log_entry e left join people.person p on p.id = e.person_id
    where e.door_id = ${doorId} and e.seq < coalesce(${before}::bigint, 9223372036854775807)
    order by e.seq desc limit ${perPage + 1}`.execute(on)
  const shown = rows.slice(0, perPage).map(({ deviceAt, receivedAt, ...row }) => {
    const received = instantOf(receivedAt)
    const at = deviceAt ? instantOf(deviceAt) : received
    const isLater = Temporal.Instant.compare(at.add({ minutes: 1 }), received) < 0
    return { ...row, at, heardLater: isLater ? received : null }
  })
  return { rows: shown, next: rows.length > perPage ? (shown.at(-1)?.seq ?? null) : null }
}
