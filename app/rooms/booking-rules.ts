import { inZone, startOfDay } from '#kernel'
import { type Booker, type HoursState, type RuleSet, rulesAt, type Way } from './rule-set.ts'
import type { BookingView, RoomView, Span } from './shapes.ts'

/** Youngest and oldest age that somebody may have, as far as they have told. */
export type AgeRange = { from: number; to: number }

export type RoomForRules = Pick<RoomView, 'state' | 'capacity' | 'rules' | 'terms'>

/** What is not said is not asked about: a search knows no terms, a hold no head count. */
export type WishForRules = Span & {
  booker: Booker
  headCount?: number
  audience?: 'open' | 'closed'
  alcohol?: boolean
  party?: boolean
  /** Of whoever answers for it; null when they have not told. */
  age?: AgeRange | null
  terms?: { accepted: boolean; id?: number }
  inSeries?: boolean
}

export type AboutBooking = {
  state: HoursState
  bookedThisWeek?: { person: number; association: number }
  byHost?: boolean
}

type Rule = (room: RoomForRules, wish: WishForRules, about: AboutBooking, now: Temporal.Instant) => boolean

const compare = Temporal.Instant.compare
// A search asks these some thousand times: numbers where a number says the same as a Temporal object.
const minutesOf = ({ from, to }: Span) => (to.epochMilliseconds - from.epochMilliseconds) / 60_000
const rulesOf = (room: RoomForRules, about: AboutBooking) => rulesAt(room.rules, about.state)

/** Each answers whether its rule is broken. */
export const endsBeforeStart: Rule = (_, { from, to }) => from.epochMilliseconds >= to.epochMilliseconds

/** A booking may begin in the middle of the slot that is running: up to one step ago. */
export const isPast: Rule = ({ rules }, { from }, _, now) =>
  from.epochMilliseconds + rules.stepMinutes * 60_000 <= now.epochMilliseconds

export const isNotOpen: Rule = ({ state }) => state !== 'open'

export const isOverCapacity: Rule = ({ capacity }, { headCount }) =>
  headCount !== undefined && headCount > capacity

export const hubIsClosed: Rule = (room, wish, { state }) =>
  state === 'closed' && wayOf(room, wish, state) === 'no'

export const isNotThen: Rule = (room, wish, { state }) => wayOf(room, wish, state) === 'no'

export const isTooSoon: Rule = (room, { from }, about, now) => {
  const { noticeMinutes } = rulesOf(room, about)
  return noticeMinutes > 0 && compare(now.add({ minutes: noticeMinutes }), from) > 0
}

export const isTooFarAhead: Rule = ({ rules }, { from, inSeries }, _, now) =>
  from.epochMilliseconds >= bookableUntil(now, inSeries ? rules.seriesDaysAhead : rules.daysAhead)

/** By how many days ahead; of the moment that is being asked about. */
let lastMoments = { now: Number.NaN, of: new Map<number, number>() }
/** The midnight that ends the last day one may book, that many days from today. */
function bookableUntil(now: Temporal.Instant, days: number): number {
  if (lastMoments.now !== now.epochMilliseconds)
    lastMoments = { now: now.epochMilliseconds, of: new Map<number, number>() }
  let until = lastMoments.of.get(days)
  if (until === undefined) {
    const last = inZone(now)
      .toPlainDate()
      .add({ days: days + 1 })
    until = startOfDay(last).epochMilliseconds
    lastMoments.of.set(days, until)
  }
  return until
}

export const isTooShort: Rule = ({ rules }, span) => minutesOf(span) < rules.shortestMinutes

export const isTooLong: Rule = (room, span, about) => minutesOf(span) > rulesOf(room, about).longestMinutes

export const isOffGrid: Rule = ({ rules }, { from, to }) =>
  minuteOnWall(from) % rules.stepMinutes !== 0 || minuteOnWall(to) % rules.stepMinutes !== 0

const minutesOnWall = new Map<number, number>()
/** Since midnight by the municipality's clocks, with a fraction where it is not a whole minute. */
function minuteOnWall(instant: Temporal.Instant): number {
  const at = instant.epochMilliseconds
  let minute = minutesOnWall.get(at)
  if (minute === undefined) {
    const wall = inZone(instant)
    minute = wall.hour * 60 + wall.minute + wall.second / 60 + wall.millisecond / 60_000
    if (minutesOnWall.size > 1000) minutesOnWall.clear()
    minutesOnWall.set(at, minute)
  }
  return minute
}

export const isNotForThem: Rule = (room, { booker }, about) => !rulesOf(room, about).who.includes(booker)

export const areTooFew: Rule = (room, { headCount }, about) =>
  headCount !== undefined && headCount < rulesOf(room, about).smallestGroup

/** Only who surely is too young: an age that nobody has told is answered for by the terms. */
export const isTooYoung: Rule = (room, { age }, about) =>
  age !== undefined && age !== null && age.to < rulesOf(room, about).responsibleAge

export const isPrivateParty: Rule = ({ rules }, { party, audience, booker }) =>
  !rules.privateParties && party === true && audience !== 'open' && booker === 'resident'

export const isAlcoholBarred: Rule = (room, { alcohol }, about) =>
  alcohol === true && rulesOf(room, about).alcohol === 'no'

export const termsAreMissing: Rule = ({ terms }, wish) =>
  terms !== null && wish.terms !== undefined && (!wish.terms.accepted || wish.terms.id === undefined)

export const termsHaveChanged: Rule = ({ terms }, wish) =>
  terms !== null && wish.terms?.accepted === true && wish.terms.id !== terms.id

/** How many bookings of this room somebody may have in a week, whoever they book for; null: no limit. */
export const weeklyLimit = (rules: RuleSet, booker: Booker): number | null =>
  booker === 'resident' ? rules.perPersonAWeek : rules.perAssociationAWeek

export const isOverPersonQuota: Rule = ({ rules }, { booker }, { bookedThisWeek }) =>
  booker === 'resident' &&
  rules.perPersonAWeek !== null &&
  (bookedThisWeek?.person ?? 0) >= rules.perPersonAWeek

export const isOverAssociationQuota: Rule = ({ rules }, { booker }, { bookedThisWeek }) =>
  booker !== 'resident' &&
  rules.perAssociationAWeek !== null &&
  (bookedThisWeek?.association ?? 0) >= rules.perAssociationAWeek

/** What stands whoever asks: time runs one way, and the capacity is the fire authority's. */
const hardRules = [
  ['rooms.ends-before-start', endsBeforeStart],
  ['rooms.past', isPast],
  ['rooms.over-capacity', isOverCapacity],
] as const satisfies [string, Rule][]

/** What a host may set aside, with a reason. In the order in which they are told. */
const settableRules = [
  ['rooms.not-open', isNotOpen],
  ['rooms.hub-closed', hubIsClosed],
  ['rooms.not-for-them', isNotForThem],
  ['rooms.not-then', isNotThen],
  ['rooms.too-soon', isTooSoon],
  ['rooms.too-far-ahead', isTooFarAhead],
  ['rooms.off-grid', isOffGrid],
  ['rooms.too-short', isTooShort],
  ['rooms.too-long', isTooLong],
  ['rooms.too-few', areTooFew],
  ['rooms.private-party', isPrivateParty],
  ['rooms.alcohol', isAlcoholBarred],
  ['rooms.responsible-age', isTooYoung],
  ['rooms.person-quota', isOverPersonQuota],
  ['rooms.association-quota', isOverAssociationQuota],
] as const satisfies [string, Rule][]

/** Of those who book for themselves: nobody accepts terms for another. */
const acceptance = [
  ['rooms.terms-missing', termsAreMissing],
  ['rooms.terms-changed', termsHaveChanged],
] as const satisfies [string, Rule][]

export type RuleCode =
  | (typeof hardRules)[number][0]
  | (typeof settableRules)[number][0]
  | (typeof acceptance)[number][0]

const allRules = [...hardRules, ...settableRules, ...acceptance]
export const ruleCodes: readonly RuleCode[] = [...hardRules, ...settableRules, ...acceptance].map(
  ([code]) => code,
)

const hard: ReadonlySet<string> = new Set(hardRules.map(([code]) => code))
/** Whether a host may set the rule aside. */
export const isSettable = (code: RuleCode) => !hard.has(code)

/** The first rule that says no. A host is only held to those that nobody may set aside. */
export function whyNotBook(
  room: RoomForRules,
  wish: WishForRules,
  about: AboutBooking,
  now: Temporal.Instant,
): RuleCode | undefined {
  const asked: readonly (readonly [RuleCode, Rule])[] = about.byHost ? hardRules : allRules
  return asked.find(([, isBroken]) => isBroken(room, wish, about, now))?.[0]
}

/** What the sentence of a refused rule names. */
export const factsFor = (room: RoomForRules, state: HoursState, inSeries = false) => {
  const rules = rulesAt(room.rules, state)
  return {
    capacity: room.capacity,
    state,
    noticeMinutes: rules.noticeMinutes,
    daysAhead: inSeries ? rules.seriesDaysAhead : rules.daysAhead,
    shortestMinutes: rules.shortestMinutes,
    longestMinutes: rules.longestMinutes,
    stepMinutes: rules.stepMinutes,
    smallestGroup: rules.smallestGroup,
    responsibleAge: rules.responsibleAge,
    perPersonAWeek: rules.perPersonAWeek,
    perAssociationAWeek: rules.perAssociationAWeek,
  }
}

/** Booked at once, or a host answers, or not at all. */
export function wayOf(
  room: Pick<RoomForRules, 'rules'>,
  wish: Pick<WishForRules, 'alcohol'>,
  state: HoursState,
): Way {
  const way = room.rules.way[state]
  if (way === 'instant' && wish.alcohol && rulesAt(room.rules, state).alcohol === 'approval')
    return 'approval'
  return way
}

/** Recorded; nobody is charged yet. By the minute, rounded to whole øre. */
export function priceOf(
  rules: RuleSet,
  booker: Booker,
  span: Span,
): { group: string | null; priceOre: number } {
  const group = rules.prices.find((one) => one.for.includes(booker))
  return group
    ? { group: group.code, priceOre: Math.round((group.oreAnHour * minutesOf(span)) / 60) }
    : { group: null, priceOre: 0 }
}

/** Monday to Monday around the start, by the municipality's clocks: what a quota counts. */
export function weekOf(start: Temporal.Instant): Span {
  const day = inZone(start).toPlainDate()
  const monday = day.subtract({ days: day.dayOfWeek - 1 })
  return { from: startOfDay(monday), to: startOfDay(monday.add({ days: 7 })) }
}

type Deadlines = Pick<BookingView, 'startsAt' | 'firstStartsAt' | 'state'>

const deadline = (booking: Deadlines, minutesBefore: number | null): Temporal.Instant | null => {
  // Nobody has said yes yet: it can be taken back as long as it lies ahead.
  if (booking.state !== 'booked') return booking.startsAt
  if (minutesBefore === null) return null
  const first = booking.firstStartsAt.subtract({ minutes: minutesBefore })
  return compare(first, booking.startsAt) < 0 ? first : booking.startsAt
}

/** Counted from the first start: moving a booking buys no new time. The moment itself is in time. */
export const cancelUntil = (rules: RuleSet, booking: Deadlines) =>
  deadline(booking, rules.cancelMinutesBefore)
export const moveUntil = (rules: RuleSet, booking: Deadlines) => deadline(booking, rules.moveMinutesBefore)

export const isLate = (until: Temporal.Instant | null, now: Temporal.Instant) =>
  until === null || compare(now, until) > 0
