import { type Actor, now as clock, found, type LocalText, type Tx } from '#kernel'
import { audit } from '#people'
import { needMandate } from './ask-rules.ts'
import { isLate } from './booking-rules.ts'
import { endBooking } from './free-time.ts'
import { giveUpHold } from './give-up-hold.ts'
import { holdBooking, type InSeries, noteStep } from './place-booking.ts'
import { bookingById } from './reads.ts'
import { refusal } from './refusals.ts'
import { blockingStates } from './shapes.ts'
import { freed } from './waiting-list/freed.ts'
import { mayRead, rightTo } from './who-may.ts'

/** Gives the time back. In time by those who booked, at any time by a host who says why. */
export async function cancelBooking(
  tx: Tx,
  actor: Actor,
  id: string,
  { message, overrideReason }: { message?: LocalText; overrideReason?: string } = {},
  now = clock(),
  { inSeries }: InSeries = {},
): Promise<void> {
  await holdBooking(tx, id)
  const booking = found(await bookingById(tx, id))
  const right = await rightTo(tx, actor, booking, now)
  found(mayRead(right) || null)
  if (booking.state === 'held') {
    const time = await giveUpHold(tx, actor, id, now)
    if (time) await freed(tx, time, now)
    return
  }
  if (booking.kind === 'activity') throw refusal('rooms.held-by-activity')
  if (!blockingStates.includes(booking.state) || Temporal.Instant.compare(booking.endsAt, now) <= 0)
    throw refusal('rooms.not-on')
  if (!right.staff) await needMandate(tx, actor, booking, now)
  const reason = overrideReason?.trim() || Object.values(message ?? {}).find((text) => text?.trim())
  const inTime = right.own && !isLate(booking.cancelUntil, now)
  if (!inTime && booking.kind === 'booking') {
    if (!right.staff) throw refusal('rooms.cancel-too-late', { until: booking.cancelUntil })
    if (!reason && actor.kind !== 'system') throw refusal('rooms.reason-missing')
  }
  await noteStep(tx, actor, id, 'cancelled', now, { reason, details: { byHost: !right.own } })
  await endBooking(tx, booking, 'cancelled', now, { message, inSeries })
  const about = { kind: 'booking', id, hubId: booking.hubId, personId: booking.personId }
  await audit(tx, actor, booking.kind === 'block' ? 'rooms.unblocked' : 'rooms.cancelled', about)
}
