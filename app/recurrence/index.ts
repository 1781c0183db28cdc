export { freeDaysOf, readFreeDays } from './free-days.ts'
export { matchDates } from './match-dates.ts'
export { refusal as ruleRefusal } from './refusals.ts'
export { fieldsFrom, type RepeatFields, repeats, rruleFrom } from './repeat-fields.ts'
export { type WeekdayCode, weekdayCodes } from './rrule-text.ts'
export { type Rule, ruleShape, sameRule } from './rule.ts'
export { ruleSentence } from './sentence.ts'
export {
  type FreeDays,
  furthest,
  isEndless,
  noFreeDays,
  type RuleProblem,
  type Slot,
  slotOn,
  slotsOf,
} from './slots.ts'
export { slotsFor } from './slots-for.ts'
export { joinRule, ruleFrom, splitRule } from './split-rule.ts'
