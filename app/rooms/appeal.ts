import { type Actor, announce, now as clock, found, instantOf, preparedOn, sql, type Tx } from '#kernel'
import { audit, needStaff } from '#people'
import { bookingChanged } from './announcements.ts'
import { needMandate } from './ask-rules.ts'
import { moveInto } from './free-time.ts'
import { holdBooking, noteStep } from './place-booking.ts'
import { appealUntil } from './promises.ts'
import { bookingById, roomById } from './reads.ts'
import { refusal } from './refusals.ts'
import type { BookingView } from './shapes.ts'
import { rightTo } from './who-may.ts'

const lastStep = preparedOn<{ what: string; declined_by: string | null; declined_at: string | null }>(
  'rooms.last-step',
  `select s.what, d.person_id as declined_by, d.at as declined_at
   from (select what from rooms.step where booking_id = $1::uuid order by id desc limit 1) s
   left join lateral (select person_id, at from rooms.step where booking_id = $1::uuid and what = 'declined' order by id desc limit 1) d on true`,
)

const aboutBooking = (booking: BookingView) => ({
  kind: 'booking',
  id: booking.id,
  hubId: booking.hubId,
  personId: booking.personId,
})

const bump = async (tx: Tx, id: string, state: 'declined' | 'booked') => {
  const { version } = await tx
    .updateTable('rooms.booking')
    .set({ state, version: sql`version + 1`, ...(state === 'booked' && { ended_at: null }) })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  await announce(tx, bookingChanged, { bookingId: id, version })
}

/** Within three weeks of the refusal, with what one thinks is wrong with it. */
export async function appealBooking(
  tx: Tx,
  actor: Actor,
  id: string,
  { reason }: { reason: string },
  now = clock(),
): Promise<void> {
  await holdBooking(tx, id)
  const booking = found(await bookingById(tx, id))
  found((await rightTo(tx, actor, booking, now)).own || null)
  await needMandate(tx, actor, booking, now)
  const [last] = await lastStep(tx, id)
  if (booking.state !== 'declined' || last?.what !== 'declined') throw refusal('rooms.nothing-to-appeal')
  const until = last.declined_at && appealUntil(instantOf(last.declined_at))
  if (!until || Temporal.Instant.compare(now, until) >= 0)
    throw refusal('rooms.appeal-too-late', { until: until || null })
  if (!reason.trim()) throw refusal('rooms.reason-missing')
  await noteStep(tx, actor, id, 'appealed', now, { reason: reason.trim() })
  await bump(tx, id, 'declined')
  await audit(tx, actor, 'rooms.appealed', aboutBooking(booking))
}

/**
 * Somebody else than who declined or asked says whether the refusal stands (`uphold`). When it does not, the booking gets its
 * time; throws rooms.taken where that is gone, and then another time must be found first.
 */
export async function decideAppeal(
  tx: Tx,
  actor: Actor,
  id: string,
  { uphold, reason }: { uphold: boolean; reason: string },
  now = clock(),
): Promise<void> {
  const known = found(await bookingById(tx, id))
  const room = found(await roomById(tx, known.roomId))
  // It has no time of its own now: the parts it would get come first, as for everybody.
  await holdBooking(tx, id, room.parts)
  const booking = found(await bookingById(tx, id))
  needStaff(actor, booking.hubId, 'host', 'hub-leader')
  const [last] = await lastStep(tx, id)
  if (booking.state !== 'declined' || last?.what !== 'appealed') throw refusal('rooms.nothing-to-appeal')
  const party = [last.declined_by, booking.personId]
  if (actor.personId && party.includes(actor.personId)) throw refusal('rooms.another-must-decide')
  if (!reason.trim()) throw refusal('rooms.reason-missing')
  if (!uphold) {
    if (Temporal.Instant.compare(booking.endsAt, now) <= 0) throw refusal('rooms.past')
    // The room may have become smaller since it was asked for.
    const { capacity } = room
    if (booking.headCount > capacity) throw refusal('rooms.over-capacity', { capacity })
    await moveInto(tx, booking, room, { from: booking.startsAt, to: booking.endsAt }, now)
  }
  await bump(tx, id, uphold ? 'declined' : 'booked')
  await noteStep(tx, actor, id, uphold ? 'appeal-upheld' : 'appeal-granted', now, { reason: reason.trim() })
  await audit(tx, actor, 'rooms.appeal-decided', aboutBooking(booking), { uphold })
}
