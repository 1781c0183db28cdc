import { type Actor, now as clock, type Db, found, inZone, type Tx, type Visit } from '#kernel'
import { liveMandate, mayWorkAt } from '#people'
import { bookingById } from './reads.ts'
import type { BookingView } from './shapes.ts'
import { noteLook } from './staff/look.ts'

/** own: they booked it, or may act for the association that did. staff: they work where the room is. */
export type Right = { own: boolean; staff: boolean }

export async function rightTo(
  on: Db | Tx,
  actor: Actor,
  booking: Pick<BookingView, 'personId' | 'associationId' | 'hubId'>,
  now = clock(),
): Promise<Right> {
  const staff = mayWorkAt(actor, booking.hubId, 'host', 'hub-leader')
  const { personId } = actor
  if (!personId) return { own: false, staff }
  const own =
    booking.personId === personId ||
    (booking.associationId !== null &&
      (await liveMandate(on, personId, booking.associationId, inZone(now).toPlainDate())) !== null)
  return { own, staff }
}

export const mayRead = ({ own, staff }: Right) => own || staff

/** The booking and what the actor may do with it; somebody else's does not exist for them. */
export async function needBooking(
  on: Db | Tx,
  actor: Actor,
  id: string,
  now = clock(),
): Promise<{ booking: BookingView; right: Right }> {
  const booking = found(await bookingById(on, id))
  const right = await rightTo(on, actor, booking, now)
  found(mayRead(right) || null)
  return { booking, right }
}

/** The same for a look at it: a host who sees what somebody else has booked is written down. */
export async function bookingSeen(c: Visit, id: string): Promise<BookingView> {
  const { booking, right } = await needBooking(c.db, c.actor, id, c.now)
  if (!right.own) await noteLook(c.db, c.actor, 'rooms.view-booking', [booking])
  return booking
}

/** What anybody may see of a booking: that the time is taken, and what an activity or a block is about. */
export const asAnybodySees = (booking: BookingView): BookingView => ({
  ...booking,
  personId: null,
  personName: null,
  associationId: null,
  associationName: null,
  forName: null,
  forEmail: null,
  forPhone: null,
  responsibleName: null,
  responsiblePhone: null,
  purpose: '',
  headCount: 1,
  alcohol: false,
  party: false,
  priceGroup: null,
  priceOre: 0,
  overrideReason: null,
  message: null,
})
