import type { LocalText } from '#kernel'
import counted from './holidays.json' with { type: 'json' }

/** A public holiday, or a half day by custom (Christmas Eve), on which nothing closes by itself. */
export type Holiday = { date: string; name: LocalText; public: boolean }

const names: Record<string, LocalText> = counted.names
const years: Record<string, Record<string, string[]>> = counted.years
const half = /^half /

/** Two may fall on one day: 17 May 2027 is Constitution Day and Whit Monday. The public one names the day first. */
function holidayOf(date: string, keys: string[]): Holiday {
  const named = keys.filter((key) => !half.test(key) || keys.length === 1).map((key) => names[key] ?? {})
  const join = (lang: 'nb' | 'en') => named.map((name) => name[lang]).join(lang === 'nb' ? ' og ' : ' and ')
  return { date, name: { nb: join('nb'), en: join('en') }, public: keys.some((key) => !half.test(key)) }
}

const byYear = new Map<number, Map<string, Holiday>>()
function holidaysByDate(year: number) {
  let found = byYear.get(year)
  if (!found) {
    found = new Map(
      Object.entries(years[year] ?? {}).map(([day, keys]) => [
        `${year}-${day}`,
        holidayOf(`${year}-${day}`, keys),
      ]),
    )
    byYear.set(year, found)
  }
  return found
}

/** All of a year in order; empty outside the years that have been counted out. */
export const holidaysIn = (year: number): Holiday[] =>
  [...holidaysByDate(year).values()].sort((a, b) => a.date.localeCompare(b.date))

export const holidayOn = (date: Temporal.PlainDate): Holiday | null =>
  holidaysByDate(date.year).get(date.toString()) ?? null

export const isPublicHoliday = (date: Temporal.PlainDate) => holidayOn(date)?.public === true
