import type { HoursRow } from './facts.ts'
import { wallIntervals } from './wall-clock-hours.ts'

export const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const
type Weekday = (typeof weekdays)[number]
/** Wall clock, `09:00`; a closing before the opening is the next day's. */
export type Week = Partial<Record<Weekday, { from: string; to: string }>>

/** "Mo-Fr 09:00-15:00; Sa 10:00-14:00" from a week somebody filled in. */
export function weekText(week: Week): string {
  const runs: { days: Weekday[]; times: string }[] = []
  for (const day of weekdays) {
    const open = week[day]
    if (!open) continue
    const times = `${open.from}-${open.to === '00:00' ? '24:00' : open.to}`
    const last = runs.at(-1)
    const follows = last && weekdays.indexOf(last.days.at(-1) as Weekday) + 1 === weekdays.indexOf(day)
    if (follows && last.times === times) last.days.push(day)
    else runs.push({ days: [day], times })
  }
  return runs
    .map(({ days, times }) => `${days.length > 1 ? `${days[0]}-${days.at(-1)}` : days[0]} ${times}`)
    .join('; ')
}

// Any Monday far from what anybody dates.
const monday = Temporal.PlainDate.from('2001-01-08')

/** The week that a text says, when it says the same every week and one opening a day; otherwise only the text can show it. */
export function weekOf(row: Pick<HoursRow, 'osm'>): Week | undefined {
  if (/\b(PH|SH)\b|\[|week|20\d\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec/.test(row.osm))
    return undefined
  const week: Week = {}
  for (const { from, to } of wallIntervals(row.osm, monday, monday.add({ days: 7 }))) {
    const day = weekdays[from.dayOfWeek - 1] as Weekday
    if (week[day] || from.until(to).total('hours') >= 24) return undefined
    const clock = (at: Temporal.PlainDateTime) => at.toPlainTime().toString({ smallestUnit: 'minute' })
    week[day] = { from: clock(from), to: clock(to) }
  }
  return week
}
