import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchDates } from './match-dates.ts'
import { fieldsFrom, type RepeatFields, rruleFrom } from './repeat-fields.ts'
import { readRrule, weekdayCodes, writeRrule } from './rrule-text.ts'
import { type Rule, ruleShape } from './rule.ts'
import { ruleSentence } from './sentence.ts'
import { datesOf, isEndless, mostDates, noFreeDays, slotOn, slotsOf } from './slots.ts'
import { joinRule, splitRule } from './split-rule.ts'

const zone = 'Europe/Oslo'
const today = Temporal.PlainDate.from('2026-11-22')
const rule = (part: Partial<Rule>): Rule =>
  ruleShape.parse({ start: '2026-11-24', time: '18:00', minutes: 120, rrule: null, ...part })
const dates = (part: Partial<Rule>, free = noFreeDays) => datesOf(rule(part), free, today, zone)
const clock = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5)

describe('a rule has the dates a person would write in a calendar', () => {
  const table: [string, Partial<Rule>, string[]][] = [
    ['once', {}, ['2026-11-24']],
    ['weekly, three times', { rrule: 'FREQ=WEEKLY;COUNT=3' }, ['2026-11-24', '2026-12-01', '2026-12-08']],
    [
      'every other week',
      { rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=3' },
      ['2026-11-24', '2026-12-08', '2026-12-22'],
    ],
    [
      'two weekdays',
      { rrule: 'FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4' },
      ['2026-11-24', '2026-11-26', '2026-12-01', '2026-12-03'],
    ],
    [
      'the last day counts',
      { rrule: 'FREQ=WEEKLY;UNTIL=20261208' },
      ['2026-11-24', '2026-12-01', '2026-12-08'],
    ],
    [
      'second Wednesday',
      { start: '2026-12-01', rrule: 'FREQ=MONTHLY;BYDAY=2WE;COUNT=3' },
      ['2026-12-09', '2027-01-13', '2027-02-10'],
    ],
    ['last Thursday', { rrule: 'FREQ=MONTHLY;BYDAY=-1TH;COUNT=2' }, ['2026-11-26', '2026-12-31']],
    [
      'the 31st, in months that have one',
      { start: '2026-12-31', rrule: 'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3' },
      ['2026-12-31', '2027-01-31', '2027-03-31'],
    ],
    [
      'the first day that fits when the start does not',
      { rrule: 'FREQ=WEEKLY;BYDAY=FR;COUNT=2' },
      ['2026-11-27', '2026-12-04'],
    ],
    [
      'an extra date',
      { rrule: 'FREQ=WEEKLY;COUNT=2', extraDates: ['2026-11-28'] },
      ['2026-11-24', '2026-11-28', '2026-12-01'],
    ],
    [
      'a cancelled date is replaced when meetings are counted',
      { rrule: 'FREQ=WEEKLY;COUNT=2', cancelledDates: ['2026-12-01'] },
      ['2026-11-24', '2026-12-08'],
    ],
    ['over New Year', { start: '2026-12-28', rrule: 'FREQ=WEEKLY;COUNT=2' }, ['2026-12-28', '2027-01-04']],
  ]
  test.each(table)('%s', (_, part, expected) => expect(dates(part)).toEqual(expected))

  test('public holidays and school holidays are skipped when asked, and an extra date wins over them', () => {
    const free = {
      isPublicHoliday: (d: Temporal.PlainDate) => d.toString() === '2026-12-25',
      isSchoolHoliday: (d: Temporal.PlainDate) =>
        d.toString() >= '2026-12-21' && d.toString() <= '2027-01-01',
    }
    const friday = { start: '2026-12-11', rrule: 'FREQ=WEEKLY;UNTIL=20270108' }
    expect(dates({ ...friday, skipPublicHolidays: true }, free)).toEqual([
      '2026-12-11',
      '2026-12-18',
      '2027-01-01',
      '2027-01-08',
    ])
    expect(dates({ ...friday, skipSchoolHolidays: true, extraDates: ['2026-12-22'] }, free)).toEqual([
      '2026-12-11',
      '2026-12-18',
      '2026-12-22',
      '2027-01-08',
    ])
  })

  test('an endless rule is written a year ahead, also when it began years ago', () => {
    const endless = dates({ start: '2015-01-06', rrule: 'FREQ=WEEKLY' }) as string[]
    expect(endless.at(0)).toBe('2026-10-27')
    expect(endless.at(-1)).toBe('2027-11-16')
    expect(isEndless(rule({ rrule: 'FREQ=WEEKLY' }))).toBe(true)
    expect(isEndless(rule({ rrule: 'FREQ=WEEKLY;COUNT=2' }))).toBe(false)
  })
})

describe('a rule that cannot be is refused with the reason', () => {
  const table: [string, Partial<Rule>, string][] = [
    ['nonsense', { rrule: 'every tuesday' }, 'recurrence.rule-broken'],
    ['empty', { rrule: '' }, 'recurrence.rule-broken'],
    ['no frequency', { rrule: 'COUNT=3' }, 'recurrence.rule-broken'],
    ['twice the same part', { rrule: 'FREQ=WEEKLY;COUNT=3;COUNT=4' }, 'recurrence.rule-broken'],
    ['a weekday that is none', { rrule: 'FREQ=WEEKLY;BYDAY=XX' }, 'recurrence.rule-broken'],
    ['29 February in a common year', { rrule: 'FREQ=WEEKLY;UNTIL=20270229' }, 'recurrence.rule-broken'],
    ['zero interval', { rrule: 'FREQ=WEEKLY;INTERVAL=0' }, 'recurrence.rule-broken'],
    ['count and until', { rrule: 'FREQ=WEEKLY;COUNT=3;UNTIL=20270101' }, 'recurrence.rule-broken'],
    ['a smuggled line', { rrule: 'FREQ=WEEKLY\nDTSTART:20200101' }, 'recurrence.rule-broken'],
    ['script', { rrule: '<script>alert(1)</script>' }, 'recurrence.rule-broken'],
    ['every second', { rrule: 'FREQ=SECONDLY' }, 'recurrence.rule-unsupported'],
    ['the 100th day', { rrule: 'FREQ=YEARLY;BYYEARDAY=100' }, 'recurrence.rule-unsupported'],
    ['ends before it starts', { rrule: 'FREQ=WEEKLY;UNTIL=20261101' }, 'recurrence.rule-no-dates'],
    [
      'never happens',
      { start: '2026-11-23', rrule: 'FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20261130' },
      'recurrence.rule-no-dates',
    ],
    ['every day for two years', { rrule: 'FREQ=DAILY;UNTIL=20281101' }, 'recurrence.rule-too-many'],
    ['500 times', { rrule: 'FREQ=DAILY;COUNT=500' }, 'recurrence.rule-too-many'],
    ['in five years', { start: '2031-11-24' }, 'recurrence.rule-too-far'],
    ['until five years from now', { rrule: 'FREQ=WEEKLY;UNTIL=20311101' }, 'recurrence.rule-too-far'],
    ['more weeks than two years have', { rrule: 'FREQ=WEEKLY;COUNT=200' }, 'recurrence.rule-too-far'],
  ]
  test.each(table)('%s', (_, part, expected) => expect(dates(part)).toBe(expected))

  test('29 February 2027 is no date', () =>
    expect(ruleShape.safeParse({ ...rule({}), start: '2027-02-29' }).success).toBe(false))
  test('29 February 2028 is one', () =>
    expect(ruleShape.safeParse({ ...rule({}), start: '2028-02-29' }).success).toBe(true))
})

describe('the clock on the wall stays put', () => {
  test.each([
    ['spring', '2027-03-23', ['2027-03-23T17:00:00Z', '2027-03-30T16:00:00Z']],
    ['autumn', '2026-10-20', ['2026-10-20T16:00:00Z', '2026-10-27T17:00:00Z']],
  ])('%s', (_, start, instants) => {
    const slots = slotsOf(rule({ start, rrule: 'FREQ=WEEKLY;COUNT=2' }), noFreeDays, today, zone)
    expect(Array.isArray(slots) && slots.map((s) => s.startsAt.toString())).toEqual(instants)
  })
  test('02:30 on the spring night becomes 03:30, and two hours stay two hours', () => {
    const slot = slotOn('2027-03-28', '02:30', 120, zone)
    expect([clock(slot.startsAt), clock(slot.endsAt)]).toEqual(['03:30', '05:30'])
  })
  test('02:30 on the autumn night is the first of the two', () => {
    expect(slotOn('2026-10-25', '02:30', 60, zone).startsAt.toString()).toBe('2026-10-25T00:30:00Z')
  })
  test('a night that loses an hour ends an hour later on the wall', () => {
    const slot = slotOn('2027-03-27', '23:00', 360, zone)
    expect(clock(slot.endsAt)).toBe('06:00')
  })
})

const someDay = fc.integer({ min: -300, max: 300 }).map((days) => today.add({ days }).toString())
const someTime = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map((minutes) => Temporal.PlainTime.from('00:00').add({ minutes }).toString().slice(0, 5))
const someFields: fc.Arbitrary<RepeatFields> = fc.record({
  repeat: fc.constantFrom('weekly', 'every-other-week', 'monthly-weekday', 'monthly-date', 'daily'),
  weekdays: fc.subarray([...weekdayCodes]),
  ends: fc.constant('count' as const),
  count: fc.integer({ min: 1, max: 12 }),
})

describe('whatever a host types', () => {
  test('dates are in order, once each, from the start on, and as many as wished', () => {
    fc.assert(
      fc.property(someDay, someFields, (start, fields) => {
        const rrule = rruleFrom(fields, Temporal.PlainDate.from(start))
        const found = dates({ start, rrule }) as string[] | string
        if (typeof found === 'string') return found === 'recurrence.rule-too-far'
        expect(found).toEqual([...new Set(found)].sort())
        expect((found[0] as string) >= start).toBe(true)
        expect(found).toHaveLength(fields.count as number)
        return true
      }),
      { numRuns: 60 },
    )
  })
  test('every date starts at the hour on the wall, except the hour that the spring night skips', () => {
    fc.assert(
      fc.property(someDay, someTime, fc.integer({ min: 5, max: 600 }), (date, time, minutes) => {
        const slot = slotOn(date, time, minutes, zone)
        const skipped = date === '2026-03-29' || date === '2027-03-28' ? time.startsWith('02') : false
        expect(clock(slot.startsAt)).toBe(skipped ? time.replace(/^02/, '03') : time)
        expect(slot.startsAt.until(slot.endsAt).total('minutes')).toBe(minutes)
      }),
    )
  })
  test('the form shows a rule again as it was chosen', () => {
    fc.assert(
      fc.property(someDay, someFields, (start, fields) => {
        const first = Temporal.PlainDate.from(start)
        const rrule = rruleFrom(fields, first)
        expect(rruleFrom(fieldsFrom(rrule, first), first)).toBe(rrule)
        const repeat = readRrule(rrule as string)
        expect(typeof repeat === 'string' ? repeat : writeRrule(repeat)).toBe(rrule)
      }),
    )
  })
  test('no text breaks the reader', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        dates({ rrule: text })
      }),
    )
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'FREQ=WEEKLY',
            'FREQ=DAILY',
            'COUNT=9',
            'BYDAY=-1MO',
            'INTERVAL=3',
            'UNTIL=20270101T000000Z',
            'BYMONTHDAY=-31',
            ';',
            '=',
          ),
        ),
        (parts) => {
          const found = dates({ rrule: parts.join(';') })
          expect(typeof found === 'string' || found.length <= mostDates).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('an edited rule keeps the dates people signed up for', () => {
  test('Tuesday moves to Wednesday of the same week', () => {
    const { kept, added, gone } = matchDates(
      ['2026-11-24', '2026-12-01'],
      ['2026-11-25', '2026-12-02', '2026-12-09'],
    )
    expect([...kept]).toEqual([
      ['2026-11-24', '2026-11-25'],
      ['2026-12-01', '2026-12-02'],
    ])
    expect([added, gone]).toEqual([['2026-12-09'], []])
  })
  test('a day that stays is never given to another', () => {
    const { kept } = matchDates(['2026-11-23', '2026-11-24'], ['2026-11-24'])
    expect([...kept]).toEqual([['2026-11-24', '2026-11-24']])
  })
  test('nobody is lost and nobody is doubled', () => {
    const days = fc.uniqueArray(someDay, { maxLength: 30 })
    fc.assert(
      fc.property(days, days, (before, after) => {
        const { kept, added, gone } = matchDates(before, after)
        expect([...kept.keys(), ...gone].sort()).toEqual([...before].sort())
        expect([...kept.values(), ...added].sort()).toEqual([...after].sort())
      }),
    )
  })
})

describe('a rule cut in two', () => {
  const whole = (part: Partial<Rule>) => {
    const all = rule(part)
    return { all, days: datesOf(all, noFreeDays, today, zone) as string[] }
  }
  const table: [string, Partial<Rule>, number][] = [
    ['weekly, counted', { rrule: 'FREQ=WEEKLY;COUNT=6' }, 2],
    ['every other week', { rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=6' }, 3],
    [
      'at an extra date in the week between',
      { rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=5', extraDates: ['2026-12-05'] },
      1,
    ],
    ['with an extra date before', { rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=5', extraDates: ['2026-11-28'] }, 3],
    ['with a date left out', { rrule: 'FREQ=WEEKLY;UNTIL=20270101', cancelledDates: ['2026-12-15'] }, 2],
    ['monthly', { rrule: 'FREQ=MONTHLY;BYDAY=-1TU;COUNT=5' }, 2],
    ['the same day each month', { rrule: 'FREQ=MONTHLY;COUNT=5' }, 2],
  ]
  test.each(table)(
    '%s: both halves together are the whole, and joined it is the same again',
    (_, part, at) => {
      const { all, days } = whole(part)
      const from = days[at] as string
      const { before, after } = splitRule(all, from, days)
      const halves = [before, after].map((half) => datesOf(half, noFreeDays, today, zone) as string[])
      expect(halves).toEqual([days.slice(0, at), days.slice(at)])
      const joined = joinRule(all, after, from, days)
      expect(datesOf(joined, noFreeDays, today, zone)).toEqual(days)
    },
  )
  test('moved a day later from a date on, and then said about all', () => {
    const { all, days } = whole({ rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=4' })
    const { after } = splitRule(all, days[2] as string, days)
    const edited = { ...after, start: '2026-12-09', rrule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=2' }
    expect(datesOf(joinRule(all, edited, days[2] as string, days), noFreeDays, today, zone)).toEqual([
      '2026-11-25',
      '2026-12-02',
      '2026-12-09',
      '2026-12-16',
    ])
  })
})

describe('the rule is said in a sentence', () => {
  const table: [Partial<Rule>, string, string, string][] = [
    [
      { rrule: 'FREQ=WEEKLY;UNTIL=20270615' },
      'hver tirsdag kl. 18.00 til 15. juni 2027',
      'kvar tysdag kl. 18.00 til 15. juni 2027',
      'every Tuesday at 18:00 until 15 June 2027',
    ],
    [
      { rrule: 'FREQ=WEEKLY;UNTIL=20261215' },
      'hver tirsdag kl. 18.00 til 15. desember',
      'kvar tysdag kl. 18.00 til 15. desember',
      'every Tuesday at 18:00 until 15 December',
    ],
    [
      { rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=10' },
      'annenhver tirsdag kl. 18.00, 10 ganger',
      'annankvar tysdag kl. 18.00, 10 gonger',
      'every other Tuesday at 18:00, 10 times',
    ],
    [
      { rrule: 'FREQ=WEEKLY;BYDAY=TU,TH', skipSchoolHolidays: true },
      'hver tirsdag og torsdag kl. 18.00, ikke i skoleferier',
      'kvar tysdag og torsdag kl. 18.00, ikkje i skuleferiar',
      'every Tuesday and Thursday at 18:00, not in school holidays',
    ],
    [
      { rrule: 'FREQ=MONTHLY;BYDAY=1TU' },
      'første tirsdag i måneden kl. 18.00',
      'første tysdag i månaden kl. 18.00',
      'the first Tuesday of the month at 18:00',
    ],
    [
      { rrule: 'FREQ=MONTHLY;BYDAY=-1TH', skipPublicHolidays: true },
      'siste torsdag i måneden kl. 18.00, ikke på helligdager',
      'siste torsdag i månaden kl. 18.00, ikkje på heilagdagar',
      'the last Thursday of the month at 18:00, not on public holidays',
    ],
    [
      { rrule: 'FREQ=MONTHLY;BYMONTHDAY=24' },
      'den 24. i måneden kl. 18.00',
      'den 24. i månaden kl. 18.00',
      'day 24 of the month at 18:00',
    ],
    [{ rrule: 'FREQ=DAILY' }, 'hver dag kl. 18.00', 'kvar dag kl. 18.00', 'every day at 18:00'],
    [{ start: '2026-11-22' }, 'i dag kl. 18.00', 'i dag kl. 18.00', 'today at 18:00'],
  ]
  test.each(table)('%j', (part, nb, nn, en) => {
    expect([
      ruleSentence(rule(part), 'nb', today),
      ruleSentence(rule(part), 'nn', today),
      ruleSentence(rule(part), 'en', today),
    ]).toEqual([nb, nn, en])
  })
})
