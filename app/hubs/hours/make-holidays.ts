/**
 * Writes holidays.json: the public holidays and customary half days of one country, counted out by `date-holidays`.
 * The package and its parser would cost every process 60 ms and 16 MB for what are fourteen dates a year.
 * Run it after the package is updated: `node app/hubs/hours/make-holidays.ts NO`.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Holidays from 'date-holidays'

const country = process.argv[2] ?? 'NO'
const [firstYear, lastYear] = [2018, 2070]
const native = new Holidays(country)
const english = new Holidays(country, { languages: ['en'] })

const names: Record<string, { nb: string; en: string }> = {}
const years: Record<string, Record<string, string[]>> = {}
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
const yearLines = Object.entries(years).map(([year, dates]) => `    "${year}": ${JSON.stringify(dates)}`)
writeFileSync(
  join(import.meta.dirname, 'holidays.json'),
  `{\n  "country": "${country}",\n  "source": "date-holidays (ISC; data CC-BY-SA 3.0)",\n  "names": ${JSON.stringify(names, null, 2).replaceAll('\n', '\n  ')},\n  "years": {\n${yearLines.join(',\n')}\n  }\n}\n`,
)
