import { z } from 'zod'
import type { LocalText } from '#kernel'

/**
 * Where a time lies against the hub's hours. A span that touches several is the strictest of them: closed, night,
 * weekend, evening, staffless, staffed. "Evening" is outside every hour, but before 22 and after 7 on a working day.
 */
export const hoursStates = ['staffed', 'staffless', 'evening', 'weekend', 'night', 'closed'] as const
export type HoursState = (typeof hoursStates)[number]

/** instant: booked at once. approval: a host answers. no: not then. */
export const ways = ['instant', 'approval', 'no'] as const
export type Way = (typeof ways)[number]

export const bookers = ['resident', 'association', 'business', 'municipality'] as const
export type Booker = (typeof bookers)[number]

const minutes = (most: number) => z.int().min(0).max(most)

const priceGroup = z.object({
  code: z.string().regex(/^[a-z-]{1,40}$/),
  name: z.custom<LocalText>(),
  /** Per hour; 0 is free. */
  oreAnHour: z.int().min(0).max(10_000_000),
  /** Who is in this group unless a host says otherwise. */
  for: z.array(z.enum(bookers)),
})

/** Everything a room asks of a booking. Each rule has its own function, code and test in booking-rules.ts. */
export const ruleSet = z.object({
  way: z.record(z.enum(hoursStates), z.enum(ways)),
  /** How far ahead, and how late. */
  daysAhead: z.int().min(0).max(730),
  seriesDaysAhead: z.int().min(0).max(730),
  noticeMinutes: minutes(60 * 24 * 60),
  shortestMinutes: minutes(1440),
  longestMinutes: minutes(60 * 24 * 14),
  /** Starts and ends fall on this grid, counted from midnight on the wall. */
  stepMinutes: z.union([z.literal(5), z.literal(10), z.literal(15), z.literal(30), z.literal(60)]),
  tidyMinutes: minutes(480),
  /** Bookings of this room in one week, Monday to Sunday, that block and are not over; null: no limit. */
  perPersonAWeek: z.int().min(1).max(100).nullable(),
  perAssociationAWeek: z.int().min(1).max(100).nullable(),
  smallestGroup: z.int().min(1).max(1000),
  responsibleAge: z.int().min(0).max(99),
  who: z.array(z.enum(bookers)).min(1),
  /** Whether a closed private party may be held. */
  privateParties: z.boolean(),
  alcohol: z.enum(['no', 'approval', 'yes']),
  prices: z.array(priceGroup),
  /** Before the first start. null: cannot. */
  cancelMinutesBefore: minutes(60 * 24 * 90).nullable(),
  moveMinutesBefore: minutes(60 * 24 * 90).nullable(),
  /** null: a booking nobody comes to is kept. */
  noShowMinutes: minutes(480).nullable(),
  overrides: z
    .partialRecord(
      z.enum(hoursStates),
      z.object({
        longestMinutes: minutes(60 * 24 * 14).optional(),
        smallestGroup: z.int().min(1).max(1000).optional(),
        responsibleAge: z.int().min(0).max(99).optional(),
        who: z.array(z.enum(bookers)).min(1).optional(),
        noticeMinutes: minutes(60 * 24 * 60).optional(),
        alcohol: z.enum(['no', 'approval', 'yes']).optional(),
      }),
    )
    .default({}),
})
export type RuleSet = z.infer<typeof ruleSet>

/** The rules as they are at a time in that state of the hub's hours. */
export function rulesAt(rules: RuleSet, state: HoursState): RuleSet {
  const own = rules.overrides[state]
  return own ? { ...rules, ...own } : rules
}

/** What a new room starts with: defaults from Norwegian hubs, all of them settable. */
export const usualRules: RuleSet = {
  way: {
    staffed: 'instant',
    staffless: 'instant',
    evening: 'approval',
    weekend: 'approval',
    night: 'no',
    closed: 'no',
  },
  daysAhead: 28,
  seriesDaysAhead: 365,
  noticeMinutes: 0,
  shortestMinutes: 30,
  longestMinutes: 240,
  stepMinutes: 30,
  tidyMinutes: 15,
  perPersonAWeek: 3,
  perAssociationAWeek: 5,
  smallestGroup: 1,
  responsibleAge: 18,
  who: ['resident', 'association', 'municipality'],
  privateParties: false,
  alcohol: 'no',
  prices: [],
  cancelMinutesBefore: 0,
  moveMinutesBefore: 0,
  noShowMinutes: 30,
  overrides: {},
}
