import { type Lang, say } from '#kernel'
import { readRrule, type WeekdayCode, weekdayCodes } from './rrule-text.ts'
import type { Rule } from './rule.ts'

type Words = {
  every: (what: string) => string
  everyOther: (what: string) => string
  everyNth: (n: number, unit: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY', days: string) => string
  nth: Record<string, string>
  nthWeekday: (nth: string, days: string) => string
  dayOfMonth: (days: string) => string
  lastDay: string
  daily: string
  yearly: (date: string) => string
  monthsBetween: (n: number, what: string) => string
  until: (date: string) => string
  times: (n: number) => string
  at: (time: string) => string
  not: (what: string[]) => string
  publicHolidays: string
  schoolHolidays: string
}

const units = {
  nb: { DAILY: 'dag', WEEKLY: 'uke', MONTHLY: 'måned', YEARLY: 'år' },
  nn: { DAILY: 'dag', WEEKLY: 'veke', MONTHLY: 'månad', YEARLY: 'år' },
  en: { DAILY: 'days', WEEKLY: 'weeks', MONTHLY: 'months', YEARLY: 'years' },
}

const words: Record<Lang, Words> = {
  nb: {
    every: (what) => `hver ${what}`,
    everyOther: (what) => `annenhver ${what}`,
    everyNth: (n, unit, days) => `hver ${n}. ${units.nb[unit]}${days && ` på ${days}`}`,
    nth: {
      '1': 'første',
      '2': 'andre',
      '3': 'tredje',
      '4': 'fjerde',
      '5': 'femte',
      '-1': 'siste',
      '-2': 'nest siste',
    },
    nthWeekday: (nth, days) => `${nth} ${days} i måneden`,
    dayOfMonth: (days) => `den ${days} i måneden`,
    lastDay: 'siste dag i måneden',
    daily: 'hver dag',
    yearly: (date) => `hvert år ${date}`,
    monthsBetween: (n, what) => `${what}, hver ${n}. måned`,
    until: (date) => ` til ${date}`,
    times: (n) => (n === 1 ? ', én gang' : `, ${n} ganger`),
    at: (time) => ` kl. ${time}`,
    not: (what) => `, ikke ${what.join(' eller ')}`,
    publicHolidays: 'på helligdager',
    schoolHolidays: 'i skoleferier',
  },
  nn: {
    every: (what) => `kvar ${what}`,
    everyOther: (what) => `annankvar ${what}`,
    everyNth: (n, unit, days) => `kvar ${n}. ${units.nn[unit]}${days && ` på ${days}`}`,
    nth: {
      '1': 'første',
      '2': 'andre',
      '3': 'tredje',
      '4': 'fjerde',
      '5': 'femte',
      '-1': 'siste',
      '-2': 'nest siste',
    },
    nthWeekday: (nth, days) => `${nth} ${days} i månaden`,
    dayOfMonth: (days) => `den ${days} i månaden`,
    lastDay: 'siste dag i månaden',
    daily: 'kvar dag',
    yearly: (date) => `kvart år ${date}`,
    monthsBetween: (n, what) => `${what}, kvar ${n}. månad`,
    until: (date) => ` til ${date}`,
    times: (n) => (n === 1 ? ', éin gong' : `, ${n} gonger`),
    at: (time) => ` kl. ${time}`,
    not: (what) => `, ikkje ${what.join(' eller ')}`,
    publicHolidays: 'på heilagdagar',
    schoolHolidays: 'i skuleferiar',
  },
  en: {
    every: (what) => `every ${what}`,
    everyOther: (what) => `every other ${what}`,
    everyNth: (n, unit, days) => `every ${n} ${units.en[unit]}${days && ` on ${days}`}`,
    nth: {
      '1': 'first',
      '2': 'second',
      '3': 'third',
      '4': 'fourth',
      '5': 'fifth',
      '-1': 'last',
      '-2': 'second last',
    },
    nthWeekday: (nth, days) => `the ${nth} ${days} of the month`,
    dayOfMonth: (days) => `day ${days} of the month`,
    lastDay: 'the last day of the month',
    daily: 'every day',
    yearly: (date) => `every year on ${date}`,
    monthsBetween: (n, what) => `${what}, every ${n} months`,
    until: (date) => ` until ${date}`,
    times: (n) => (n === 1 ? ', once' : `, ${n} times`),
    at: (time) => ` at ${time}`,
    not: (what) => `, not ${what.join(' or ')}`,
    publicHolidays: 'on public holidays',
    schoolHolidays: 'in school holidays',
  },
}

// Any week will do: its Monday is 5 January 2026.
const dayName = (code: WeekdayCode, lang: Lang) =>
  say[lang].weekday(Temporal.PlainDate.from('2026-01-05').add({ days: weekdayCodes.indexOf(code) }))

function pattern(rule: Rule, rrule: string, lang: Lang): string {
  const repeat = readRrule(rrule)
  const start = Temporal.PlainDate.from(rule.start)
  const w = words[lang]
  if (typeof repeat === 'string') return say[lang].date(start)
  const { freq, interval, byDay, byMonthDay } = repeat
  const days = byDay.map((d) => dayName(d.day, lang))
  if (freq === 'WEEKLY') {
    const named = say[lang].list(days.length > 0 ? days : [say[lang].weekday(start)])
    return interval === 1
      ? w.every(named)
      : interval === 2
        ? w.everyOther(named)
        : w.everyNth(interval, freq, named)
  }
  if (freq === 'DAILY') {
    if (days.length > 0) return w.every(say[lang].list(days))
    return interval === 1 ? w.daily : w.everyNth(interval, freq, '')
  }
  if (freq === 'YEARLY') {
    const date = say[lang].dateYear(start).replace(/ \d{4}$/, '')
    return interval === 1 ? w.yearly(date) : `${w.everyNth(interval, freq, '')}, ${date}`
  }
  const what =
    byDay.length > 0
      ? say[lang].list(
          byDay.map((d) => w.nthWeekday(w.nth[String(d.nth)] ?? `${d.nth}.`, dayName(d.day, lang))),
        )
      : byMonthDay.length === 1 && byMonthDay[0] === -1
        ? w.lastDay
        : w.dayOfMonth(
            say[lang].list(
              (byMonthDay.length > 0 ? byMonthDay : [start.day]).map((n) =>
                lang === 'en' ? `${n}` : `${n}.`,
              ),
            ),
          )
  return interval === 1 ? what : w.monthsBetween(interval, what)
}

/** The rule as one sentence without its capital: "hver tirsdag kl. 18.00 til 15. juni, ikke i skoleferier". */
export function ruleSentence(rule: Rule, lang: Lang, today: Temporal.PlainDate): string {
  const w = words[lang]
  const start = Temporal.PlainDate.from(rule.start)
  const at = w.at(say[lang].time(Temporal.PlainTime.from(rule.time)))
  if (rule.rrule === null) return say[lang].day(start, today) + at
  const repeat = readRrule(rule.rrule)
  if (typeof repeat === 'string') return say[lang].day(start, today) + at
  const dayAndMonth = (date: Temporal.PlainDate) => {
    const text = say[lang].dateYear(date)
    return date.year === today.year ? text.replace(/ \d{4}$/, '') : text
  }
  const not = [
    rule.skipSchoolHolidays ? w.schoolHolidays : '',
    rule.skipPublicHolidays ? w.publicHolidays : '',
  ].filter(Boolean)
  return [
    pattern(rule, rule.rrule, lang),
    at,
    repeat.until ? w.until(dayAndMonth(repeat.until)) : '',
    repeat.count ? w.times(repeat.count) : '',
    not.length > 0 ? w.not(not) : '',
  ].join('')
}
