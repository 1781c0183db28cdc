import { type Db, sql, type Tx } from '#kernel'
import type { Span } from '../shapes.ts'

/**
 * When parts are taken, tidying included: per part the ends of its stretches in seconds since 1970, from, to, from, to …, in
 * order. Plain numbers, because a search compares a hundred thousand of them.
 */
export type TakenTimes = ReadonlyMap<number, readonly number[]>

/**
 * Everything that blocks these parts somewhere in these spans, in one query. One probe of the exclusion constraint's own
 * index per part: all spans of a series are asked for together, as a multirange. A hold whose time ran out is in nobody's
 * way, though its row may stand until somebody wants the time.
 */
export async function takenTimes(
  on: Db | Tx,
  partIds: readonly number[],
  spans: readonly Span[],
  now: Temporal.Instant,
): Promise<TakenTimes> {
  if (partIds.length === 0 || spans.length === 0) return new Map()
  const wanted = `{${spans.map(({ from, to }) => `[${from},${to})`).join(',')}}`
  const { rows } = await sql<{ part: number; starts: number[]; ends: number[] }>`
    select part.id as part, taken.starts, taken.ends
    from unnest(${partIds}::bigint[]) part (id)
    cross join lateral (
      select json_agg(date_part('epoch', lower(o.during))) as starts, json_agg(date_part('epoch', upper(o.during))) as ends
      from rooms.occupancy o
      where o.part_id = part.id and o.during && ${wanted}::tstzmultirange
        and o.booking_id <> all (array(
          select b.id from rooms.booking b where b.state = 'held' and b.held_until <= ${now.toString()}::timestamptz))
    ) taken
    where taken.starts is not null`.execute(on)
  // No two stretches of a part overlap, so their ends in order are pairs again.
  return new Map(rows.map(({ part, starts, ends }) => [part, [...starts, ...ends].sort((a, b) => a - b)]))
}

/** Whether any of the parts is taken between these seconds. */
export function isTaken(times: TakenTimes, parts: readonly number[], from: number, to: number): boolean {
  return parts.some((part) => {
    const ends = times.get(part)
    if (!ends) return false
    // The first stretch that ends after `from` is the only one that can reach into the span.
    let low = 0
    let high = ends.length / 2
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[2 * middle + 1] as number) > from) high = middle
      else low = middle + 1
    }
    return low < ends.length / 2 && (ends[2 * low] as number) < to
  })
}

export const seconds = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / 1000)
export const instantAtSecond = (second: number) => Temporal.Instant.fromEpochMilliseconds(second * 1000)
