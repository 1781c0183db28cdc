import { z } from 'zod'

/**
 * When something happens, as people say it: a date and a time on the wall, and how it repeats. Kept as text, because
 * that is what it is; instants are made from it by `slotsOf`.
 */
export const ruleShape = z.object({
  start: z.iso.date(),
  time: z.iso.time({ precision: -1 }),
  minutes: z
    .int()
    .min(5)
    .max(24 * 60),
  /** RFC 5545, without DTSTART; null when it happens once. COUNT counts meetings held: a skipped holiday is no meeting. */
  rrule: z.string().max(500).nullable(),
  skipPublicHolidays: z.boolean().default(false),
  skipSchoolHolidays: z.boolean().default(false),
  extraDates: z.array(z.iso.date()).max(100).default([]),
  cancelledDates: z.array(z.iso.date()).max(400).default([]),
})
export type Rule = z.infer<typeof ruleShape>

export const sameRule = (a: Rule, b: Rule) =>
  JSON.stringify(ruleShape.parse(a)) === JSON.stringify(ruleShape.parse(b))
