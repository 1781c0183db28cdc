import { describe, expect, test } from 'vitest'
import type { HubFacts } from '#hubs'
import { figuresOf, type Use, type User, withoutFew } from './figures.ts'

const facts: HubFacts = {
  hubId: 'prove',
  serviceIds: [],
  rows: [
    {
      id: 1,
      serviceId: null,
      kind: 'staffed',
      osm: 'Mo-Fr 10:00-16:00',
      validFrom: null,
      validTo: null,
      closedOnHolidays: true,
      example: false,
      note: null,
    },
  ],
  status: [{ status: 'open', from: null, to: null }],
  closures: [],
  schoolHolidays: [],
}
const period = { from: Temporal.PlainDate.from('2026-11-23'), to: Temporal.PlainDate.from('2026-11-29') }
const room = { id: 'sal', name: { nb: 'Salen' } }
const use = (user: User, day: number, from: string, to: string): Use => ({
  roomId: 'sal',
  user,
  startsAt: Temporal.Instant.from(`2026-11-${day}T${from}+01:00`),
  endsAt: Temporal.Instant.from(`2026-11-${day}T${to}+01:00`),
})
const many = (user: User, n: number) =>
  Array.from({ length: n }, (_, i) => use(user, 23 + (i % 5), '15:00', '17:00'))

describe('how much rooms are used', () => {
  test('hours are counted against the hours the hub is open, and evening hours are told apart', () => {
    const { open, rooms } = figuresOf([room], many('activity', 5), facts, period)
    expect(open).toBe(30)
    expect(rooms[0]).toMatchObject({ used: 10, usedOpen: 5, by: { activity: 10, resident: 0 } })
  })

  test('a booking that goes on past the period counts only inside it', () => {
    const late = Array.from({ length: 5 }, () => ({
      ...use('activity', 29, '22:00', '23:00'),
      endsAt: Temporal.Instant.from('2026-11-30T04:00+01:00'),
    }))
    expect(figuresOf([room], late, facts, period).rooms[0]?.used).toBe(10)
  })

  test('four bookings are too few to show, in the sum too', () => {
    const { rooms } = figuresOf([room], many('resident', 4), facts, period)
    expect(rooms[0]).toMatchObject({ used: null, usedOpen: null, by: { resident: null, activity: 0 } })
  })

  test('a hidden number cannot be worked out from the sum: another one is hidden with it', () => {
    const by = withoutFew({
      resident: { hours: 3, bookings: 2 },
      association: { hours: 40, bookings: 20 },
      activity: { hours: 12, bookings: 6 },
    })
    expect(by).toEqual({ resident: null, association: 40, activity: null })
  })

  test('a hub whose hours nobody knows has no open hours, not zero', () => {
    expect(figuresOf([room], [], { ...facts, rows: [] }, period).open).toBe(null)
  })
})
