import { type Db, sql, type Tx } from '#kernel'
import { ageOfBand } from '../ask-rules.ts'
import { type AgeRange, weekOf } from '../booking-rules.ts'
import type { RoomView } from '../shapes.ts'
import type { FindWish } from './find-wish.ts'
import type { Time } from './judge.ts'
import { seconds } from './taken-times.ts'

export type BookedInWeeks = {
  /** What counts against the quotas if this time were booked too. */
  of(roomId: string, time: Time): { person: number; association: number }
  /** Whether there is anything to count but the wish itself. */
  has(roomId: string): boolean
}

type Row = { band: string | null; bookings: { room: string; from: number }[] }

/** What counts of whoever books, for all rooms and weeks at once. As rooms.bookings_in_week counts for one. */
export async function readBooker(
  on: Db | Tx,
  { personId, associationId }: Pick<FindWish, 'personId' | 'associationId'>,
  rooms: readonly RoomView[],
  times: readonly Time[],
  now: Temporal.Instant,
): Promise<{ booked: BookedInWeeks; age: AgeRange | null | undefined }> {
  const nobody = personId === null && associationId === null
  if (nobody || rooms.length === 0) return { booked: booked([], []), age: undefined }
  const weeks = [
    ...new Map(times.map((time) => weekOf(time.span.from)).map((week) => [week.from.toString(), week])),
  ].map(([, { from, to }]) => ({ from: seconds(from), to: seconds(to) }))
  const [first] = weeks
  const last = weeks.at(-1)
  if (!first || !last) return { booked: booked([], []), age: undefined }
  const { rows } = await sql<Row>`
    select (select birth_band from people.person where id = ${personId}::uuid) as band, coalesce((
      select json_agg(json_build_object('room', b.room_id, 'from', extract(epoch from b.starts_at)::bigint))
      from rooms.booking b
      where b.kind = 'booking' and b.state in ('requested', 'correction', 'booked')
        and b.ends_at > ${now.toString()}::timestamptz
        and b.starts_at >= to_timestamp(${first.from}) and b.starts_at < to_timestamp(${last.to})
        and ${
          associationId === null
            ? sql`b.person_id = ${personId}::uuid and b.association_id is null`
            : sql`b.association_id = ${associationId}::uuid`
        }), '[]') as bookings`.execute(on)
  const { band, bookings } = rows[0] as Row
  return { booked: booked(weeks, bookings), age: personId === null ? undefined : ageOfBand(band) }
}

function booked(
  weeks: readonly { from: number; to: number }[],
  bookings: readonly { room: string; from: number }[],
): BookedInWeeks {
  const weekAt = (from: number) => weeks.find((week) => week.from <= from && from < week.to)?.from
  const counts = new Map<string, number>()
  const rooms = new Set(bookings.map(({ room }) => room))
  for (const { room, from } of bookings) {
    const key = `${room} ${weekAt(from)}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return {
    of(roomId, { from, earlierInWeek }) {
      const count = (counts.size > 0 ? (counts.get(`${roomId} ${weekAt(from)}`) ?? 0) : 0) + earlierInWeek
      return { person: count, association: count }
    },
    has: (roomId) => rooms.has(roomId),
  }
}
