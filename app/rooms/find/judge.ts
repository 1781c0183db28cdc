import { type Facts, perFacts } from '#hubs'
import {
  type AgeRange,
  factsFor,
  type RuleCode,
  type WishForRules,
  wayOf,
  weekOf,
  whyNotBook,
} from '../booking-rules.ts'
import { hoursStateOf } from '../hours-state.ts'
import type { HoursState, Way } from '../rule-set.ts'
import type { RoomView, Span } from '../shapes.ts'
import type { BookedInWeeks } from './booker.ts'
import type { FindCode, FindWish } from './find-wish.ts'
import { instantAtSecond, isTaken, seconds, type TakenTimes } from './taken-times.ts'

/**
 * A time in whole seconds, to be compared fast; and how many dates of the same wish lie before it in its week. Asked about in
 * many rooms, and known by being the same object.
 */
export type Time = { from: number; to: number; earlierInWeek: number; span: Span; key: string }

const timeAt = (from: number, to: number, earlierInWeek: number): Time => ({
  from,
  to,
  earlierInWeek,
  span: { from: instantAtSecond(from), to: instantAtSecond(to) },
  key: `${from} ${to}`,
})
export const moved = ({ from, to, earlierInWeek }: Time, minutes: number): Time =>
  timeAt(from + minutes * 60, to + minutes * 60, earlierInWeek)

/** The dates of a wish as times. A quota counts the dates of the wish itself too, as the booking of them will. */
export function timesOf(spans: readonly Span[]): Time[] {
  const perWeek = new Map<number, number>()
  let week: { from: number; to: number } | undefined
  return spans.map((span) => {
    const [from, to] = [seconds(span.from), seconds(span.to)]
    if (!week || from < week.from || from >= week.to) {
      const around = weekOf(span.from)
      week = { from: seconds(around.from), to: seconds(around.to) }
    }
    const earlierInWeek = perWeek.get(week.from) ?? 0
    perWeek.set(week.from, earlierInWeek + 1)
    return timeAt(from, to, earlierInWeek)
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

/** What the hours of a hub, and what the rules of one kind of room, have said so far. */
type States = Map<Time, HoursState>
type Said = Map<Time, Partial<Record<HoursState, RuleCode | 'nothing'>>>

/**
 * Asks the booking's own rules. A search asks sixty rooms about ten dates and a dozen times beside each, and most rooms share
 * their rules and their hub: rooms in which the rules can see no difference are asked as one.
 */
export function judgeOf(
  wish: Pick<FindWish, 'headCount' | 'audience' | 'alcohol' | 'party' | 'booker'> & {
    inSeries: boolean
    /** Of who searches; undefined where nobody is signed in. */
    age: AgeRange | null | undefined
  },
  { facts, taken, booked }: { facts: Facts; taken: TakenTimes; booked: BookedInWeeks },
  now: Temporal.Instant,
): Judge {
  const states = new Map<string, States>()
  const saidOfKind = new Map<string, Said>()
  const known = new Map<RoomView, { states: States; said: Said }>()
  const wishes = new Map<Time, WishForRules>()
  const params = new Map<string, ReturnType<typeof factsFor>>()

  function lookUp(room: RoomView) {
    const tooMany = wish.headCount > room.capacity
    const own = booked.has(room.id) ? room.id : ''
    const kind = `${rulesNumber(room)} ${room.state} ${tooMany} ${own}`
    const found = {
      states: gotten(states, room.hubId, () => new Map()),
      said: gotten(saidOfKind, kind, () => new Map()),
    }
    known.set(room, found)
    return found
  }

  function workOut(room: RoomView, time: Time): HoursState {
    const ofHub = facts.get(room.hubId)
    return ofHub ? stateAt(ofHub, time.key, () => hoursStateOf(ofHub, time.span)) : 'closed'
  }

  function askRules(room: RoomView, time: Time, state: HoursState) {
    const wished = gotten(wishes, time, () => ({ ...wish, ...time.span }))
    const about = { state, bookedThisWeek: booked.of(room.id, time) }
    return whyNotBook(room, wished, about, now) ?? 'nothing'
  }

  // Asked a thousand times per search: what is known is found without making anything, even a function.
  function stateOf(room: RoomView, time: Time): HoursState {
    const here = (known.get(room) ?? lookUp(room)).states
    let state = here.get(time)
    if (state === undefined) {
      state = workOut(room, time)
      here.set(time, state)
    }
    return state
  }

  function whyByRules(room: RoomView, time: Time): RuleCode | undefined {
    const state = stateOf(room, time)
    const ofKind = (known.get(room) ?? lookUp(room)).said
    let said = ofKind.get(time)
    if (said === undefined) {
      said = {}
      ofKind.set(time, said)
    }
    said[state] ??= askRules(room, time, state)
    const answer = said[state]
    return answer === 'nothing' ? undefined : answer
  }

  const takenIn = (room: RoomView, time: Time) =>
    isTaken(taken, room.parts, time.from, time.to + room.rules.tidyMinutes * 60)

  return {
    whyByRules,
    isTaken: takenIn,
    why: (room, time) => whyByRules(room, time) ?? (takenIn(room, time) ? 'rooms.taken' : undefined),
    way: (room, time) => wayOf(room, wish, stateOf(room, time)),
    facts(room, time) {
      const state = time ? stateOf(room, time) : 'staffed'
      const key = `${rulesNumber(room)} ${room.capacity} ${state}`
      return gotten(params, key, () => factsFor(room, state, wish.inSeries))
    },
  }
}

function gotten<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}
