import { type HubFacts, hoursFacts } from '#hubs'
import { type Actor, type Db, found, inZone, type Tx } from '#kernel'
import { mandatesOf } from '#people'
import {
  type AboutBooking,
  type AgeRange,
  factsFor,
  type RuleCode,
  type WishForRules,
  wayOf,
  whyNotBook,
} from './booking-rules.ts'
import { hoursStateOf } from './hours-state.ts'
import { refusal, refuse } from './refusals.ts'
import { roomForBooking } from './room-for-booking.ts'
import type { Booker, HoursState, Way } from './rule-set.ts'
import type { BookingWish, RoomView, Span } from './shapes.ts'

/** What is the same for every date of one wish: the room, its hub's hours, whom it is for. */
export type Asking = {
  room: RoomView
  hours: HubFacts
  booker: Booker
  age: AgeRange | null
}

const bands: Record<string, AgeRange> = {
  'under-13': { from: 0, to: 12 },
  '13-17': { from: 13, to: 17 },
  '18-25': { from: 18, to: 25 },
  '26-66': { from: 26, to: 66 },
  '67-plus': { from: 67, to: 120 },
}

export const ageOfBand = (band: string | null): AgeRange | null => (band && bands[band]) || null

export const bookerOfKind = {
  association: 'association',
  group: 'association',
  business: 'business',
  municipality: 'municipality',
} as const

/** Reads it, and refuses who may not book for the association. */
export async function askingFor(
  on: Db | Tx,
  actor: Actor,
  wish: { roomId: string; associationId?: string },
  now: Temporal.Instant,
): Promise<Asking> {
  // Both leave in one write.
  const [asked, facts] = await Promise.all([roomForBooking(on, wish.roomId, actor.personId), hoursFacts(on)])
  const { room, band } = found(asked)
  return {
    room,
    hours: found(facts.get(room.hubId)),
    age: ageOfBand(band),
    booker: await bookerOf(on, actor, wish.associationId, now),
  }
}

async function bookerOf(
  on: Db | Tx,
  actor: Actor,
  associationId: string | undefined,
  now: Temporal.Instant,
): Promise<Booker> {
  if (!associationId) return 'resident'
  const mandates = actor.personId ? await mandatesOf(on, actor.personId, inZone(now).toPlainDate()) : []
  const mandate = mandates.find((one) => one.associationId === associationId)
  if (!mandate) throw refusal('rooms.no-mandate')
  return bookerOfKind[mandate.kind]
}

/** What was booked for an association is changed by those who may act for it now: whoever booked it may have left. */
export async function needMandate(
  on: Db | Tx,
  actor: Actor,
  { associationId }: { associationId: string | null },
  now: Temporal.Instant,
): Promise<void> {
  await bookerOf(on, actor, associationId ?? undefined, now)
}

export type Answer = { code: RuleCode | undefined; state: HoursState; way: Way }

/** What the room's rules say to the wish at that time. */
export function answerTo(
  { room, hours, booker, age }: Asking,
  wish: Span &
    Partial<Pick<BookingWish, 'headCount' | 'audience' | 'alcohol' | 'party' | 'responsibleName'>> &
    Pick<WishForRules, 'terms' | 'inSeries'>,
  now: Temporal.Instant,
  about: Omit<AboutBooking, 'state'> = {},
): Answer {
  const state = hoursStateOf(hours, wish)
  const asked = { ...wish, booker, age: wish.responsibleName ? null : age }
  return { code: whyNotBook(room, asked, { ...about, state }, now), state, way: wayOf(room, wish, state) }
}

export function refuseBy(asking: Asking, answer: Answer, inSeries = false): void {
  refuse(answer.code, factsFor(asking.room, answer.state, inSeries))
}
