import { describe, expect, test } from 'vitest'
import { instantAt } from '#kernel'
import { answerBy, appealUntil, endOfDay } from './promises.ts'

const wall = (text: string) => {
  const at = Temporal.PlainDateTime.from(text)
  return instantAt(at.toPlainDate(), at.toPlainTime())
}

const span = (from: string, to: string) => ({ from: wall(from), to: wall(to) })

describe('an answer within two working days', () => {
  test.each([
    ['on a Tuesday', '2026-11-24T09:00', '2026-11-26T16:00'],
    ['late on a Tuesday', '2026-11-24T23:59', '2026-11-26T16:00'],
    ['on a Thursday, over the weekend', '2026-11-26T09:00', '2026-11-30T16:00'],
    ['on a Saturday', '2026-11-28T12:00', '2026-12-01T16:00'],
    ['before Christmas', '2026-12-23T12:00', '2026-12-28T16:00'],
    ['before Easter', '2027-03-24T12:00', '2027-03-31T16:00'],
  ])('%s', (_, asked, answered) => {
    expect(answerBy(wall(asked), span('2027-06-01T10:00', '2027-06-01T12:00')).equals(wall(answered))).toBe(
      true,
    )
  })
})

test('what begins before that is answered before it begins', () => {
  const soon = span('2026-11-25T18:00', '2026-11-25T20:00')
  expect(answerBy(wall('2026-11-24T09:00'), soon).equals(soon.from)).toBe(true)
  expect(answerBy(wall('2026-11-25T18:10'), soon).equals(soon.to)).toBe(true)
})

test('an appeal may come until the end of the day three weeks later', () => {
  expect(appealUntil(wall('2026-11-24T09:00')).equals(wall('2026-12-16T00:00'))).toBe(true)
  expect(endOfDay(Temporal.PlainDate.from('2027-03-28')).equals(wall('2027-03-29T00:00'))).toBe(true)
})
