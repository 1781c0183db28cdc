import { type Facts, perFacts } from '#hubs'
import { type AgeRange, factsFor, type RuleCode, wayOf, weekOf, whyNotBook } from '../booking-rules.ts'
import { hoursStateOf } from '../hours-state.ts'
import type { HoursState, Way } from '../rule-set.ts'
import type { RoomView, Span } from '../shapes.ts'
import type { BookedInWeeks } from './booker.ts'
import type { FindCode, FindWish } from './find-wish.ts'
import { instantAtSecond, isTaken, seconds, type TakenTimes } from './taken-times.ts'

/** A time in whole seconds, to be compared fast; and how many dates of the same wish lie before it in its week. */
export type Time = { from: number; to: number; earlierInWeek: number }

const timeOf = (span: Span, earlierInWeek = 0): Time => ({
  from: seconds(span.from),
  to: seconds(span.to),
  earlierInWeek,
})
export const spanOf = ({ from, to }: Time): Span => ({ from: instantAtSecond(from), to: instantAtSecond(to) })

/** The dates of a wish as times. A quota counts the dates of the wish itself too, as the booking of them will. */
export function timesOf(spans: readonly Span[]): Time[] {
  const perWeek = new Map<string, number>()
  return spans.map((span) => {
    const week = weekOf(span.from).from.toString()
    const earlier = perWeek.get(week) ?? 0
    perWeek.set(week, earlier + 1)
    return timeOf(span, earlier)
  })
}

export type Judge = {
  /** Why a room cannot be booked at a time, as the booking itself would say it; undefined: it can. */
  why(room: RoomView, time: Time): FindCode | undefined
  /** The room's rules alone. */
  whyByRules(room: RoomView, time: Time): RuleCode | undefined
  way(room: RoomView, time: Time): Way
  isTaken(room: RoomView, time: Time): boolean
  /** What the sentence of a refusal names. */
  facts(room: RoomView, time: Time | undefined): ReturnType<typeof factsFor>
}

// Hours change seldom and are asked about by every search: worked out once per time, as long as the facts stand.
const stateAt = perFacts<HoursState>(2000)

/** Rooms that say the same have the same number, as long as they are kept. */
let nextNumber = 1
const ruleNumbers = new Map<string, number>()
const numberOfRoom = new WeakMap<RoomView, number>()
function rulesNumber(room: RoomView): number {
  let number = numberOfRoom.get(room)
  if (number === undefined) {
    const text = JSON.stringify(room.rules)
    if (ruleNumbers.size > 1000) ruleNumbers.clear()
    number = ruleNumbers.get(text) ?? nextNumber++
    ruleNumbers.set(text, number)
    numberOfRoom.set(room, number)
  }
  return number
}

/**
 * Asks the booking's own rules. A search asks sixty rooms about ten dates and a dozen times beside each, and most rooms share
 * their rules and their hub: what the rules can see is the key under which their answer is kept for the search.
 */
export function judgeOf(
  wish: Pick<FindWish, 'headCount' | 'audience' | 'alcohol' | 'party' | 'booker'> & {
    inSeries: boolean
    /** Of who searches; undefined where nobody is signed in. */
    age: AgeRange | null | undefined
  },
  known: { facts: Facts; taken: TakenTimes; booked: BookedInWeeks },
  now: Temporal.Instant,
): Judge {
  const answers = new Map<string, RuleCode | null>()

  function stateOf(hubId: string, time: Time): HoursState {
    const facts = known.facts.get(hubId)
    return facts
      ? stateAt(facts, `${time.from} ${time.to}`, () => hoursStateOf(facts, spanOf(time)))
      : 'closed'
  }

  function whyByRules(room: RoomView, time: Time): RuleCode | undefined {
    const state = stateOf(room.hubId, time)
    const booked = known.booked.of(room.id, time)
    const tooMany = wish.headCount > room.capacity
    const key = `${time.from} ${time.to} ${state} ${room.state} ${tooMany} ${booked.person} ${booked.association} ${rulesNumber(room)}`
    let answer = answers.get(key)
    if (answer === undefined) {
      answer = whyNotBook(room, { ...wish, ...spanOf(time) }, { state, bookedThisWeek: booked }, now) ?? null
      answers.set(key, answer)
    }
    return answer ?? undefined
  }

  const taken = (room: RoomView, time: Time) =>
    isTaken(known.taken, room.parts, time.from, time.to + room.rules.tidyMinutes * 60)

  return {
    whyByRules,
    isTaken: taken,
    why: (room, time) => whyByRules(room, time) ?? (taken(room, time) ? 'rooms.taken' : undefined),
    way: (room, time) => wayOf(room, wish, stateOf(room.hubId, time)),
    facts: (room, time) => factsFor(room, time ? stateOf(room.hubId, time) : 'staffed', wish.inSeries),
  }
}
