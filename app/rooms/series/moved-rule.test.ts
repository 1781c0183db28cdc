import { expect, test } from 'vitest'
import { noFreeDays, type Rule, ruleShape, slotsOf } from '#recurrence'
import { movedRule } from './moved-rule.ts'

const rule = (part: Partial<Rule>): Rule =>
  ruleShape.parse({ start: '2026-11-24', time: '18:00', minutes: 120, rrule: null, ...part })
const datesOf = (one: Rule) => {
  const slots = slotsOf(one, noFreeDays, Temporal.PlainDate.from('2026-11-22'), 'Europe/Oslo')
  return typeof slots === 'string' ? slots : slots.map(({ date }) => date)
}
const at = { time: '19:00', minutes: 90 }

const table: [string, Partial<Rule>, number, string[]][] = [
  ['once', {}, 1, ['2026-11-25']],
  ['weekly, counted', { rrule: 'FREQ=WEEKLY;COUNT=2' }, 1, ['2026-11-25', '2026-12-02']],
  [
    'weekly until its last day, which moves along',
    { rrule: 'FREQ=WEEKLY;UNTIL=20261208' },
    1,
    ['2026-11-25', '2026-12-02', '2026-12-09'],
  ],
  [
    'two weekdays both move',
    { rrule: 'FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4' },
    1,
    ['2026-11-25', '2026-11-27', '2026-12-02', '2026-12-04'],
  ],
  [
    'back over the Monday',
    { rrule: 'FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3' },
    -2,
    ['2026-11-22', '2026-11-24', '2026-11-29'],
  ],
  [
    'every other week, with a date left out',
    { rrule: 'FREQ=WEEKLY;INTERVAL=2;UNTIL=20261222', cancelledDates: ['2026-12-08'] },
    2,
    ['2026-11-26', '2026-12-24'],
  ],
  [
    'the last Tuesday of the month',
    { rrule: 'FREQ=MONTHLY;BYDAY=4TU;COUNT=2' },
    1,
    ['2026-11-25', '2026-12-23'],
  ],
]
test.each(table)('%s', (_, part, days, expected) => {
  const moved = movedRule(rule(part), days, at)
  expect(datesOf(moved)).toEqual(expected)
  expect([moved.time, moved.minutes]).toEqual(['19:00', 90])
})

test('on the same days, only the time changes', () => {
  const odd = rule({ rrule: 'FREQ=YEARLY;COUNT=2' })
  expect(movedRule(odd, 0, at)).toEqual({ ...odd, ...at })
})
