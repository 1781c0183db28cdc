import { type Actor, now as clock, found, sql, type Tx } from '#kernel'
import { audit, needPerson } from '#people'
import { bookRoom } from '../book-room.ts'
import { endBooking } from '../free-time.ts'
import { holdBooking } from '../place-booking.ts'
import { bookingById } from '../reads.ts'
import { refusal } from '../refusals.ts'
import type { BookingWish } from '../shapes.ts'
import { changeWait } from './changed.ts'
import { waitRefusal } from './refusals.ts'
import { type WaitState, type WaitView, waitById } from './waits.ts'

/** What the offer's page asks for: place and time are the offer's own. */
export type OfferWish = Omit<BookingWish, 'roomId' | 'from' | 'to' | 'holdId' | 'associationId'>

/** Takes the offered time. An offer whose time is over is gone, however late the timer runs. */
export async function takeOffer(
  tx: Tx,
  actor: Actor,
  waitId: string,
  wish: OfferWish,
  now: Temporal.Instant = clock(),
): Promise<{ id: string; state: string }> {
  const wait = await holdWait(tx, actor, waitId)
  if (!isLive(wait, now)) throw refusal('rooms.offer-ended')
  const booking = await bookRoom(
    tx,
    actor,
    {
      ...wish,
      roomId: wait.roomId,
      from: wait.startsAt,
      to: wait.endsAt,
      associationId: wait.associationId ?? undefined,
      holdId: wait.bookingId as string,
    },
    now,
  )
  await changeWait(tx, waitId, 'offered', 'taken', { bookingId: booking.id })
  await audit(tx, actor, 'rooms.take-offer', aboutWait(wait))
  return booking
}

/** Says no and leaves the line: the time goes to the next at once. */
export async function declineOffer(tx: Tx, actor: Actor, waitId: string, now: Temporal.Instant = clock()) {
  const wait = await holdWait(tx, actor, waitId)
  if (!isLive(wait, now)) throw refusal('rooms.offer-ended')
  await endOffer(tx, wait, 'left', now)
  await audit(tx, actor, 'rooms.decline-offer', aboutWait(wait))
}

/** Leaves the line; with an offer in hand that is a no to it. */
export async function leaveWait(tx: Tx, actor: Actor, waitId: string, now: Temporal.Instant = clock()) {
  const wait = await holdWait(tx, actor, waitId)
  if (wait.state === 'offered') await endOffer(tx, wait, 'left', now)
  else if (!(await changeWait(tx, waitId, 'waiting', 'left'))) throw waitRefusal('rooms.wait-ended')
  await audit(tx, actor, 'rooms.leave-wait', aboutWait(wait))
}

/** Ends an offer; giving up its hold passes the time on. The caller holds the wait. */
export async function endOffer(tx: Tx, wait: WaitView, to: WaitState, now: Temporal.Instant): Promise<void> {
  if (!wait.bookingId || !(await changeWait(tx, wait.id, 'offered', to))) return
  await holdBooking(tx, wait.bookingId)
  const hold = await bookingById(tx, wait.bookingId)
  if (hold?.state === 'held') await endBooking(tx, hold, 'lapsed', now)
}

/** Parts first, then the wait: the order in which everybody queues. */
export async function holdWaitRow(tx: Tx, waitId: string): Promise<WaitView> {
  const known = found(await waitById(tx, waitId))
  await sql`select rooms.hold_parts(array(select part_id from rooms.room_part where room_id = ${known.roomId}))`.execute(
    tx,
  )
  await sql`select from rooms.wait where id = ${waitId} for update`.execute(tx)
  return found(await waitById(tx, waitId))
}

async function holdWait(tx: Tx, actor: Actor, waitId: string): Promise<WaitView> {
  const personId = needPerson(actor)
  const wait = await holdWaitRow(tx, waitId)
  // Somebody else's is not found: who waits for what is nobody's business.
  return found(wait.personId === personId ? wait : undefined)
}

const isLive = ({ state, offeredUntil }: WaitView, now: Temporal.Instant) =>
  state === 'offered' && offeredUntil !== null && Temporal.Instant.compare(offeredUntil, now) > 0

const aboutWait = ({ id, hubId, personId }: WaitView) => ({ kind: 'wait', id, hubId, personId })
