import { say, type Visit } from '#kernel'
import { type Week, weekdays, weekOf } from '../hours/week-text.ts'
import { whyNotHours } from '../hours/why-not-hours.ts'
import { texts } from '../texts/index.ts'

// Any Monday: only the weekday's name is taken from it.
const monday = Temporal.PlainDate.from('2001-01-08')

/** "mandag–fredag 09.00–15.00, stengt på helligdager"; what has no such sentence stands as it was written. */
export function SaidHours({ osm, c }: { osm: string; c: Visit }) {
  const words = sayHours(osm, c)
  return words === undefined ? <code>{osm}</code> : <span>{words}</span>
}

function sayHours(osm: string, c: Visit): string | undefined {
  const t = texts[c.lang]
  if (osm === '24/7') return t.open.always
  if (osm === 'off') return t.hub.closedDay
  const [, everyWeek = osm, holidays] = /^(.*?)(;\s*PH off)?$/.exec(osm) ?? []
  const week = whyNotHours(everyWeek) === undefined ? weekOf({ osm: everyWeek }) : undefined
  if (!week) return undefined
  return [...runsOf(week, c), holidays && t.staff.closedOnHolidays.toLowerCase()].filter(Boolean).join(', ')
}

function runsOf(week: Week, c: Visit): string[] {
  const said = say[c.lang]
  const runs: { first: number; last: number; times: string }[] = []
  for (const [i, day] of weekdays.entries()) {
    const open = week[day]
    if (!open) continue
    const times = said.times(Temporal.PlainTime.from(open.from), Temporal.PlainTime.from(open.to))
    const before = runs.at(-1)
    if (before?.last === i - 1 && before.times === times) before.last = i
    else runs.push({ first: i, last: i, times })
  }
  const name = (i: number) => said.weekday(monday.add({ days: i }))
  return runs.map(({ first, last, times }) =>
    first === last ? `${name(first)} ${times}` : `${name(first)}–${name(last)} ${times}`,
  )
}
