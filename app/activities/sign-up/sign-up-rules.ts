import { instantAt, inZone } from '#kernel'

/** How many days after the last date a sign-up is kept at most, and everything that was said with it. */
export const keptAfter = 30

export type SignUpState = 'unconfirmed' | 'attending' | 'waiting' | 'offered' | 'cancelled' | 'lapsed'

/** What decides whether one may sign up. Counts are those of this moment: ended holds are not in `taken`. */
export type SignUpFacts = {
  seriesState: 'draft' | 'published' | 'cancelled'
  occurrenceState: 'on' | 'cancelled' | 'dropped'
  signUp: 'none' | 'open'
  /** First date of a course, else the date itself; null when no date is left. */
  startsAt: Temporal.Instant | null
  opensAt: Temporal.Instant | null
  closesMinutesBefore: number
  capacity: number | null
  taken: number
  waiting: number
  waitingList: boolean
  maxParty: number
  ageMin: number | null
  ageMax: number | null
  /** One date of a course: its places are those that others gave up for that date. */
  dateOfCourse: boolean
}

export type AgeRange = { from: number; to: number }
export type SignUpWishFacts = {
  party: number
  /** What is known of the ages of those who come; nobody is asked for more than that. */
  ages: readonly AgeRange[]
  /** A host at the counter may sign people up before the opening and after the deadline. */
  byHost: boolean
}

export type SignUpRefusal =
  | 'activities.not-published'
  | 'activities.cancelled'
  | 'activities.no-sign-up'
  | 'activities.past'
  | 'activities.not-open-yet'
  | 'activities.closed'
  | 'activities.nobody'
  | 'activities.party-too-big'
  | 'activities.more-than-places'
  | 'activities.too-young'
  | 'activities.too-old'
  | 'activities.full'

/** The reason why nobody can sign up now, or nothing. */
export function whySignUpClosed(
  facts: SignUpFacts,
  now: Temporal.Instant,
  byHost = false,
): SignUpRefusal | undefined {
  if (facts.seriesState === 'draft') return 'activities.not-published'
  if (facts.seriesState === 'cancelled' || facts.occurrenceState !== 'on') return 'activities.cancelled'
  if (facts.signUp === 'none') return 'activities.no-sign-up'
  if (!facts.startsAt || !isBefore(now, facts.startsAt)) return 'activities.past'
  if (byHost) return
  if (facts.opensAt && isBefore(now, facts.opensAt)) return 'activities.not-open-yet'
  if (!isBefore(now, facts.startsAt.subtract({ minutes: facts.closesMinutesBefore })))
    return 'activities.closed'
  if (!facts.waitingList && !facts.dateOfCourse && isFull(facts)) return 'activities.full'
}

/** The reason why this party cannot sign up now, or nothing. A place for them, or the line, is found afterwards. */
export function whySignUpRefused(
  facts: SignUpFacts,
  wish: SignUpWishFacts,
  now: Temporal.Instant,
): SignUpRefusal | undefined {
  const closed = whySignUpClosed(facts, now, wish.byHost)
  if (closed) return closed
  if (wish.party < 1) return 'activities.nobody'
  if (wish.party > facts.maxParty && !wish.byHost) return 'activities.party-too-big'
  if (!facts.dateOfCourse && facts.capacity !== null && wish.party > facts.capacity)
    return 'activities.more-than-places'
  if (facts.ageMin !== null && wish.ages.some((age) => age.to < (facts.ageMin as number)))
    return 'activities.too-young'
  if (facts.ageMax !== null && wish.ages.some((age) => age.from > (facts.ageMax as number)))
    return 'activities.too-old'
}

export const isFull = (facts: Pick<SignUpFacts, 'capacity' | 'taken' | 'waiting'>) =>
  facts.capacity !== null && (facts.taken >= facts.capacity || facts.waiting > 0)

/** Somebody born in a year is one of two ages until we know the day, which we never ask for. */
export const ageRange = (birthYear: number, on: Temporal.PlainDate): AgeRange => ({
  from: on.year - birthYear - 1,
  to: on.year - birthYear,
})

const bands: Record<string, AgeRange> = {
  'under-13': { from: 0, to: 12 },
  '13-17': { from: 13, to: 17 },
  '18-25': { from: 18, to: 25 },
  '26-66': { from: 26, to: 66 },
  '67-plus': { from: 67, to: 120 },
}
/** The age band a person chose to tell; nothing is assumed about those who did not. */
export const ageOfBand = (band: string | null): AgeRange[] => (band && bands[band] ? [bands[band]] : [])

/**
 * Who gets an offer, in the order of the line. A group gets places for all of it or none; one that does not fit
 * keeps its number and is asked first next time, while smaller parties behind it use what it could not.
 */
export function whoGetsOffered<W extends { party: number }>(free: number, line: readonly W[]): W[] {
  const chosen: W[] = []
  for (const waiting of line) {
    if (free <= 0) break
    if (waiting.party > free) continue
    chosen.push(waiting)
    free -= waiting.party
  }
  return chosen
}

const confirmMinutes = 30
export const confirmUntil = (now: Temporal.Instant) => now.add({ minutes: confirmMinutes })

/** How long an offer stands: a day when there is time, shorter near the start. Hours left → hours to answer. */
const offers = [
  { hoursLeft: 72, hours: 24 },
  { hoursLeft: 24, hours: 6 },
  { hoursLeft: 6, hours: 2 },
  { hoursLeft: 2, hours: 0.5 },
] as const
const lastMinutes = 15

/**
 * When an offer made now ends, or nothing when it is too late to offer. One that would end at night (22–08) is open
 * until 9 in the morning, if that is at least two hours before the start: nobody loses a place in their sleep.
 */
export function offerUntil(now: Temporal.Instant, startsAt: Temporal.Instant): Temporal.Instant | undefined {
  const left = now.until(startsAt).total('hours')
  if (left * 60 < lastMinutes) return
  const rule = offers.find((offer) => left >= offer.hoursLeft)
  if (!rule) return startsAt
  const until = now.add({ minutes: rule.hours * 60 })
  const morning = afterNight(until)
  return morning && !isBefore(startsAt.subtract({ hours: 2 }), morning) ? morning : until
}

function afterNight(instant: Temporal.Instant): Temporal.Instant | undefined {
  const local = inZone(instant)
  if (local.hour >= 8 && local.hour < 22) return
  const day = local.hour >= 22 ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate()
  return instantAt(day, Temporal.PlainTime.from('09:00'))
}

/** The reason why a party cannot change to this size, or nothing. Growing never passes those who wait. */
export function whyPartyNotChanged(
  signUp: { state: SignUpState; party: number },
  to: number,
  pool: { capacity: number | null; taken: number; waiting: number; maxParty: number },
  byHost = false,
):
  | 'activities.nobody'
  | 'activities.party-too-big'
  | 'activities.ended'
  | 'activities.no-room-to-grow'
  | undefined {
  if (signUp.state === 'cancelled' || signUp.state === 'lapsed') return 'activities.ended'
  if (to < 1) return 'activities.nobody'
  if (to <= signUp.party) return
  if (to > pool.maxParty && !byHost) return 'activities.party-too-big'
  if (signUp.state === 'waiting')
    return pool.capacity !== null && pool.capacity > 0 && to > pool.capacity
      ? 'activities.no-room-to-grow'
      : undefined
  const grows = to - signUp.party
  const free = pool.capacity === null ? Number.POSITIVE_INFINITY : pool.capacity - pool.taken
  if (grows > free || pool.waiting > 0) return 'activities.no-room-to-grow'
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0
