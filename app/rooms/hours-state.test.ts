import { describe, expect, test } from 'vitest'
import type { Closure, HoursRow, HubFacts } from '#hubs'
import { instantAt } from '#kernel'
import { hoursStateOf, hoursStatesIn } from './hours-state.ts'
import type { HoursState } from './rule-set.ts'

const wall = (text: string) => {
  const at = Temporal.PlainDateTime.from(text)
  return instantAt(at.toPlainDate(), at.toPlainTime())
}
const row = (kind: HoursRow['kind'], osm: string, closedOnHolidays: boolean): HoursRow => ({
  id: kind === 'staffed' ? 1 : 2,
  serviceId: null,
  kind,
  osm,
  validFrom: null,
  validTo: null,
  closedOnHolidays,
  example: false,
  note: null,
})
const closure = (from: string, until: string, more: Partial<Closure> = {}): Closure => ({
  id: 1,
  hubId: 'prove',
  serviceId: null,
  effect: 'closed',
  from: wall(from).toString(),
  until: wall(until).toString(),
  mayBeExtended: false,
  reason: {},
  exceptions: [],
  ...more,
})
/** Staffed 9 to 15 on working days, staffless until 21 and on Saturdays. */
const hub = (closures: Closure[] = []): HubFacts => ({
  hubId: 'prove',
  serviceIds: [],
  rows: [
    row('staffed', 'Mo-Fr 09:00-15:00', true),
    row('staffless', 'Mo-Fr 15:00-21:00; Sa 10:00-16:00', false),
  ],
  status: [{ status: 'open', from: null, to: null }],
  closures,
  schoolHolidays: [],
})

describe('where a time lies against the hub’s hours', () => {
  // 24 November 2026 is a Tuesday.
  test.each<[string, string, string, HoursState]>([
    ['within staffed hours', '2026-11-24T10:00', '2026-11-24T12:00', 'staffed'],
    ['to the minute of staffed hours', '2026-11-24T09:00', '2026-11-24T15:00', 'staffed'],
    ['running on into staffless hours', '2026-11-24T14:00', '2026-11-24T16:00', 'staffless'],
    ['within staffless hours', '2026-11-24T18:00', '2026-11-24T21:00', 'staffless'],
    ['running on after the last hours', '2026-11-24T20:00', '2026-11-24T21:30', 'evening'],
    ['before the first hours', '2026-11-24T08:00', '2026-11-24T10:00', 'evening'],
    ['until ten at night', '2026-11-24T21:00', '2026-11-24T22:00', 'evening'],
    ['after ten at night', '2026-11-24T21:00', '2026-11-24T22:30', 'night'],
    ['until midnight', '2026-11-24T22:00', '2026-11-25T00:00', 'night'],
    ['over midnight', '2026-11-24T21:30', '2026-11-25T01:00', 'night'],
    ['before seven', '2026-11-24T06:30', '2026-11-24T08:00', 'night'],
    ['from seven', '2026-11-24T07:00', '2026-11-24T08:00', 'evening'],
    ['a Saturday within staffless hours', '2026-11-28T11:00', '2026-11-28T13:00', 'staffless'],
    ['a Saturday outside them', '2026-11-28T17:00', '2026-11-28T19:00', 'weekend'],
    ['a Sunday', '2026-11-29T12:00', '2026-11-29T14:00', 'weekend'],
    ['a Sunday night', '2026-11-29T22:00', '2026-11-29T23:00', 'night'],
    ['a public holiday on a working day', '2027-05-17T10:00', '2027-05-17T12:00', 'weekend'],
    ['the night that loses an hour', '2027-03-28T01:00', '2027-03-28T04:00', 'night'],
    ['the night that has one twice', '2026-10-25T02:00', '2026-10-25T04:00', 'night'],
  ])('%s', (_, from, to, state) => {
    expect(hoursStateOf(hub(), { from: wall(from), to: wall(to) })).toBe(state)
  })

  const day = (from: string, to: string) => ({
    from: wall(`2026-11-24T${from}`),
    to: wall(`2026-11-24T${to}`),
  })
  test('a closure that touches it closes it, also outside hours; the minute after it does not', () => {
    const closed = hub([closure('2026-11-24T10:00', '2026-11-24T12:00')])
    expect(hoursStateOf(closed, day('11:30', '13:00'))).toBe('closed')
    expect(hoursStateOf(closed, day('09:00', '10:00'))).toBe('staffed')
    expect(hoursStateOf(closed, day('12:00', '13:00'))).toBe('staffed')
    const evening = hub([closure('2026-11-24T21:00', '2026-11-24T23:00')])
    expect(hoursStateOf(evening, day('21:00', '22:00'))).toBe('closed')
  })

  test('a closure of a service, a notice and somebody else’s closure close nothing', () => {
    const from = '2026-11-24T08:00'
    const until = '2026-11-24T20:00'
    for (const more of [{ serviceId: 'cafe' }, { effect: 'limited' as const }, { hubId: 'annet' }])
      expect(hoursStateOf(hub([closure(from, until, more)]), day('10:00', '11:00'))).toBe('staffed')
    expect(hoursStateOf(hub([closure(from, until, { hubId: null })]), day('10:00', '11:00'))).toBe('closed')
  })

  test('hours of its own in a closure are hours, and around them it is closed', () => {
    const exception = {
      id: 1,
      hubId: 'prove',
      serviceId: null,
      hours: 'own' as const,
      osm: 'Mo-Su 10:00-12:00',
      note: null,
    }
    const kept = hub([closure('2026-11-24T00:00', '2026-11-25T00:00', { exceptions: [exception] })])
    expect(hoursStateOf(kept, day('10:00', '12:00'))).toBe('staffed')
    expect(hoursStateOf(kept, day('11:00', '13:00'))).toBe('closed')
    const usual = { ...exception, hours: 'as-usual' as const, osm: null }
    const open = hub([closure('2026-11-24T00:00', '2026-11-25T00:00', { exceptions: [usual] })])
    expect(hoursStateOf(open, day('11:00', '13:00'))).toBe('staffed')
  })

  test('a hub that is planned or has closed for good is closed', () => {
    const planned = { ...hub(), status: [{ status: 'planned' as const, from: null, to: null }] }
    expect(hoursStateOf(planned, day('10:00', '11:00'))).toBe('closed')
  })
})

test('many short times are answered as each is alone, over closures, holidays and the night the clocks change', () => {
  const days = [
    ['2026-10-23T00:00', '2026-10-27T00:00'],
    ['2026-11-24T03:10', '2026-11-27T01:00'],
    ['2026-12-23T00:00', '2026-12-28T00:00'],
  ] as const
  const own = {
    id: 1,
    hubId: 'prove',
    serviceId: null,
    hours: 'own' as const,
    osm: 'Mo-Su 10:00-12:00',
    note: null,
  }
  const shut = [
    closure('2026-11-25T12:20', '2026-11-25T17:45'),
    closure('2026-10-24T09:00', '2026-10-26T11:00'),
  ]
  for (const facts of [hub(), hub(shut), hub(shut.map((one) => ({ ...one, exceptions: [own] })))])
    for (const [from, to] of days) {
      const span = { from: wall(from), to: wall(to) }
      const stateAt = hoursStatesIn(facts, span)
      for (let at = span.from; Temporal.Instant.compare(at, span.to) < 0; at = at.add({ minutes: 10 })) {
        const time = { from: at, to: at.add({ minutes: 30 }) }
        expect([`${at}`, stateAt(time)]).toEqual([`${at}`, hoursStateOf(facts, time)])
      }
    }
})
