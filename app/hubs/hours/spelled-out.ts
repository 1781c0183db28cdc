import type { SchoolHoliday } from './facts.ts'
import { holidaysIn } from './holidays.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const spellDate = (iso: string) =>
  `${iso.slice(0, 4)} ${months[Number(iso.slice(5, 7)) - 1]} ${iso.slice(8, 10)}`

export const speaksOfPublicHolidays = (osm: string) => /\bPH\b/.test(osm)
const speaksOfSchoolHolidays = (osm: string) => /\bSH\b/.test(osm)

/** PH and SH are understood at the beginning of a rule: "PH off", "SH Mo-Fr 10:00-14:00". */
export const holidaysMisplaced = (osm: string) =>
  osm.split(';').some((rule) => /\b(PH|SH)\b/.test(rule.trim().replace(/^(PH|SH)\b/, '')))

/**
 * The text with PH and SH as dates. The package would take both from its own tables, where public holidays are not
 * checked against ours and Norwegian school holidays, which every municipality sets itself, are missing.
 */
export function spelledOut(osm: string, schoolHolidays: readonly SchoolHoliday[], year: number): string {
  if (!speaksOfPublicHolidays(osm) && !speaksOfSchoolHolidays(osm)) return osm
  const around = [year - 1, year, year + 1]
  const publicDates = around
    .flatMap((y) => holidaysIn(y).filter((day) => day.public))
    .map((day) => spellDate(day.date))
  const schoolDates = schoolHolidays
    .filter((h) => Number(h.to.slice(0, 4)) >= year - 1 && Number(h.from.slice(0, 4)) <= year + 1)
    .map((h) => (h.from === h.to ? spellDate(h.from) : `${spellDate(h.from)}-${spellDate(h.to)}`))
  return osm
    .split(';')
    .map((rule) => rule.trim())
    .flatMap((rule) => {
      const dates = rule.startsWith('PH') ? publicDates : rule.startsWith('SH') ? schoolDates : null
      if (dates === null) return rule
      return dates.length ? `${dates.join(',')} ${rule.slice(2).trim()}` : []
    })
    .join('; ')
}
