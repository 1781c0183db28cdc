import { type Db, preparedOn, type Tx } from '#kernel'
import type { Span } from '../shapes.ts'

/**
 * When parts are taken, tidying included: per part the ends of its stretches in seconds since 1970, from, to, from, to …, in
 * order. Plain numbers, because a search compares a hundred thousand of them.
 */
export type TakenTimes = ReadonlyMap<number, readonly number[]>

/**
 * One probe of the exclusion constraint's own index per part: all spans of a series are asked for together, as a multirange,
 * and nothing but the index is read. So a hold whose time ran out is known by its part and time, which no other has. The
 * answer is one list, because a row for each stretch costs more than the stretch.
 */
const readTaken = preparedOn<{ taken: number[] }>(
  'rooms.taken-times',
  `select coalesce('[' || string_agg(concat_ws(',', part.id, date_part('epoch', lower(o.during)), date_part('epoch', upper(o.during))), ',') || ']', '[]')::json as taken
   from unnest($1::bigint[]) part (id)
   cross join lateral (
     select o.during from rooms.occupancy o
     where o.part_id = part.id and o.during && $2::tstzmultirange
       and (o.part_id, o.during) not in (
         select ended.part_id, ended.during from rooms.booking b join rooms.occupancy ended on ended.booking_id = b.id
         where b.state = 'held' and b.held_until <= $3::timestamptz)
     offset 0
   ) o`,
)

/**
 * Everything that blocks these parts somewhere in these spans, in one query. A hold whose time ran out is in nobody's way,
 * though its row may stand until somebody wants the time.
 */
export async function takenTimes(
  on: Db | Tx,
  partIds: readonly number[],
  spans: readonly Span[],
  now: Temporal.Instant,
): Promise<TakenTimes> {
  if (partIds.length === 0 || spans.length === 0) return new Map()
  const wanted = `{${spans.map(({ from, to }) => `[${from},${to})`).join(',')}}`
  const [row] = await readTaken(on, partIds, wanted, now.toString())
  const times = new Map<number, number[]>()
  const list = row?.taken ?? []
  for (let at = 0; at < list.length; at += 3) {
    const part = list[at] as number
    const from = list[at + 1] as number
    const to = list[at + 2] as number
    const ends = times.get(part)
    if (ends) ends.push(from, to)
    else times.set(part, [from, to])
  }
  // No two stretches of a part overlap, so their ends in order are pairs again.
  for (const ends of times.values()) ends.sort((a, b) => a - b)
  return times
}

/** Whether any of the parts is taken between these seconds. */
export function isTaken(times: TakenTimes, parts: readonly number[], from: number, to: number): boolean {
  for (const part of parts) {
    const ends = times.get(part)
    if (!ends) continue
    // The first stretch that ends after `from` is the only one that can reach into the span.
    let low = 0
    let high = ends.length / 2
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[2 * middle + 1] as number) > from) high = middle
      else low = middle + 1
    }
    if (low < ends.length / 2 && (ends[2 * low] as number) < to) return true
  }
  return false
}

export const seconds = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / 1000)
export const instantAtSecond = (second: number) => Temporal.Instant.fromEpochMilliseconds(second * 1000)
