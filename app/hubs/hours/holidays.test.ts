import { describe, expect, test } from 'vitest'
import kept from './holidays.json' with { type: 'json' }
import { holidayOn, holidaysIn, isPublicHoliday } from './holidays.ts'
import { countHolidays } from './make-holidays.ts'

const date = Temporal.PlainDate.from
const publicDates = (year: number) =>
  holidaysIn(year)
    .filter((day) => day.public)
    .map((day) => day.date.slice(5))

describe('public holidays', () => {
  test.each([
    [2026, '01-01 04-02 04-03 04-05 04-06 05-01 05-14 05-17 05-24 05-25 12-25 12-26'],
    [2027, '01-01 03-25 03-26 03-28 03-29 05-01 05-06 05-16 05-17 12-25 12-26'],
    [2028, '01-01 04-13 04-14 04-16 04-17 05-01 05-17 05-25 06-04 06-05 12-25 12-26'],
  ])('%d', (year, days) => expect(publicDates(year).join(' ')).toBe(days))

  test('are what date-holidays counts out today, for every year we keep', () => {
    expect(countHolidays('NO', 2018, 2070)).toEqual(kept)
  })
  test('Christmas Eve is a half day by custom and closes nothing', () => {
    expect(holidayOn(date('2026-12-24'))).toMatchObject({ public: false, name: { nb: 'Julaften' } })
    expect(isPublicHoliday(date('2026-12-24'))).toBe(false)
  })
  test('there are still ten years of them left', () => {
    expect(holidaysIn(Temporal.Now.plainDateISO('UTC').year + 10)).not.toEqual([])
  })
})
