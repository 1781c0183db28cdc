import type { Rule, Slot } from '#recurrence'
import type { factsFor, RuleCode } from '../booking-rules.ts'
import type { Booker, Way } from '../rule-set.ts'
import type { RoomView, Span } from '../shapes.ts'

/** What somebody looks for, and for whom. */
export type FindWish = {
  headCount: number
  /** Once, or on every date of a rule; null: rooms that fit, whenever. */
  when: Span | { rule: Rule } | null
  equipment: readonly string[]
  stepFree: boolean
  hubIds: readonly string[]
  /** From here, and no further than that. */
  near: { lat: number; lon: number; km: number | null } | null
  audience: 'open' | 'closed'
  alcohol: boolean
  party: boolean
  booker: Booker
  /** Whose earlier bookings count; null where nobody is signed in. */
  personId: string | null
  associationId: string | null
}

export const anyWish: FindWish = {
  headCount: 1,
  when: null,
  equipment: [],
  stepFree: false,
  hubIds: [],
  near: null,
  audience: 'closed',
  alcohol: false,
  party: false,
  booker: 'resident',
  personId: null,
  associationId: null,
}

export type FindCode = RuleCode | 'rooms.taken'

type Placed = RoomView & {
  /** From where one wants to be near; null when nobody asked or the hub's position is not known. */
  km: number | null
}
export type FoundRoom = Placed & {
  /** null: no time was asked for. */
  way: Exclude<Way, 'no'> | null
}
export type Alternative = Span & {
  roomId: string
  /** How much later (or earlier, below zero) than was asked for; on every date of a rule alike. */
  minutes: number
}
export type RefusedRoom = {
  room: Placed
  /** Of the first date that cannot be had. */
  code: FindCode
  /** What the sentence of that refusal names. */
  params: ReturnType<typeof factsFor>
  refused: { date: string; code: FindCode }[]
  alternative?: Alternative
}
export type FoundRooms = {
  /** The dates that were asked for. */
  slots: Slot[]
  free: FoundRoom[]
  not: RefusedRoom[]
}
