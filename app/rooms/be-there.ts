import { type Actor, now as clock, type Tx } from '#kernel'
import { audit } from '#people'
import { noteStep } from './place-booking.ts'
import { checkInFrom } from './promises.ts'
import { refusal } from './refusals.ts'
import { needBooking } from './who-may.ts'

const compare = Temporal.Instant.compare

/** Says that somebody is there: from a quarter of an hour before, until it is over. Saying it twice changes nothing. */
export async function checkInBooking(tx: Tx, actor: Actor, id: string, now = clock()): Promise<void> {
  const { booking } = await needBooking(tx, actor, id, now)
  if (booking.state !== 'booked') throw refusal('rooms.not-booked')
  if (compare(now, checkInFrom(booking)) < 0) throw refusal('rooms.check-in-early')
  if (compare(now, booking.endsAt) >= 0) throw refusal('rooms.check-in-late')
  const fresh = await tx
    .updateTable('rooms.booking')
    .set({ checked_in_at: now.toString() })
    .where('id', '=', id)
    .where('state', '=', 'booked')
    .where('checked_in_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!fresh) return
  await noteStep(tx, actor, id, 'checked-in', now)
  const about = { kind: 'booking', id, hubId: booking.hubId, personId: booking.personId }
  await audit(tx, actor, 'rooms.checked-in', about)
}

/** A door was opened with the booking's key: somebody is there, and the room is not given to others. */
export async function bookingUsed(tx: Tx, bookingId: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('rooms.booking')
    .set({ used_at: at.toString() })
    .where('id', '=', bookingId)
    .where('state', '=', 'booked')
    .where((eb) => eb.or([eb('used_at', 'is', null), eb('used_at', '>', at.toString())]))
    .execute()
}
