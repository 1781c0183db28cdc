import { weekdayOf } from './repeat-fields.ts'
import { type Repeat, readRrule, writeRrule } from './rrule-text.ts'
import type { Rule } from './rule.ts'

const repeatOf = (rule: Rule): Repeat | null => {
  const repeat = rule.rrule === null ? null : readRrule(rule.rrule)
  return typeof repeat === 'string' ? null : repeat
}

/** The weekday or day of the month said aloud: another first date must not change what the rule means. */
function spelledOut(repeat: Repeat, start: Temporal.PlainDate): Repeat {
  if (repeat.byDay.length > 0 || repeat.byMonthDay.length > 0) return repeat
  if (repeat.freq === 'WEEKLY') return { ...repeat, byDay: [{ day: weekdayOf(start), nth: null }] }
  return repeat.freq === 'MONTHLY' ? { ...repeat, byMonthDay: [start.day] } : repeat
}

/** Meetings before a date that the rule's count has counted: extra dates are on top of it. */
const counted = (rule: Rule, dates: readonly string[], from: string) =>
  dates.filter((date) => date < from && !rule.extraDates.includes(date)).length

/**
 * Cuts a rule in two at one of its dates: the first ends the day before, the second goes on from there. A count is
 * shared between them by how many meetings the first has had. `dates` are all dates of the rule.
 */
export function splitRule(rule: Rule, from: string, dates: readonly string[]): { before: Rule; after: Rule } {
  const repeat = repeatOf(rule)
  const known = repeat && spelledOut(repeat, Temporal.PlainDate.from(rule.start))
  const earlier = (date: string) => date < from
  const later = (date: string) => date >= from
  // An extra date is no place to count "every other week" from.
  const start = dates.filter((date) => later(date) && !rule.extraDates.includes(date)).sort()[0] ?? from
  return {
    before: {
      ...rule,
      rrule: known
        ? writeRrule({ ...known, count: null, until: Temporal.PlainDate.from(from).subtract({ days: 1 }) })
        : rule.rrule,
      extraDates: rule.extraDates.filter(earlier),
      cancelledDates: rule.cancelledDates.filter(earlier),
    },
    after: {
      ...rule,
      start,
      rrule: known
        ? writeRrule({
            ...known,
            count: known.count === null ? null : Math.max(1, known.count - counted(rule, dates, from)),
          })
        : rule.rrule,
      extraDates: rule.extraDates.filter(later),
      cancelledDates: rule.cancelledDates.filter(later),
    },
  }
}

/**
 * Puts the two halves together again after the second was edited: what the host changed from a date on, said about all
 * dates. A first day that was moved moves the whole rule.
 */
export function joinRule(whole: Rule, edited: Rule, from: string, dates: readonly string[]): Rule {
  const { after } = splitRule(whole, from, dates)
  const repeat = repeatOf(edited)
  const moved = Temporal.PlainDate.from(after.start).until(edited.start, { largestUnit: 'day' })
  const earlier = (date: string) => date < from
  return {
    ...edited,
    start: Temporal.PlainDate.from(whole.start).add(moved).toString(),
    rrule:
      repeat?.count == null
        ? edited.rrule
        : writeRrule({ ...repeat, count: repeat.count + counted(whole, dates, from) }),
    extraDates: [...whole.extraDates.filter(earlier), ...edited.extraDates],
    cancelledDates: [...whole.cancelledDates.filter(earlier), ...edited.cancelledDates],
  }
}

/** The same rule from another first day: its end moves along, its exceptions belong to the old dates. */
export function ruleFrom(rule: Rule, start: string): Rule {
  const days = Temporal.PlainDate.from(rule.start).until(start, { largestUnit: 'day' })
  const repeat = rule.rrule === null ? null : readRrule(rule.rrule)
  const weekday = Temporal.PlainDate.from(start).dayOfWeek
  const sameWeekday = Temporal.PlainDate.from(rule.start).dayOfWeek === weekday
  return {
    ...rule,
    start,
    rrule:
      repeat === null || typeof repeat === 'string'
        ? rule.rrule
        : writeRrule({
            ...repeat,
            byDay: sameWeekday || repeat.freq === 'MONTHLY' ? repeat.byDay : [],
            until: repeat.until?.add(days) ?? null,
          }),
    extraDates: [],
    cancelledDates: [],
  }
}
