import type { LocalText } from '#kernel'
import type { Difference } from './announcements.ts'
import { readRrule, writeRrule } from './recurrence/rrule-text.ts'
import type { Rule } from './recurrence/rule.ts'
import type { ActivityWish } from './shapes.ts'

const isEmpty = (text: LocalText) => !Object.values(text).some((written) => written?.trim())

/** What is wrong with a wish whatever the day is; undefined when nothing is. */
export function whyNotWish(wish: ActivityWish) {
  if (isEmpty(wish.title)) return 'activities.title-missing' as const
  if (wish.ageMin !== null && wish.ageMax !== null && wish.ageMin > wish.ageMax)
    return 'activities.ages' as const
  if (wish.minimum !== null && wish.capacity !== null && wish.minimum > wish.capacity)
    return 'activities.minimum-over-capacity' as const
  return undefined
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const sameText = (a: LocalText, b: LocalText) => same(Object.entries(a).sort(), Object.entries(b).sort())

/** What those who plan to come must hear of. A corrected summary is nobody's mail. */
export function differences(before: ActivityWish, after: ActivityWish): Difference[] {
  const found: Difference[] = []
  if (!sameText(before.title, after.title)) found.push('title')
  if (
    before.hubId !== after.hubId ||
    !sameText(before.place, after.place) ||
    !sameText(before.meetingPoint, after.meetingPoint)
  )
    found.push('place')
  return found
}

/** Names of what was edited, for the history. */
export const editedFields = (before: ActivityWish, after: ActivityWish) =>
  (Object.keys(after) as (keyof ActivityWish)[]).filter((key) => !same(before[key], after[key]))

/**
 * Cuts a rule in two at one of its dates: the first ends the day before, the second starts there. A count is shared
 * between them by how many meetings the first has had.
 */
export function splitRule(rule: Rule, date: string, datesBefore: number): { before: Rule; after: Rule } {
  const dayBefore = Temporal.PlainDate.from(date).subtract({ days: 1 })
  const is = { earlier: (d: string) => d < date, later: (d: string) => d >= date }
  const repeat = rule.rrule === null ? null : readRrule(rule.rrule)
  const known = repeat !== null && typeof repeat !== 'string' ? repeat : null
  const extrasBefore = rule.extraDates.filter(is.earlier).length
  return {
    before: {
      ...rule,
      rrule: known ? writeRrule({ ...known, count: null, until: dayBefore }) : rule.rrule,
      extraDates: rule.extraDates.filter(is.earlier),
      cancelledDates: rule.cancelledDates.filter(is.earlier),
    },
    after: {
      ...rule,
      start: date,
      rrule:
        known?.count != null
          ? writeRrule({ ...known, count: Math.max(1, known.count - (datesBefore - extrasBefore)) })
          : rule.rrule,
      extraDates: rule.extraDates.filter(is.later),
      cancelledDates: rule.cancelledDates.filter(is.later),
    },
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
