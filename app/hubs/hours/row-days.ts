import type { HoursRow, SchoolHoliday } from './facts.ts'
import { spelledOut } from './spelled-out.ts'
import { type WallInterval, wallIntervals } from './wall-clock-hours.ts'

type Days = Map<string, WallInterval[]>
const months = new Map<string, Days>()

/**
 * What a row's text says of one date, on the wall clock. An opening belongs to the date it begins on, so Friday's
 * 22–02 stays Friday's when Saturday has other hours; one of a whole day or more is cut at each midnight.
 */
export function rowOnDate(
  row: HoursRow,
  date: Temporal.PlainDate,
  schoolHolidays: readonly SchoolHoliday[],
): WallInterval[] {
  const text = spelledOut(row.osm, schoolHolidays, date.year)
  const key = `${date.year}-${date.month} ${text}`
  let days = months.get(key)
  if (!days) {
    // Parsed months are worth keeping, but a crawler walking through years must not fill the memory.
    if (months.size > 2000) months.clear()
    days = monthOf(text, date.with({ day: 1 }))
    months.set(key, days)
  }
  return days.get(date.toString()) ?? []
}

function monthOf(text: string, first: Temporal.PlainDate): Days {
  const days: Days = new Map()
  const put = (date: Temporal.PlainDate, interval: WallInterval) => {
    const iso = date.toString()
    days.set(iso, [...(days.get(iso) ?? []), interval])
  }
  // Two days more at either end: an opening that crosses the edge must be seen whole to know which date it belongs to.
  for (const interval of wallIntervals(text, first.subtract({ days: 2 }), first.add({ months: 1, days: 2 })))
    for (const [date, part] of byDate(interval)) put(date, part)
  return days
}

function byDate(whole: WallInterval): [Temporal.PlainDate, WallInterval][] {
  const first = whole.from.toPlainDate()
  if (Temporal.PlainDateTime.compare(whole.to, whole.from.add({ days: 1 })) < 0) return [[first, whole]]
  const parts: [Temporal.PlainDate, WallInterval][] = []
  for (
    let date = first;
    Temporal.PlainDateTime.compare(date.toPlainDateTime(), whole.to) < 0;
    date = date.add({ days: 1 })
  ) {
    const from = date.equals(first) ? whole.from : date.toPlainDateTime()
    const midnight = date.add({ days: 1 }).toPlainDateTime()
    const to = Temporal.PlainDateTime.compare(midnight, whole.to) < 0 ? midnight : whole.to
    parts.push([date, { ...whole, from, to }])
  }
  return parts
}
