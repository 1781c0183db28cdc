import { type LocalText, sql, type Tx, zone } from '#kernel'
import { slotOn } from '#recurrence'
import type { Occurrence, Series } from './series.ts'
import type { Changes } from './shapes.ts'

/** What a date looks like with its own changes: its time by hand or by the rule, its hub or the series'. */
export function placed(series: Pick<Series, 'wish'>, originalDate: string, changes: Changes) {
  const { rule, hubId } = series.wish
  const { date, start, minutes } = changes.time ?? {
    date: originalDate,
    start: rule.time,
    minutes: rule.minutes,
  }
  const { startsAt, endsAt } = slotOn(date, start, minutes, zone)
  return { startsAt, endsAt, hubId: changes.hubId ?? hubId }
}

/** What hosts were asked about a door is answered by another hour or another place. */
const door = ['place', 'meetingPoint', 'outdoors', 'roomIds']

/** Too few are asked about anew at another hour, and stay a question through every other edit. */
const stillAsked = sql`
  case when o.starts_at <> w.starts_at then null
    when o.attention = 'too-few' then o.attention
    when o.ends_at = w.ends_at and o.hub_id is not distinct from w.hub_id and not exists (
      select from unnest(${door}::text[]) key where o.changes -> key is distinct from w.changes -> key)
      then o.attention end`

/** Gives dates their own changes. Every rewritten date rises in sequence. */
export async function rewriteOccurrences(
  tx: Tx,
  series: Pick<Series, 'wish'>,
  edits: { occurrence: Occurrence; changes: Changes }[],
): Promise<void> {
  const rows = edits.map(({ occurrence, changes }) => {
    const { startsAt, endsAt, hubId } = placed(series, occurrence.originalDate, changes)
    return { id: occurrence.id, changes, starts_at: startsAt, ends_at: endsAt, hub_id: hubId }
  })
  await sql`
    update activities.occurrence o
    set changes = w.changes, starts_at = w.starts_at, ends_at = w.ends_at, hub_id = w.hub_id,
      attention = ${stillAsked}, sequence = sequence + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as w(id bigint, changes jsonb, starts_at timestamptz, ends_at timestamptz, hub_id text)
    where o.id = w.id`.execute(tx)
}

/** What a host said about an earlier change is no part of this one. */
export const sayOnDates = (tx: Tx, ids: readonly number[], message: LocalText | null) =>
  sql`
    update activities.occurrence set message = ${message && JSON.stringify(message)}::jsonb
    where id = any(${ids}::bigint[])`.execute(tx)
