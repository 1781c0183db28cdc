import { type Tx, today, zone } from '#kernel'
import { type Rule, readFreeDays, ruleRefusal, type Slot, slotsOf } from '#recurrence'

/** The dates of a rule in this municipality, or the refusal that says what is wrong with it. */
export async function slotsFor(tx: Tx, rule: Rule, now: Temporal.Instant): Promise<Slot[]> {
  const slots = slotsOf(rule, await readFreeDays(tx), today(now), zone)
  if (typeof slots === 'string') throw ruleRefusal(slots)
  return slots
}
