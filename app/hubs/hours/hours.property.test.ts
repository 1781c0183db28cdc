import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Closure, HoursRow, HubFacts } from './facts.ts'
import { hoursBetween } from './hours-between.ts'
import { openAt } from './open-at.ts'
import { type Week, weekdays, weekOf, weekText } from './week-text.ts'
import { whyNotHours } from './why-not-hours.ts'

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
const opening = fc
  .tuple(clock, clock)
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => ({ from, to }))
const week: fc.Arbitrary<Week> = fc.dictionary(fc.constantFrom(...weekdays), opening, { minKeys: 1 })
// Both clock changes of two years, Easter and Christmas are inside.
const date = fc
  .integer({ min: 0, max: 800 })
  .map((n) => Temporal.PlainDate.from('2026-02-01').add({ days: n }))

const row = (osm: string, id: number, more: Partial<HoursRow> = {}): HoursRow => ({
  id,
  serviceId: null,
  kind: 'staffed',
  osm,
  validFrom: null,
  validTo: null,
  closedOnHolidays: true,
  example: false,
  note: null,
  ...more,
})
const facts = (rows: HoursRow[], closures: Closure[] = []): HubFacts => ({
  hubId: 'h',
  serviceIds: [],
  rows,
  status: [{ status: 'open', from: null, to: null }],
  closures,
  schoolHolidays: [],
})
const anyFacts = fc
  .record({
    staffed: week,
    staffless: week,
    deviation: week,
    from: date,
    length: fc.integer({ min: 0, max: 40 }),
    closed: date,
    for: fc.integer({ min: 1, max: 200 }),
  })
  .map((w) => {
    const closure: Closure = {
      id: 1,
      hubId: null,
      serviceId: null,
      effect: 'closed',
      from: w.closed.toZonedDateTime('Europe/Oslo').toInstant().add({ hours: 11 }).toString(),
      until: w.closed
        .toZonedDateTime('Europe/Oslo')
        .toInstant()
        .add({ hours: 11 + w.for })
        .toString(),
      mayBeExtended: false,
      reason: {},
      exceptions: [],
    }
    return facts(
      [
        row(weekText(w.staffed), 1),
        row(weekText(w.staffless), 2, { kind: 'staffless', closedOnHolidays: false }),
        row(weekText(w.deviation), 3, {
          validFrom: w.from.toString(),
          validTo: w.from.add({ days: w.length }).toString(),
        }),
      ],
      [closure],
    )
  })

const compare = Temporal.Instant.compare

describe('whatever hours somebody writes', () => {
  test('a week that was filled in is read back as it was', () => {
    fc.assert(
      fc.property(week, (w) => {
        const text = weekText(w)
        expect(whyNotHours(text)).toBeUndefined()
        const overlapping = Object.values(w).some((open) => open && open.to <= open.from)
        if (!overlapping) expect(weekOf({ osm: text })).toEqual(w)
      }),
      { numRuns: 150 },
    )
  })

  test('openings of a date are in order, apart, not empty, and begin on that date in the municipality', () => {
    fc.assert(
      fc.property(anyFacts, date, (f, day) => {
        for (const { date: on, hub } of hoursBetween(f, day, day.add({ days: 6 }))) {
          hub.intervals.forEach((i, n) => {
            expect(compare(i.from, i.to)).toBe(-1)
            const next = hub.intervals[n + 1]
            if (next) expect(compare(i.to, next.from)).toBeLessThanOrEqual(0)
            expect(on.until(i.from.toZonedDateTimeISO('Europe/Oslo').toPlainDate()).days).toBeLessThanOrEqual(
              1,
            )
          })
        }
      }),
      { numRuns: 60 },
    )
  })

  test('"open now" agrees with the hours of the days around it', () => {
    fc.assert(
      fc.property(anyFacts, date, fc.integer({ min: 0, max: 1439 }), (f, day, minute) => {
        const at = day.toZonedDateTime('Europe/Oslo').toInstant().add({ minutes: minute })
        const now = openAt(f, at)
        const on = at.toZonedDateTimeISO('Europe/Oslo').toPlainDate()
        const covering = hoursBetween(f, on.subtract({ days: 1 }), on)
          .flatMap((d) => d.hub.intervals)
          .filter((i) => compare(i.from, at) <= 0 && compare(at, i.to) < 0)
        expect(now.state === 'closed').toBe(covering.length === 0)
        if (now.until) expect(compare(at, now.until)).toBe(-1)
        if (now.next) expect(compare(at, now.next.from)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 60 },
    )
  })

  test('nothing is open while everything is closed', () => {
    fc.assert(
      fc.property(anyFacts, (f) => {
        const closure = f.closures[0] as Closure
        const [from, until] = [
          Temporal.Instant.from(closure.from),
          Temporal.Instant.from(closure.until as string),
        ]
        const first = from.toZonedDateTimeISO('Europe/Oslo').toPlainDate()
        const open = hoursBetween(f, first.subtract({ days: 1 }), first.add({ days: 10 })).flatMap(
          (d) => d.hub.intervals,
        )
        expect(open.filter((i) => compare(i.from, until) < 0 && compare(from, i.to) < 0)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

test('the answers are the same in every clock zone a process may run in', () => {
  // The expected text is fixed: whichever zone this run has must give it.
  const f = facts([
    row('Mo-Su 01:30-02:30', 1, { closedOnHolidays: false }),
    row('Sa[4] 22:00-03:00', 2, { kind: 'staffless', closedOnHolidays: false }),
  ])
  const said = (from: string, to: string) =>
    hoursBetween(f, Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)).flatMap((d) =>
      d.hub.intervals.map((i) => `${i.from}/${i.to} ${i.state}`),
    )
  expect(said('2027-03-27', '2027-03-28')).toEqual([
    '2027-03-27T00:30:00Z/2027-03-27T01:30:00Z staffed',
    '2027-03-27T21:00:00Z/2027-03-28T01:00:00Z staffless',
    '2027-03-28T00:30:00Z/2027-03-28T01:30:00Z staffed',
  ])
  expect(said('2026-09-27', '2026-09-27')).toEqual(['2026-09-26T23:30:00Z/2026-09-27T00:30:00Z staffed'])
  expect(said('2027-04-04', '2027-04-04')).toEqual(['2027-04-03T23:30:00Z/2027-04-04T00:30:00Z staffed'])
})
