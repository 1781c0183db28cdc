import type { Facts } from '#hubs'
import { type AgeRange, factsFor, type RuleCode, wayOf, weekOf, whyNotBook } from '../booking-rules.ts'
import { hoursStateOf } from '../hours-state.ts'
import type { HoursState, Way } from '../rule-set.ts'
import type { RoomView, Span } from '../shapes.ts'
import type { BookedInWeeks } from './booker.ts'
import type { FindCode, FindWish } from './find-wish.ts'
import { instantAtSecond, isTaken, seconds, type TakenTimes } from './taken-times.ts'

/** A time in whole seconds, to be compared fast; and how many dates of the same wish lie before it in its week. */
export type Time = { from: number; to: number; earlierInWeek: number }

export const timeOf = (span: Span, earlierInWeek = 0): Time => ({
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
  /** What the sentence of a refusal names. */
  facts(room: RoomView, time: Time | undefined): ReturnType<typeof factsFor>
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
  const states = new Map<string, HoursState>()
  const answers = new Map<string, RuleCode | null>()
  const ruleTexts = new Map<string, string>()

  const textOf = (room: RoomView) => {
    const text = ruleTexts.get(room.id) ?? JSON.stringify(room.rules)
    ruleTexts.set(room.id, text)
    return text
  }

  function stateOf(hubId: string, time: Time): HoursState {
    const key = `${hubId} ${time.from} ${time.to}`
    let state = states.get(key)
    if (state === undefined) {
      const facts = known.facts.get(hubId)
      state = facts ? hoursStateOf(facts, spanOf(time)) : 'closed'
      states.set(key, state)
    }
    return state
  }

  function whyByRules(room: RoomView, time: Time): RuleCode | undefined {
    const state = stateOf(room.hubId, time)
    const booked = known.booked.of(room.id, time)
    const key = [
      time.from,
      time.to,
      state,
      room.state,
      wish.headCount > room.capacity,
      booked.person,
      booked.association,
      textOf(room),
    ].join(' ')
    let answer = answers.get(key)
    if (answer === undefined) {
      answer = whyNotBook(room, { ...wish, ...spanOf(time) }, { state, bookedThisWeek: booked }, now) ?? null
      answers.set(key, answer)
    }
    return answer ?? undefined
  }

  return {
    whyByRules,
    why: (room, time) =>
      whyByRules(room, time) ??
      (isTaken(known.taken, room.parts, time.from, time.to + room.rules.tidyMinutes * 60)
        ? 'rooms.taken'
        : undefined),
    way: (room, time) => wayOf(room, wish, stateOf(room.hubId, time)),
    facts: (room, time) => factsFor(room, time ? stateOf(room.hubId, time) : 'staffed', wish.inSeries),
  }
}
