import { inZone } from '#kernel'
import type { BookingView } from '../shapes.ts'

/** Rows of the grid. What begins between two of them is shown in the row it begins in. */
export const slotMinutes = 30
const day = 24 * 60

/** A booking in a column, in minutes of that day on the wall; tidying included in `to`. */
export type Item = { booking: BookingView; from: number; to: number; through: boolean }

/** One cell: what it shows and how many rows it covers. Things that overlap through different halves share a cell. */
type Cell = { items: Item[]; slot: number; rows: number }

export type Grid = { slots: number[]; columns: Map<number, Cell | 'covered'>[] }

/** The part of a booking that lies on the date; undefined when none does. */
export function itemOn(booking: BookingView, date: Temporal.PlainDate, through: boolean): Item | undefined {
  const from = minuteOn(booking.startsAt, date)
  const to = minuteOn(booking.endsAt.add({ minutes: booking.tidyMinutes }), date)
  return to <= 0 || from >= day
    ? undefined
    : { booking, from: Math.max(0, from), to: Math.min(day, to), through }
}

function minuteOn(instant: Temporal.Instant, date: Temporal.PlainDate): number {
  const wall = inZone(instant)
  const days = date.until(wall.toPlainDate()).days
  return days * day + wall.hour * 60 + wall.minute
}

/** Rows from morning to evening, earlier and later where something is on, and the cells of each column. */
export function gridOf(columns: readonly (readonly Item[])[], from = 8 * 60, to = 22 * 60): Grid {
  const items = columns.flat()
  const first = down(Math.min(from, ...items.map((item) => item.from)))
  const last = up(Math.max(to, ...items.map((item) => item.to)))
  const slots = Array.from({ length: (last - first) / slotMinutes }, (_, i) => first + i * slotMinutes)
  return { slots, columns: columns.map(cellsOf) }
}

const down = (minute: number) => Math.floor(minute / slotMinutes) * slotMinutes
const up = (minute: number) => Math.ceil(minute / slotMinutes) * slotMinutes

function cellsOf(items: readonly Item[]): Map<number, Cell | 'covered'> {
  const cells = new Map<number, Cell | 'covered'>()
  let open: { items: Item[]; from: number; to: number } | undefined
  const close = () => {
    if (!open) return
    for (let slot = open.from; slot < open.to; slot += slotMinutes) cells.set(slot, 'covered')
    cells.set(open.from, { items: open.items, slot: open.from, rows: (open.to - open.from) / slotMinutes })
  }
  for (const item of [...items].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (open && down(item.from) < open.to) {
      open.items.push(item)
      open.to = Math.max(open.to, up(item.to))
    } else {
      close()
      open = { items: [item], from: down(item.from), to: up(item.to) }
    }
  }
  close()
  return cells
}
