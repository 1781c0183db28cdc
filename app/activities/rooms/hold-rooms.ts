import { type Actor, announce, sql, systemActor, type Tx } from '#kernel'
import { type Holding, holdRoomsForAll, holdRoomsWhereFree } from '#rooms'
import { type Occurrence, occurrencesOf, readSeries, type Series } from '../series.ts'
import type { ActivityWish } from '../shapes.ts'
import { roomsNotHeld } from './rooms-not-held.ts'

/** What rooms know a date by. */
const holderOf = (occurrenceId: number) => `activities.occurrence:${occurrenceId}`

/** The rooms a date is in: its own or the series', as long as it is indoors and at the hub where they are. */
export function roomsOn(
  wish: Pick<ActivityWish, 'hubId' | 'roomIds' | 'outdoors'>,
  { hubId, changes }: Pick<Occurrence, 'hubId' | 'changes'>,
): readonly string[] {
  if (hubId === null || (changes.outdoors ?? wish.outdoors)) return []
  return changes.roomIds ?? (hubId === wish.hubId ? wish.roomIds : [])
}

function holdingOf({ state, wish }: Pick<Series, 'state' | 'wish'>, date: Occurrence): Holding {
  const about = holderOf(date.id)
  const roomIds = roomsOn(wish, date)
  if (state !== 'published' || date.state !== 'on' || date.hubId === null || roomIds.length === 0)
    return { about, wish: null }
  const capacity = date.changes.capacity === undefined ? wish.capacity : date.changes.capacity
  return {
    about,
    wish: {
      hubId: date.hubId,
      roomIds,
      from: date.startsAt,
      to: date.endsAt,
      title: date.changes.title ?? wish.title,
      headCount: capacity ?? 1,
    },
  }
}

/**
 * Makes the rooms of an activity those of its dates: takes, moves and gives up, or refuses naming what is in the way. Every
 * verb that writes dates ends with it. What has begun keeps the room it is in.
 */
export async function holdRoomsOf(
  tx: Tx,
  actor: Actor,
  seriesId: number,
  now: Temporal.Instant,
  { alsoBegun = false } = {},
): Promise<void> {
  const series = await readSeries(tx, seriesId)
  const ahead = (await occurrencesOf(tx, seriesId)).filter(
    (date) => Temporal.Instant.compare(alsoBegun ? date.endsAt : date.startsAt, now) > 0,
  )
  await holdRoomsForAll(
    tx,
    actor,
    ahead.map((date) => holdingOf(series, date)),
    now,
  )
}

/**
 * For dates that the timer has written: whose room is taken stays in the programme without one, and its hosts are asked.
 * The others have theirs.
 */
export async function holdRoomsOfNew(
  tx: Tx,
  seriesId: number,
  ids: readonly number[],
  now: Temporal.Instant,
): Promise<void> {
  const series = await readSeries(tx, seriesId)
  const dates = (await occurrencesOf(tx, seriesId)).filter((date) => ids.includes(date.id))
  const refused = await holdRoomsWhereFree(
    tx,
    systemActor,
    dates.map((date) => holdingOf(series, date)),
    now,
  )
  const without = dates.filter((date) => refused.some(({ about }) => about === holderOf(date.id)))
  if (without.length === 0) return
  await sql`
    update activities.occurrence set attention = 'room-taken', changes = changes || '{"roomIds": []}'
    where id = any(${without.map(({ id }) => id)}::bigint[])`.execute(tx)
  await announce(tx, roomsNotHeld, { seriesId, occurrenceIds: without.map(({ id }) => id) })
}

/** Rooms of the hub that was left are none of the new one's. */
export const forgetRoomsOfDates = (tx: Tx, seriesId: number, now: Temporal.Instant) =>
  sql`
    update activities.occurrence set changes = changes - 'roomIds'
    where series_id = ${seriesId} and starts_at > ${now.toString()}::timestamptz
      and changes ? 'roomIds' and not changes ? 'hubId'`.execute(tx)
