import { type Actor, now as clock, found, type Tx } from '#kernel'
import { associationById, audit, needPerson, needStaff } from '#people'
import { type Asking, answerTo, askingFor, bookerOfKind, refuseBy } from './ask-rules.ts'
import { isSettable, type RuleCode } from './booking-rules.ts'
import { placeBooking } from './place-booking.ts'
import { bookingById } from './reads.ts'
import { refusal } from './refusals.ts'
import type { BookingWish } from './shapes.ts'

/** Books at once where the room's rules say so, else sends a request that blocks until it is answered. */
export async function bookRoom(
  tx: Tx,
  actor: Actor,
  wish: BookingWish,
  now = clock(),
): Promise<{ id: string; state: 'booked' | 'requested' }> {
  const personId = needPerson(actor)
  const asking = await askingFor(tx, actor, wish, now)
  const holdId = wish.holdId && (await ownHold(tx, wish, personId))
  const booked = await bookBy(tx, actor, asking, wish, { personId, holdId }, now)
  const about = { kind: 'booking', id: booked.id, hubId: asking.room.hubId, personId }
  await audit(tx, actor, `rooms.${booked.state}`, about, { room: wish.roomId })
  return booked
}

type Owner = { personId: string | null; holdId?: string; series?: { id: number; date: string } }

/** What every booking by a resident goes through, a single one and each date of a series. */
export async function bookBy(
  tx: Tx,
  actor: Actor,
  asking: Asking,
  wish: Omit<BookingWish, 'holdId'>,
  { personId, holdId, series }: Owner,
  now: Temporal.Instant,
): Promise<{ id: string; state: 'booked' | 'requested' }> {
  const inSeries = series !== undefined
  const answer = answerTo(asking, { ...wish, inSeries, terms: termsIn(wish) }, now)
  refuseBy(asking, answer, inSeries)
  const state = answer.way === 'instant' ? 'booked' : 'requested'
  const { id } = await placeBooking(
    tx,
    actor,
    asking,
    {
      holdId,
      from: wish.from,
      to: wish.to,
      kind: 'booking',
      state,
      step: state,
      hoursState: answer.state,
      counted: true,
      personId,
      wish,
      seriesId: series?.id,
      originalDate: series?.date,
    },
    now,
  )
  return { id, state }
}

export const termsIn = (wish: Pick<BookingWish, 'acceptTerms' | 'termsId'>) => ({
  accepted: wish.acceptTerms,
  id: wish.termsId,
})

/** A hold whose time is out is no hold: the wish stands on its own then, and gets the time if it is still free. */
async function ownHold(tx: Tx, { holdId, associationId }: BookingWish, personId: string) {
  const held = holdId === undefined ? undefined : await bookingById(tx, holdId)
  if (held?.state !== 'held') return
  // What was offered to an association is not its member’s to keep.
  const own = held.associationId === null ? held.personId === personId : held.associationId === associationId
  return own ? held.id : undefined
}

export type OtherWish = BookingWish & {
  forName: string
  forEmail?: string
  forPhone?: string
  /** Why a rule is set aside. */
  overrideReason?: string
}

/** A host books for somebody without account, and needs nobody's approval; a rule is set aside only with a reason. */
export async function bookForOther(
  tx: Tx,
  actor: Actor,
  wish: OtherWish,
  now = clock(),
): Promise<{ id: string; state: 'booked' }> {
  const { associationId, ...unnamed } = wish
  const asking: Asking = { ...(await askingFor(tx, actor, unnamed, now)), age: null }
  needStaff(actor, asking.room.hubId, 'host', 'hub-leader')
  if (!wish.forName.trim()) throw refusal('rooms.who-for')
  if (associationId) asking.booker = bookerOfKind[found(await associationById(tx, associationId)).kind]
  const overrideReason = wish.overrideReason?.trim() || undefined
  const answer = answerTo(asking, { ...wish, terms: undefined }, now)
  if (!maySetAside(answer.code, overrideReason)) refuseBy(asking, answer)
  const { id } = await placeBooking(
    tx,
    actor,
    asking,
    {
      from: wish.from,
      to: wish.to,
      kind: 'booking',
      state: 'booked',
      step: 'booked',
      hoursState: answer.state,
      counted: !overrideReason && associationId !== undefined,
      wish: { ...wish, acceptTerms: false },
      overrideReason,
    },
    now,
  )
  await audit(
    tx,
    actor,
    'rooms.booked-for-other',
    { kind: 'booking', id, hubId: asking.room.hubId },
    {
      room: wish.roomId,
      overridden: answer.code,
    },
  )
  return { id, state: 'booked' }
}

/** Of the rules that a host with a reason answers for. The capacity and the clock are nobody's to set aside. */
export const maySetAside = (code: RuleCode | undefined, reason: string | undefined) =>
  code === undefined || (reason !== undefined && isSettable(code))
