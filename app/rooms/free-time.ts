import { announce, type LocalText, preparedOn, type Tx } from '#kernel'
import { bookingChanged } from './announcements.ts'
import { type InSeries, taken } from './place-booking.ts'
import type { BookingView, RoomView, Span } from './shapes.ts'
import { freed } from './waiting-list/freed.ts'

const setTime = preparedOn<{ in_the_way: string[] }>(
  'rooms.set-time',
  `select rooms.set_time($1::uuid, $2, $3, $4::bigint[], $5::timestamptz, $6::timestamptz, $7::int, $8::timestamptz) as in_the_way`,
)
/** Moves a booking that stands; what it had is free for whoever waits. Throws rooms.taken. */
export async function moveInto(
  tx: Tx,
  booking: BookingView,
  room: Pick<RoomView, 'id' | 'hubId' | 'parts' | 'rules'>,
  { from, to }: Span,
  now: Temporal.Instant,
): Promise<void> {
  const tidy = room.id === booking.roomId ? booking.tidyMinutes : room.rules.tidyMinutes
  const [answer] = await setTime(
    tx,
    booking.id,
    room.id,
    room.hubId,
    room.parts,
    from.toString(),
    to.toString(),
    tidy,
    now.toString(),
  )
  if (answer?.in_the_way.length) throw await taken(tx, answer.in_the_way)
  await giveBack(tx, booking, now)
}

const end = preparedOn<{ version: number }>(
  'rooms.end-booking',
  'select rooms.end_booking($1::uuid, $2, $3::jsonb, $4::timestamptz) as version',
)
/** Ends a booking and frees its time. The caller holds it. */
export async function endBooking(
  tx: Tx,
  booking: BookingView,
  state: 'declined' | 'cancelled' | 'released' | 'lapsed',
  now: Temporal.Instant,
  { message = null, inSeries }: { message?: LocalText | null } & InSeries = {},
): Promise<void> {
  const [row] = await end(tx, booking.id, state, message && JSON.stringify(message), now.toString())
  await announce(tx, bookingChanged, {
    bookingId: booking.id,
    version: row?.version ?? 0,
    inSeries,
  })
  if (Temporal.Instant.compare(booking.endsAt, now) > 0) await giveBack(tx, booking, now)
}

const giveBack = (tx: Tx, { roomId, startsAt, endsAt, tidyMinutes }: BookingView, now: Temporal.Instant) =>
  freed(tx, { roomId, from: startsAt, to: endsAt.add({ minutes: tidyMinutes }) }, now)
