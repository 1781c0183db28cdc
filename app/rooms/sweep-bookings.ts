import { inTransaction, inZone, type Job, sql, systemActor, type Tx } from '#kernel'
import { endBooking } from './free-time.ts'
import { remindOf } from './mails.ts'
import { holdBooking, noteStep } from './place-booking.ts'
import { bookingById } from './reads.ts'
import type { BookingView } from './shapes.ts'

const compare = Temporal.Instant.compare
const most = 500

type Found = { id: string }

/** Each on its own, so that one that fails does not keep the others. It is looked at again once it is held. */
async function each(
  found: readonly Found[],
  verb: (tx: Tx, booking: BookingView) => Promise<void>,
): Promise<void> {
  for (const { id } of found)
    await inTransaction(async (tx) => {
      await holdBooking(tx, id)
      const booking = await bookingById(tx, id)
      if (booking) await verb(tx, booking)
    })
}

/**
 * Holds whose ten minutes are over, requests whose time has come without an answer, corrections nobody sent. A hold ends by
 * the clock without this; here its time is offered to those who wait.
 */
export async function lapseRequests({ db, now }: Job): Promise<void> {
  const at = now.toString()
  const { rows } = await sql<Found>`
    select b.id from rooms.booking b
    where b.state = 'held' and b.held_until <= ${at}::timestamptz
        and not exists (select from rooms.wait w where w.booking_id = b.id and w.state = 'offered')
      or b.state = 'requested' and greatest(b.starts_at, b.answer_by) <= ${at}::timestamptz
      or b.state = 'correction' and least(b.starts_at, b.correct_by) <= ${at}::timestamptz
    limit ${most}`.execute(db)
  await each(rows, async (tx, booking) => {
    if (!isOut(booking, now)) return
    if (booking.state !== 'held') await noteStep(tx, systemActor, booking.id, 'lapsed', now)
    await endBooking(tx, booking, 'lapsed', now)
  })
}

const isOut = ({ state, heldUntil, startsAt, answerBy, correctBy }: BookingView, now: Temporal.Instant) =>
  state === 'held'
    ? heldUntil !== null && compare(heldUntil, now) <= 0
    : (state === 'requested' && [startsAt, answerBy].every((end) => !end || compare(end, now) <= 0)) ||
      (state === 'correction' && [startsAt, correctBy].some((end) => end && compare(end, now) <= 0))

/** Half an hour in, nobody has opened a door or said that they are there: the rest of the time is for others. */
export async function releaseNoShows({ db, now }: Job): Promise<void> {
  const at = now.toString()
  const { rows } = await sql<Found>`
    select b.id from rooms.booking b join rooms.room r on r.id = b.room_id
    where b.state = 'booked' and b.kind = 'booking' and b.used_at is null and b.checked_in_at is null
      and b.starts_at < ${at}::timestamptz and b.ends_at > ${at}::timestamptz
      and greatest(b.starts_at, b.created_at) + make_interval(mins => (r.rules ->> 'noShowMinutes')::int) <= ${at}::timestamptz
    limit ${most}`.execute(db)
  await each(rows, async (tx, booking) => {
    if (booking.state !== 'booked' || booking.usedAt || booking.checkedInAt) return
    await noteStep(tx, systemActor, booking.id, 'released', now)
    await endBooking(tx, booking, 'released', now)
  })
}

const hoursBefore = 24

/** The day before, by daylight, to those who booked earlier than that. */
export async function remind({ db, now }: Job): Promise<void> {
  const { hour } = inZone(now)
  if (hour < 8 || hour >= 21) return
  const { rows } = await sql<Found>`
    select b.id from rooms.booking b
    where b.state = 'booked' and b.kind = 'booking'
      and b.starts_at > ${now.add({ minutes: 30 }).toString()}::timestamptz
      and b.starts_at <= ${now.add({ hours: hoursBefore }).toString()}::timestamptz
      and b.created_at < b.starts_at - make_interval(hours => ${hoursBefore})
      and not exists (select from rooms.reminded m where m.booking_id = b.id and m.starts_at = b.starts_at)
    order by b.starts_at limit ${most}`.execute(db)
  await each(rows, async (tx, booking) => {
    const { rows: fresh } = await sql`
      insert into rooms.reminded (booking_id, starts_at) values (${booking.id}, ${booking.startsAt.toString()}::timestamptz)
      on conflict do nothing returning 1`.execute(tx)
    if (fresh.length > 0 && booking.state === 'booked') await remindOf(tx, booking, now)
  })
}
