/**
 * Writes holidays.json: the public holidays and customary half days of one country, counted out by `date-holidays`.
 * The package and its parser would cost every process 60 ms and 16 MB for what are fourteen dates a year.
 * Run it after the package is updated: `node app/hubs/hours/make-holidays.ts NO && npm run format`.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Holidays from 'date-holidays'

type Counted = {
  country: string
  source: string
  names: Record<string, { nb: string; en: string }>
  /** Year → month and day → keys of names; more than one when holidays fall together. */
  years: Record<string, Record<string, string[]>>
}

export function countHolidays(country: string, firstYear: number, lastYear: number): Counted {
  const native = new Holidays(country)
  const english = new Holidays(country, { languages: ['en'] })
  const names: Counted['names'] = {}
  const years: Counted['years'] = {}
  for (let year = firstYear; year <= lastYear; year++) {
    const dates: Record<string, string[]> = {}
    const said = new Map(english.getHolidays(year).map((day) => [day.rule, day.name]))
    for (const day of native.getHolidays(year)) {
      if (day.type !== 'public' && day.type !== 'bank') continue
      const key = day.type === 'public' ? day.rule : `half ${day.rule}`
      names[key] = { nb: day.name, en: said.get(day.rule) ?? day.name }
      const monthAndDay = day.date.slice(5, 10)
      dates[monthAndDay] = [...(dates[monthAndDay] ?? []), key]
    }
    years[year] = dates
  }
  return { country, source: 'date-holidays (ISC; data CC-BY-SA 3.0)', names, years }
}

if (import.meta.main) {
  const counted = countHolidays(process.argv[2] ?? 'NO', 2018, 2070)
  writeFileSync(join(import.meta.dirname, 'holidays.json'), `${JSON.stringify(counted, null, 2)}\n`)
}
