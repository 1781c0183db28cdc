import { type Db, type Tx, today, zone } from '#kernel'
import { readFreeDays } from './free-days.ts'
import { refusal } from './refusals.ts'
import type { Rule } from './rule.ts'
import { type Slot, slotsOf } from './slots.ts'

/** The dates of a rule in this municipality, or the refusal that says what is wrong with it. */
export async function slotsFor(on: Db | Tx, rule: Rule, now: Temporal.Instant): Promise<Slot[]> {
  const slots = slotsOf(rule, await readFreeDays(on), today(now), zone)
  if (typeof slots === 'string') throw refusal(slots)
  return slots
}
