import { type Tx, today, zone } from '#kernel'
import { readFreeDays } from './free-days.ts'
import type { Rule } from './recurrence/rule.ts'
import { type Slot, slotsOf } from './recurrence/slots.ts'
import { refusal } from './refusals.ts'

/** The dates of a rule in this municipality, or the refusal that says what is wrong with it. */
export async function slotsFor(tx: Tx, rule: Rule, now: Temporal.Instant): Promise<Slot[]> {
  const slots = slotsOf(rule, await readFreeDays(tx), today(now), zone)
  if (typeof slots === 'string') throw refusal(slots)
  return slots
}
