import { describe, expect, test } from 'vitest'
import { noFreeDays, type Rule, ruleShape, slotsOf } from '#recurrence'
import { type DateChoice, planOf, ruleKept } from './series-plan.ts'

const zone = 'Europe/Oslo'
const today = Temporal.PlainDate.from('2026-11-22')
const rule = (part: Partial<Rule> = {}): Rule =>
  ruleShape.parse({ start: '2026-11-24', time: '18:00', minutes: 120, rrule: 'FREQ=WEEKLY;COUNT=4', ...part })
const slots = (part: Partial<Rule> = {}) => {
  const found = slotsOf(rule(part), noFreeDays, today, zone)
  if (typeof found === 'string') throw new Error(found)
  return found
}
const plan = (choices: DateChoice[] = [], part: Partial<Rule> = {}) => planOf(slots(part), 'salen', choices)
const instant = (text: string) => Temporal.Instant.from(text)
const elsewhere = {
  roomId: 'loftet',
  from: instant('2026-12-02T17:00:00Z'),
  to: instant('2026-12-02T19:00:00Z'),
}

describe('the dates of a series that are tried', () => {
  test('without choices: every date of the rule, in its room', () => {
    expect(plan().map(({ date, place }) => [date, place?.roomId])).toEqual([
      ['2026-11-24', 'salen'],
      ['2026-12-01', 'salen'],
      ['2026-12-08', 'salen'],
      ['2026-12-15', 'salen'],
    ])
  })
  test('a date that is skipped stays in the plan without a place, so that the series remembers it', () => {
    const [, second] = plan([{ date: '2026-12-01', choice: 'skip' }])
    expect(second).toMatchObject({ date: '2026-12-01', place: null, choice: 'skip' })
    expect(second?.wished.from.toString()).toBe('2026-12-01T17:00:00Z')
  })
  test('a date that is moved keeps its name in the series', () => {
    const [, second] = plan([{ date: '2026-12-01', choice: 'move', to: elsewhere }])
    expect(second).toMatchObject({ date: '2026-12-01', place: elsewhere, choice: 'move' })
  })
  test('a stop ends the series before its date; the earliest of several counts', () => {
    const stops: DateChoice[] = [
      { date: '2026-12-15', choice: 'stop' },
      { date: '2026-12-08', choice: 'stop' },
    ]
    expect(plan(stops).map(({ date }) => date)).toEqual(['2026-11-24', '2026-12-01'])
    expect(ruleKept(rule(), slots(), stops).rrule).toBe('FREQ=WEEKLY;BYDAY=TU;UNTIL=20261207')
  })
  test('a stop before the first date leaves nothing', () => {
    expect(plan([{ date: '2026-11-24', choice: 'stop' }])).toEqual([])
  })
  test('a choice about a date that the rule does not have says nothing', () => {
    expect(plan([{ date: '2026-12-02', choice: 'skip' }])).toEqual(plan())
  })
})

describe('a series keeps its time on the wall', () => {
  const spans = (part: Partial<Rule>) =>
    plan([], part).map(({ place }) => `${place?.from} ${place?.to}`.replaceAll(':00Z', 'Z'))

  test('over the autumn night', () => {
    expect(spans({ start: '2026-10-20', rrule: 'FREQ=WEEKLY;COUNT=2' })).toEqual([
      '2026-10-20T16:00Z 2026-10-20T18:00Z',
      '2026-10-27T17:00Z 2026-10-27T19:00Z',
    ])
  })
  test('over the spring night', () => {
    expect(spans({ start: '2027-03-23', rrule: 'FREQ=WEEKLY;COUNT=2' })).toEqual([
      '2027-03-23T17:00Z 2027-03-23T19:00Z',
      '2027-03-30T16:00Z 2027-03-30T18:00Z',
    ])
  })
  test('when it ends at midnight', () => {
    expect(spans({ time: '22:00', rrule: 'FREQ=DAILY;COUNT=2' })).toEqual([
      '2026-11-24T21:00Z 2026-11-24T23:00Z',
      '2026-11-25T21:00Z 2026-11-25T23:00Z',
    ])
  })
  test('on the 31st, only in months that have one', () => {
    const dates = plan([], { start: '2026-12-31', rrule: 'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3' })
    expect(dates.map(({ date }) => date)).toEqual(['2026-12-31', '2027-01-31', '2027-03-31'])
  })
  test('through week 53 and into week 1', () => {
    const dates = plan([], { start: '2026-12-22', rrule: 'FREQ=WEEKLY;COUNT=4' }).map(({ date }) => date)
    const weeks = dates.map((date) => Temporal.PlainDate.from(date).weekOfYear)
    expect(dates).toEqual(['2026-12-22', '2026-12-29', '2027-01-05', '2027-01-12'])
    expect(weeks).toEqual([52, 53, 1, 2])
  })
})
