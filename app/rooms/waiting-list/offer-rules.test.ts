import { expect, test } from 'vitest'
import { offerUntil } from './offer-rules.ts'

const now = Temporal.Instant.from('2026-11-22T12:00:00Z')
const table: [string, string, string | undefined][] = [
  ['next week: a day to answer', '2026-11-29T12:00:00Z', '2026-11-23T12:00:00Z'],
  ['in 26 hours: a day, which is two hours before', '2026-11-23T14:00:00Z', '2026-11-23T12:00:00Z'],
  ['tomorrow: until two hours before', '2026-11-23T10:00:00Z', '2026-11-23T08:00:00Z'],
  ['in three hours: one hour', '2026-11-22T15:00:00Z', '2026-11-22T13:00:00Z'],
  ['in two hours: never less than half an hour', '2026-11-22T14:00:00Z', '2026-11-22T12:30:00Z'],
  ['in half an hour: until it starts', '2026-11-22T12:30:00Z', '2026-11-22T12:30:00Z'],
  ['in 29 minutes: nobody is asked', '2026-11-22T12:29:00Z', undefined],
  ['when it has started: nobody is asked', '2026-11-22T11:00:00Z', undefined],
]
test.each(table)('an offer of a time %s', (_, startsAt, expected) => {
  expect(offerUntil(now, Temporal.Instant.from(startsAt))?.toString()).toBe(expected)
})

test('a day is 24 hours also over the night the clock changes', () => {
  const before = Temporal.Instant.from('2027-03-27T12:00:00Z')
  expect(offerUntil(before, before.add({ hours: 72 }))?.toString()).toBe('2027-03-28T12:00:00Z')
})
