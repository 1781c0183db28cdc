import { expect, test } from 'vitest'
import type { BookingView } from '../shapes.ts'
import { gridOf, itemOn } from './calendar-grid.ts'

const booking = (from: string, to: string, tidyMinutes = 0) =>
  ({
    startsAt: Temporal.Instant.from(`${from}+01:00`),
    endsAt: Temporal.Instant.from(`${to}+01:00`),
    tidyMinutes,
  }) as BookingView
const date = Temporal.PlainDate.from('2026-11-24')
const item = (from: string, to: string, tidy = 0) => {
  const found = itemOn(booking(`2026-11-24T${from}`, `2026-11-24T${to}`, tidy), date, false)
  if (!found) throw new Error('not on that day')
  return found
}

test('a booking covers its rows, tidying included', () => {
  const { slots, columns } = gridOf([[item('18:00', '19:30', 15)]])
  expect(slots[0]).toBe(480)
  expect(columns[0]?.get(1080)).toMatchObject({ rows: 4 })
  expect(columns[0]?.get(1110)).toBe('covered')
})

test('both halves at once are one cell in the column of the whole hall', () => {
  const { columns } = gridOf([[item('10:00', '12:00'), item('11:00', '13:00'), item('13:00', '14:00')]])
  expect(columns[0]?.get(600)).toMatchObject({ rows: 6, items: [{ from: 600 }, { from: 660 }] })
  expect(columns[0]?.get(780)).toMatchObject({ rows: 2 })
})

test('what begins early or ends late makes the day longer, and a night over two days is shown on both', () => {
  const night = booking('2026-11-24T22:30', '2026-11-25T01:00')
  const grid = gridOf([[itemOn(night, date, false) ?? item('00:00', '00:30')]])
  expect(grid.slots.at(-1)).toBe(23 * 60 + 30)
  expect(itemOn(night, date.add({ days: 1 }), false)).toMatchObject({ from: 0, to: 60 })
  expect(itemOn(night, date.add({ days: 2 }), false)).toBeUndefined()
})
