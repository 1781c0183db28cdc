import { type Actor, announce, now as clock, found, inZone, sql, type Tx } from '#kernel'
import { audit, needStaff } from '#people'
import { bookingChanged } from './announcements.ts'
import { answerTo, askingFor, refuseBy } from './ask-rules.ts'
import { termsIn } from './book-room.ts'
import { whyNotBook } from './booking-rules.ts'
import { endBooking, moveInto } from './free-time.ts'
import { refuseOverQuota } from './move-booking.ts'
import { holdBooking, type InSeries, noteStep } from './place-booking.ts'
import { answerBy, endOfDay } from './promises.ts'
import { bookingById, roomById } from './reads.ts'
import { refusal, refuse } from './refusals.ts'
import type { BookingView, BookingWish, StepKind } from './shapes.ts'
import { rightTo } from './who-may.ts'

/** The request that waits for an answer, held; two hosts who answer at once find that one of them has. */
async function waitingRequest(tx: Tx, actor: Actor, id: string): Promise<BookingView> {
  await holdBooking(tx, id)
  const booking = found(await bookingById(tx, id))
  needStaff(actor, booking.hubId, 'host', 'hub-leader')
  if (booking.state !== 'requested' && booking.state !== 'correction') throw refusal('rooms.not-waiting')
  return booking
}

const aboutBooking = (booking: BookingView) => ({
  kind: 'booking',
  id: booking.id,
  hubId: booking.hubId,
  personId: booking.personId,
})

type Change = {
  state: BookingView['state']
  answer_by?: string | null
  correct_by?: string | null
  purpose?: string
  head_count?: number
  audience?: 'open' | 'closed'
  alcohol?: boolean
  party?: boolean
  responsible_name?: string | null
  responsible_phone?: string | null
}
async function write(tx: Tx, id: string, change: Change, inSeries?: true): Promise<void> {
  const { version } = await tx
    .updateTable('rooms.booking')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  await announce(tx, bookingChanged, { bookingId: id, version, inSeries })
}

export async function approveBooking(
  tx: Tx,
  actor: Actor,
  id: string,
  { reason }: { reason?: string } = {},
  now = clock(),
  { inSeries }: InSeries = {},
): Promise<void> {
  const booking = await waitingRequest(tx, actor, id)
  if (Temporal.Instant.compare(booking.endsAt, now) <= 0) throw refusal('rooms.not-waiting')
  const room = found(await roomById(tx, booking.roomId))
  // The request blocked all along; the room may have become smaller.
  refuse(
    whyNotBook(room, asWish(booking), { state: booking.hoursState, byHost: true }, booking.createdAt),
    room,
  )
  await write(tx, id, { state: 'booked', correct_by: null }, inSeries)
  await noteStep(tx, actor, id, 'approved', now, { reason })
  await audit(tx, actor, 'rooms.approved', aboutBooking(booking))
}

const asWish = (booking: BookingView) => ({
  from: booking.startsAt,
  to: booking.endsAt,
  headCount: booking.headCount,
  booker: 'resident' as const,
})

/** Asks for something else, by a day. The request keeps its time until then. */
export async function askForCorrection(
  tx: Tx,
  actor: Actor,
  id: string,
  { question, by }: { question: string; by: Temporal.PlainDate },
  now = clock(),
): Promise<void> {
  const booking = await waitingRequest(tx, actor, id)
  if (!question.trim()) throw refusal('rooms.reason-missing')
  const until = endOfDay(by)
  const correctBy = Temporal.Instant.compare(until, booking.startsAt) < 0 ? until : booking.startsAt
  const tooLate = Temporal.PlainDate.compare(by, inZone(booking.startsAt).toPlainDate()) > 0
  if (tooLate || Temporal.Instant.compare(correctBy, now) <= 0) throw refusal('rooms.answer-day-past')
  await write(tx, id, { state: 'correction', correct_by: correctBy.toString() })
  await noteStep(tx, actor, id, 'correction-asked', now, { reason: question.trim() })
  await audit(tx, actor, 'rooms.correction-asked', aboutBooking(booking), { by: by.toString() })
}

/** The answer to that: the wish as it is now, perhaps at another time. The promise of an answer starts anew. */
export async function answerCorrection(
  tx: Tx,
  actor: Actor,
  id: string,
  wish: Omit<BookingWish, 'associationId'> & { answer?: string },
  now = clock(),
): Promise<void> {
  const target = found(await roomById(tx, wish.roomId))
  await holdBooking(tx, id, target.parts)
  const booking = found(await bookingById(tx, id))
  const right = await rightTo(tx, actor, booking, now)
  found(right.own || null)
  if (booking.state !== 'correction') throw refusal('rooms.not-waiting')
  if (booking.correctBy && Temporal.Instant.compare(booking.correctBy, now) <= 0)
    throw refusal('rooms.correction-over')
  const asking = await askingFor(
    tx,
    actor,
    { roomId: wish.roomId, associationId: booking.associationId ?? undefined },
    now,
  )
  const answer = answerTo(
    asking,
    { ...wish, terms: asking.room.id === booking.roomId ? undefined : termsIn(wish) },
    now,
  )
  refuseBy(asking, answer)
  await refuseOverQuota(tx, asking, booking, wish, now)
  const moves =
    asking.room.id !== booking.roomId ||
    !booking.startsAt.equals(wish.from) ||
    !booking.endsAt.equals(wish.to)
  if (moves) await moveInto(tx, booking, asking.room, wish, now)
  await write(tx, id, {
    state: 'requested',
    correct_by: null,
    answer_by: answerBy(now, wish).toString(),
    purpose: wish.purpose,
    head_count: wish.headCount,
    audience: wish.audience,
    alcohol: wish.alcohol,
    party: wish.party,
    responsible_name: wish.responsibleName ?? null,
    responsible_phone: wish.responsiblePhone ?? null,
  })
  await noteStep(tx, actor, id, 'corrected', now, { reason: wish.answer?.trim() || undefined })
  await audit(tx, actor, 'rooms.corrected', aboutBooking(booking))
}

/** With the reason the law asks for; how to appeal goes with it. */
export async function declineBooking(
  tx: Tx,
  actor: Actor,
  id: string,
  { reason }: { reason: string },
  now = clock(),
  { inSeries }: InSeries = {},
): Promise<void> {
  const booking = await waitingRequest(tx, actor, id)
  if (!reason.trim()) throw refusal('rooms.reason-missing')
  await noteStep(tx, actor, id, 'declined' satisfies StepKind, now, { reason: reason.trim() })
  await endBooking(tx, booking, 'declined', now, { inSeries })
  await audit(tx, actor, 'rooms.declined', aboutBooking(booking))
}
