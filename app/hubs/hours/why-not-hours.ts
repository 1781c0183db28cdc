import { holidaysMisplaced, spelledOut } from './spelled-out.ts'
import { readHours } from './wall-clock-hours.ts'

export type HoursFault = 'hubs.hours-unreadable' | 'hubs.hours-misplaced-holiday' | 'hubs.hours-vague'

/** Hours that a reader could not act on: an open end, the sun, or "perhaps". */
const vague = new Set(['vague'])
const unclear = /\b(sunrise|sunset|dawn|dusk|unknown)\b|\d\+|\|\|/

/** Why a text cannot be used as opening hours, or nothing. */
export function whyNotHours(osm: string): HoursFault | undefined {
  if (holidaysMisplaced(osm)) return 'hubs.hours-misplaced-holiday'
  if (unclear.test(osm)) return 'hubs.hours-vague'
  try {
    const { guesses } = readHours(spelledOut(osm, sampleSchoolHolidays, 2026))
    return guesses.some((guess) => vague.has(guess)) ? 'hubs.hours-vague' : undefined
  } catch {
    return 'hubs.hours-unreadable'
  }
}

/** "Mo-fr 9.00-15" as the package would write it: "Mo-Fr 09:00-15:00". Text with PH or SH is left as it was typed. */
export const tidyHours = (osm: string) => (/\b(PH|SH)\b/.test(osm) ? osm.trim() : readHours(osm).tidy)

const sampleSchoolHolidays = [{ id: 0, name: {}, from: '2026-09-28', to: '2026-10-02', proposal: false }]
