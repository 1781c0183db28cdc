import { type LocalText, sql, type Tx, zone } from '#kernel'
import { matchDates, type Slot, slotOn } from '#recurrence'
import { refusal } from './refusals.ts'
import { occurrencesOf, type Series } from './series.ts'
import { promote } from './sign-up/settle.ts'

/** What writing the dates of a rule did to those that were there. */
export type Written = { moved: number[]; cancelled: number[]; added: number[] }

/**
 * Makes the coming occurrences of a series those of its rule. Dates that people may have signed up for live on: the same
 * row moves with the rule. A date that the rule no longer has is cancelled when somebody comes, dropped when nobody does.
 * What has begun is left alone, and so is the time of a date that was moved by hand.
 */
export async function writeDates(
  tx: Tx,
  series: Pick<Series, 'id' | 'wish'>,
  slots: readonly Slot[],
  now: Temporal.Instant,
  goneMessage: LocalText | null = null,
): Promise<Written> {
  const { id, wish } = series
  await holdPools(tx, id)
  const existing = await occurrencesOf(tx, id)
  const isAhead = (at: Temporal.Instant) => Temporal.Instant.compare(at, now) > 0
  const ahead = existing.filter((o) => o.state !== 'dropped' && isAhead(o.startsAt))
  const begun = new Set(
    existing.filter((o) => o.state !== 'dropped' && !isAhead(o.startsAt)).map((o) => o.originalDate),
  )
  // A new activity may have begun already; an edit never writes history.
  const wanted = new Map(
    slots
      .filter((s) => existing.length === 0 || (isAhead(s.startsAt) && !begun.has(s.date)))
      .map((s) => [s.date, s]),
  )
  const { kept, added, gone } = matchDates(
    ahead.map((o) => o.originalDate),
    [...wanted.keys()],
  )

  const moves = ahead.flatMap((o) => {
    const slot = wanted.get(kept.get(o.originalDate) ?? '')
    if (!slot) return []
    const own = o.changes.time
    const time = own ? slotOn(own.date, own.start, own.minutes, zone) : slot
    const hubId = o.changes.hubId ?? wish.hubId
    const same = time.startsAt.equals(o.startsAt) && time.endsAt.equals(o.endsAt)
    if (same && slot.date === o.originalDate && hubId === o.hubId) return []
    return [
      {
        id: o.id,
        on: o.state === 'on',
        same,
        original_date: slot.date,
        starts_at: time.startsAt,
        ends_at: time.endsAt,
        hub_id: hubId,
      },
    ]
  })
  if (moves.length > 0)
    await sql`
      update activities.occurrence o
      set original_date = m.original_date, starts_at = m.starts_at, ends_at = m.ends_at, hub_id = m.hub_id,
        attention = case when o.attention = 'too-few' and o.starts_at = m.starts_at then o.attention end,
        sequence = sequence + 1
      from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb)
        as m(id bigint, original_date date, starts_at timestamptz, ends_at timestamptz, hub_id text)
      where o.id = m.id`.execute(tx)

  const goneIds = ahead.filter((o) => gone.includes(o.originalDate)).map((o) => o.id)
  const cancelled = goneIds.length > 0 ? await letGo(tx, id, goneIds, goneMessage) : []

  const fresh = added.map((date) => wanted.get(date) as Slot)
  let addedIds: number[] = []
  if (fresh.length > 0) {
    const rows = fresh.map((s) => ({ original_date: s.date, starts_at: s.startsAt, ends_at: s.endsAt }))
    // A date that was dropped earlier and is back is the same date again.
    const { rows: written } = await sql<{ id: number }>`
      with wanted as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as w(original_date date, starts_at timestamptz, ends_at timestamptz)
      ), revived as (
        update activities.occurrence o
        set state = 'on', starts_at = w.starts_at, ends_at = w.ends_at, hub_id = ${wish.hubId}::text, message = null,
          attention = null, changes = '{}', sequence = sequence + 1
        from wanted w
        where o.series_id = ${id} and o.original_date = w.original_date and o.state = 'dropped'
        returning o.id, o.original_date
      ), inserted as (
      insert into activities.occurrence (series_id, original_date, starts_at, ends_at, hub_id)
      select ${id}, w.original_date, w.starts_at, w.ends_at, ${wish.hubId}::text from wanted w
      where w.original_date not in (select original_date from revived)
      order by w.starts_at
      returning id
      ) select id from revived union all select id from inserted`.execute(tx)
    addedIds = written.map((row) => row.id)
  }
  await sql`
    update activities.series set dates_until = (
      select max(original_date) from activities.occurrence where series_id = ${id} and state <> 'dropped'
    ) where id = ${id}`.execute(tx)
  await writePools(tx, series, now)
  return { moved: moves.filter((m) => m.on && !m.same).map((m) => m.id), cancelled, added: addedIds }
}

/** Holds every pool of a series, in id order as everybody does: who signs up meanwhile waits, and is counted after. */
export const holdPools = (tx: Tx, seriesId: number) =>
  sql`select from activities.pool where series_id = ${seriesId} order by id for no key update`.execute(tx)

/** Dates the rule no longer has: cancelled with a message where somebody holds a place, dropped otherwise. */
async function letGo(tx: Tx, seriesId: number, ids: number[], message: LocalText | null): Promise<number[]> {
  const { rows } = await sql<{ id: number; state: string }>`
    update activities.occurrence o
    set sequence = o.sequence + 1, message = ${message && JSON.stringify(message)}::jsonb,
      state = case when exists (
        select from activities.pool p
        where p.taken > 0 and (p.occurrence_id = o.id or (p.series_id = ${seriesId} and p.occurrence_id is null))
      ) then 'cancelled' else 'dropped' end
    where o.id = any(${ids}::bigint[]) and o.state = 'on'
    returning o.id, o.state`.execute(tx)
  return rows.filter((row) => row.state === 'cancelled').map((row) => row.id)
}

/**
 * Gives every coming date its places, or the course its one pool, and carries a new capacity over. Refuses to take a
 * place from somebody who has it; new places go to those who wait. The caller holds the pools.
 */
export async function writePools(
  tx: Tx,
  { id, wish }: Pick<Series, 'id' | 'wish'>,
  now: Temporal.Instant,
): Promise<void> {
  if (wish.signUp === 'none') return
  const { rows: pools } = await sql<{
    id: number
    taken: number
    before: number | null
    capacity: number | null
  }>`
    select p.id, p.taken + activities.lent(p, ${now.toString()}::timestamptz) as taken, p.capacity as before,
      case when o.changes ? 'capacity' then (o.changes ->> 'capacity')::int else ${wish.capacity}::int end as capacity
    from activities.pool p left join activities.occurrence o on o.id = p.occurrence_id
    where p.series_id = ${id} and (p.occurrence_id is null) = ${wish.form === 'course'}
      and (o.id is null or (o.ends_at > ${now.toString()}::timestamptz and o.state = 'on'))
    order by p.id`.execute(tx)
  const full = pools.find((pool) => pool.capacity !== null && pool.taken > pool.capacity)
  if (full) throw refusal('activities.below-taken', { taken: full.taken })
  if (pools.length > 0)
    await sql`
      update activities.pool p set capacity = w.capacity
      from jsonb_to_recordset(${JSON.stringify(pools)}::jsonb) as w(id bigint, capacity int)
      where p.id = w.id and p.capacity is distinct from w.capacity`.execute(tx)
  for (const pool of pools)
    if (pool.before !== null && (pool.capacity ?? Number.POSITIVE_INFINITY) > pool.before)
      await promote(tx, pool.id, now)
  await (wish.form === 'course'
    ? sql`
        insert into activities.pool (series_id, capacity) select ${id}, ${wish.capacity}::int
        where not exists (select from activities.pool where series_id = ${id} and occurrence_id is null)`
    : sql`
        insert into activities.pool (series_id, occurrence_id, capacity)
        select o.series_id, o.id,
          case when o.changes ? 'capacity' then (o.changes ->> 'capacity')::int else ${wish.capacity}::int end
        from activities.occurrence o
        where o.series_id = ${id} and o.state <> 'dropped'
          and not exists (select from activities.pool p where p.occurrence_id = o.id)
        order by o.id`
  ).execute(tx)
}

/** When a date of a series is, by its rule. */
export const slotOf = (series: Pick<Series, 'wish'>, date: string): Slot =>
  slotOn(date, series.wish.rule.time, series.wish.rule.minutes, zone)
