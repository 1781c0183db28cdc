import { describe, expect, test } from 'vitest'
import { instantAt, inZone } from '#kernel'
import { keyWindow, type Span } from './window.ts'

const at = (text: string) => {
  const [date, time] = text.split(' ') as [string, string]
  return instantAt(Temporal.PlainDate.from(date), Temporal.PlainTime.from(time))
}
const span = (from: string, to: string): Span => ({ from: at(from), to: at(to) })
const said = (window: ReturnType<typeof keyWindow>) =>
  window && [
    inZone(window.from).toPlainDateTime().toString().slice(5, 16),
    inZone(window.to).toPlainDateTime().toString().slice(5, 16),
    window.cutBy.join(),
  ]
const night = { from: Temporal.PlainTime.from('23:00'), to: Temporal.PlainTime.from('06:00') }
const evening = span('2026-11-24 18:00', '2026-11-24 20:00')

describe('when a key works', () => {
  const cases: [string, Span, Span[], typeof night | null, string[] | undefined][] = [
    ['a quarter before and after', evening, [], night, ['11-24T17:45', '11-24T20:15', '']],
    [
      'not while the group before is there',
      evening,
      [span('2026-11-24 16:00', '2026-11-24 17:50')],
      null,
      ['11-24T17:50', '11-24T20:15', 'before'],
    ],
    [
      'not once the next group has the room',
      evening,
      [span('2026-11-24 20:00', '2026-11-24 21:00')],
      null,
      ['11-24T17:45', '11-24T20:00', 'after'],
    ],
    [
      'neighbours half an hour away cut nothing',
      evening,
      [span('2026-11-24 20:30', '2026-11-24 21:00')],
      null,
      ['11-24T17:45', '11-24T20:15', ''],
    ],
    [
      'it ends when the alarm goes on',
      span('2026-11-24 21:00', '2026-11-24 23:00'),
      [],
      night,
      ['11-24T20:45', '11-24T23:00', 'alarm'],
    ],
    [
      'it begins when the alarm goes off',
      span('2026-11-24 05:00', '2026-11-24 08:00'),
      [],
      night,
      ['11-24T06:00', '11-24T08:15', 'alarm'],
    ],
    [
      'of a whole night the longer end',
      span('2026-11-24 20:00', '2026-11-25 07:00'),
      [],
      night,
      ['11-24T19:45', '11-24T23:00', 'alarm'],
    ],
    [
      'nothing in the middle of the night',
      span('2026-11-24 23:30', '2026-11-25 02:00'),
      [],
      night,
      undefined,
    ],
    [
      'an alarm by day',
      evening,
      [],
      { from: Temporal.PlainTime.from('19:00'), to: Temporal.PlainTime.from('22:00') },
      ['11-24T17:45', '11-24T19:00', 'alarm'],
    ],
    [
      'the night the clocks go back',
      span('2026-10-25 02:30', '2026-10-25 04:00'),
      [],
      null,
      ['10-25T02:15', '10-25T04:15', ''],
    ],
  ]
  test.each(cases)('%s', (_name, about, neighbours, alarm, expected) => {
    expect(said(keyWindow(about, neighbours, alarm))).toEqual(expected)
  })
})
