import { type Actor, announce, now as clock, found, preparedOn, type Tx } from '#kernel'
import { associationById, audit, mayWorkAt } from '#people'
import { bookingChanged } from './announcements.ts'
import { type Asking, answerTo, askingFor, bookerOfKind, refuseBy } from './ask-rules.ts'
import { maySetAside } from './book-room.ts'
import { factsFor, isLate, priceOf, weeklyLimit } from './booking-rules.ts'
import { moveInto } from './free-time.ts'
import { bookedInWeek } from './judge-wish.ts'
import { holdBooking, type InSeries, noteStep } from './place-booking.ts'
import { bookingById, roomById } from './reads.ts'
import { refusal } from './refusals.ts'
import type { BookingView, Span } from './shapes.ts'
import { mayRead, rightTo } from './who-may.ts'

export type MoveWish = Span & {
  roomId?: string
  overrideReason?: string
  /** The terms of another room, when they are not those that were agreed to before. */
  acceptTerms?: boolean
  termsId?: number
}

const compare = Temporal.Instant.compare

const writeMove = preparedOn<{ version: number }>(
  'rooms.write-move',
  `update rooms.booking set hours_state = $2, price_group = $3, price_ore = $4, override_reason = coalesce($5, override_reason),
     state = $6, attention = null, terms_id = $7 where id = $1::uuid returning version`,
)

/** Moves, shortens or extends. The new time is asked of the same rules, and no deadline starts anew. */
export async function moveBooking(
  tx: Tx,
  actor: Actor,
  id: string,
  wish: MoveWish,
  now = clock(),
  { inSeries }: InSeries = {},
): Promise<void> {
  const target = wish.roomId ? found(await roomById(tx, wish.roomId)) : undefined
  await holdBooking(tx, id, target?.parts)
  const booking = found(await bookingById(tx, id))
  const right = await rightTo(tx, actor, booking, now)
  found(mayRead(right) || null)
  if (booking.kind === 'activity') throw refusal('rooms.held-by-activity')
  if (!['requested', 'correction', 'booked'].includes(booking.state) || compare(booking.endsAt, now) <= 0)
    throw refusal('rooms.not-on')
  // A host is one where they work: at another hub their own booking goes by the rules, and others' goes nowhere.
  const byStaff = right.staff && mayWorkAt(actor, target?.hubId ?? booking.hubId, 'host', 'hub-leader')
  found(byStaff || right.own || null)
  const overrideReason = (byStaff && wish.overrideReason?.trim()) || undefined
  // A host answers at the desk for what the owner is too late for.
  if (!byStaff && isLate(booking.moveUntil, now)) throw tooLate(booking, now)

  const asking = await askingToMove(tx, actor, booking, wish.roomId ?? booking.roomId, byStaff, now)
  // What has begun may be made shorter or longer: its start is not asked about again.
  const asOf =
    wish.from.equals(booking.startsAt) && compare(booking.startsAt, now) < 0 ? booking.startsAt : now
  const { headCount, audience, alcohol, party, seriesId } = booking
  const wished = { headCount, audience, alcohol, party, inSeries: seriesId !== null, ...wish }
  const agrees = !byStaff && asking.room.id !== booking.roomId
  const terms = agrees ? termsAgreed(booking, wish) : undefined
  const responsibleName = booking.responsibleName ?? undefined
  const answer = answerTo(asking, { ...wished, responsibleName, terms }, asOf)
  if (booking.kind === 'block') {
    if (answer.code === 'rooms.ends-before-start') refuseBy(asking, answer)
  } else {
    if (!maySetAside(answer.code, overrideReason)) refuseBy(asking, answer)
    if (!overrideReason) await refuseOverQuota(tx, asking, booking, wish, now)
  }
  const state = stateAfter(booking, asking, wish, answer.way, byStaff)
  await moveInto(tx, booking, asking.room, wish, now)
  const price = priceOf(asking.room.rules, asking.booker, wish)
  const [row] = await writeMove(
    tx,
    id,
    answer.state,
    price.group,
    booking.kind === 'booking' ? price.priceOre : 0,
    overrideReason ?? null,
    state,
    agrees ? (asking.room.terms?.id ?? null) : booking.termsId,
  )
  await announce(tx, bookingChanged, { bookingId: id, version: row?.version ?? 0, inSeries })
  await noteStep(tx, actor, id, 'moved', now, {
    reason: overrideReason,
    details: {
      roomId: booking.roomId,
      from: booking.startsAt.toString(),
      to: booking.endsAt.toString(),
    },
  })
  const about = { kind: 'booking', id, hubId: booking.hubId, personId: booking.personId }
  await audit(tx, actor, 'rooms.moved', about, { overridden: answer.code })
}

/** What was agreed to when it was booked holds in every room that asks for the same. */
const termsAgreed = ({ termsId }: BookingView, wish: MoveWish) =>
  wish.acceptTerms
    ? { accepted: true, id: wish.termsId }
    : { accepted: termsId !== null, id: termsId ?? undefined }

const tooLate = (booking: BookingView, now: Temporal.Instant) =>
  compare(booking.startsAt, now) <= 0
    ? refusal('rooms.begun')
    : refusal('rooms.move-too-late', { until: booking.moveUntil })

/** For its own booker: a host who moves it does not become them. */
async function askingToMove(
  tx: Tx,
  actor: Actor,
  booking: BookingView,
  roomId: string,
  byStaff: boolean,
  now: Temporal.Instant,
): Promise<Asking> {
  const { associationId } = booking
  if (!byStaff) return askingFor(tx, actor, { roomId, associationId: associationId ?? undefined }, now)
  const asking: Asking = { ...(await askingFor(tx, actor, { roomId }, now)), age: null }
  const association = associationId ? await associationById(tx, associationId) : undefined
  return association ? { ...asking, booker: bookerOfKind[association.kind] } : asking
}

/** Under the parts’ locks, which the caller holds. */
export async function refuseOverQuota(
  tx: Tx,
  { room, booker }: Asking,
  booking: BookingView,
  { from }: Span,
  now: Temporal.Instant,
): Promise<void> {
  const most = weeklyLimit(room.rules, booker)
  if (most === null || (!booking.personId && !booking.associationId)) return
  const { id, personId, associationId } = booking
  const of = { roomId: room.id, personId, associationId, except: id }
  if ((await bookedInWeek(tx, of, from, now)) >= most)
    throw refusal(
      booker === 'resident' ? 'rooms.person-quota' : 'rooms.association-quota',
      factsFor(room, booking.hoursState),
    )
}

/** Less of the same time was approved with it; another time that needs an answer is another request. */
function stateAfter(
  booking: BookingView,
  { room }: Asking,
  wish: Span,
  way: 'instant' | 'approval' | 'no',
  byStaff: boolean,
): BookingView['state'] {
  if (booking.kind !== 'booking' || byStaff) return booking.state
  const within =
    room.id === booking.roomId &&
    compare(booking.startsAt, wish.from) <= 0 &&
    compare(wish.to, booking.endsAt) <= 0
  if (booking.state === 'booked' && way !== 'instant' && !within) throw refusal('rooms.needs-approval')
  return booking.state === 'requested' && way === 'instant' ? 'booked' : booking.state
}
