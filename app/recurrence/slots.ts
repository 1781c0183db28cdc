import { RRuleTemporal } from 'rrule-temporal'
import { type Repeat, type RruleProblem, readRrule } from './rrule-text.ts'
import type { Rule } from './rule.ts'

/** Which days a rule that skips holidays skips. Told from outside: the rule knows no country. */
export type FreeDays = {
  isPublicHoliday: (date: Temporal.PlainDate) => boolean
  isSchoolHoliday: (date: Temporal.PlainDate) => boolean
}
export const noFreeDays: FreeDays = { isPublicHoliday: () => false, isSchoolHoliday: () => false }

export const mostDates = 400
/** A rule with an end may reach this far; one without gets its dates a year ahead, and a timer writes on. */
export const furthest = { bounded: { years: 2 }, endless: { years: 1 } } as const

export type RuleProblem =
  | RruleProblem
  | 'recurrence.rule-no-dates'
  | 'recurrence.rule-too-many'
  | 'recurrence.rule-too-far'

/** One date of a rule: its wall-clock day, and the instants it becomes. */
export type Slot = { date: string; startsAt: Temporal.Instant; endsAt: Temporal.Instant }

/**
 * When clocks in the zone show that time on that day. The spring night has no 02:30: it becomes 03:30. The autumn night
 * has two: the first is meant. The length is elapsed time, so two hours are two hours on both nights.
 */
export function slotOn(date: string, time: string, minutes: number, zone: string): Slot {
  const startsAt = Temporal.PlainDate.from(date)
    .toPlainDateTime(Temporal.PlainTime.from(time))
    .toZonedDateTime(zone, { disambiguation: 'compatible' })
    .toInstant()
  return { date, startsAt, endsAt: startsAt.add({ minutes }) }
}

/** Walks the days of a repeat in order until `visit` says stop. Days, not instants: no clock change can move them. */
function walk(
  start: Temporal.PlainDate,
  repeat: Repeat,
  last: Temporal.PlainDate,
  visit: (day: Temporal.PlainDate) => boolean,
) {
  const noon = (day: Temporal.PlainDate) => day.toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' })
  new RRuleTemporal({
    freq: repeat.freq,
    interval: repeat.interval,
    byDay: repeat.byDay.length > 0 ? repeat.byDay.map((d) => `${d.nth ?? ''}${d.day}`) : undefined,
    byMonthDay: repeat.byMonthDay.length > 0 ? repeat.byMonthDay : undefined,
    wkst: 'MO',
    dtstart: noon(start),
    until: noon(last),
    tzid: 'UTC',
    cache: false,
  }).all((moment) => visit(Temporal.PlainDate.from(moment.toString().slice(0, 10))))
}

/** Whether a rule goes on until somebody ends it. */
export function isEndless(rule: Rule): boolean {
  if (rule.rrule === null) return false
  const repeat = readRrule(rule.rrule)
  return typeof repeat !== 'string' && repeat.until === null && repeat.count === null
}

/**
 * The dates of a rule, first to last, or what is wrong with it. Extra dates win over holidays, cancelled dates over
 * everything.
 */
export function datesOf(
  rule: Rule,
  freeDays: FreeDays,
  today: Temporal.PlainDate,
  zone: string,
): string[] | RuleProblem {
  const start = Temporal.PlainDate.from(rule.start)
  const limit = today.add(furthest.bounded)
  const cancelled = new Set(rule.cancelledDates)
  const skipped = (day: Temporal.PlainDate) =>
    cancelled.has(day.toString()) ||
    (rule.skipPublicHolidays && freeDays.isPublicHoliday(day)) ||
    (rule.skipSchoolHolidays && freeDays.isSchoolHoliday(day))

  const dates = new Set<string>()
  if (rule.rrule === null) {
    if (!cancelled.has(rule.start)) dates.add(rule.start)
  } else {
    const repeat = readRrule(rule.rrule, zone)
    if (typeof repeat === 'string') return repeat
    if (repeat.until && Temporal.PlainDate.compare(repeat.until, limit) > 0) return 'recurrence.rule-too-far'
    const endless = repeat.until === null && repeat.count === null
    // An endless rule that began years ago must not spend its dates on the past.
    const since = endless ? today.subtract({ days: 31 }) : start
    const last = repeat.until ?? (endless ? today.add(furthest.endless) : limit)
    const wanted = repeat.count ?? Number.POSITIVE_INFINITY
    if (Temporal.PlainDate.compare(start, last) <= 0) {
      walk(start, repeat, last, (day) => {
        if (!skipped(day) && Temporal.PlainDate.compare(day, since) >= 0) dates.add(day.toString())
        return dates.size < wanted && dates.size <= mostDates
      })
    }
    if (repeat.count !== null && dates.size < repeat.count && repeat.count <= mostDates)
      return 'recurrence.rule-too-far'
    if (dates.size > mostDates) {
      if (!endless) return 'recurrence.rule-too-many'
      return [...dates].slice(0, mostDates)
    }
  }
  for (const extra of rule.extraDates) if (!cancelled.has(extra)) dates.add(extra)
  const all = [...dates].sort()
  if (all.length === 0) return 'recurrence.rule-no-dates'
  if (all.length > mostDates) return 'recurrence.rule-too-many'
  if (Temporal.PlainDate.compare(all.at(-1) as string, limit) > 0) return 'recurrence.rule-too-far'
  return all
}

/** The dates of a rule as instants in the zone, or what is wrong with it. */
export function slotsOf(
  rule: Rule,
  freeDays: FreeDays,
  today: Temporal.PlainDate,
  zone: string,
): Slot[] | RuleProblem {
  const dates = datesOf(rule, freeDays, today, zone)
  return typeof dates === 'string' ? dates : dates.map((date) => slotOn(date, rule.time, rule.minutes, zone))
}
