import { describe, expect, it } from 'vitest'
import { say, sayPhone } from './say.ts'
import { instantAt } from './time.ts'

const date = (text: string) => Temporal.PlainDate.from(text)
const at = (day: string, time: string) => instantAt(date(day), Temporal.PlainTime.from(time))
const today = date('2026-11-22')

describe('times are said as people say them', () => {
  it.each([
    ['nb', 'i dag kl. 18.00–20.00'],
    ['nn', 'i dag kl. 18.00–20.00'],
    ['en', 'today at 18:00–20:00'],
  ] as const)('in %s: %s', (lang, words) => {
    expect(say[lang].range(at('2026-11-22', '18:00'), at('2026-11-22', '20:00'), today)).toBe(words)
  })
  it('names the day, and the year only when it is another one', () => {
    expect(say.nb.day(date('2026-11-23'), today)).toBe('i morgen')
    expect(say.nn.day(date('2026-11-23'), today)).toBe('i morgon')
    expect(say.nb.day(date('2026-11-24'), today)).toBe('tirsdag 24. november')
    expect(say.nb.day(date('2027-01-05'), today)).toBe('tirsdag 5. januar 2027')
  })
  it('names both days of what crosses midnight', () => {
    expect(say.nb.range(at('2026-11-24', '22:00'), at('2026-11-25', '01:00'), today)).toBe(
      'tirsdag 24. november kl. 22.00 – onsdag 25. november kl. 01.00',
    )
  })
  it('keeps the wall clock over both clock changes', () => {
    for (const day of ['2026-10-24', '2026-10-25', '2026-10-26', '2027-03-27', '2027-03-28', '2027-03-29'])
      expect(say.nb.time(at(day, '18:00'))).toBe('18.00')
  })
  it('says ISO weeks', () => {
    expect(say.nb.week(date('2027-01-01'))).toBe('uke 53')
    expect(say.nn.week(date('2026-11-22'))).toBe('veke 47')
  })
  it.each([
    [30, '30 minutter'],
    [60, '1 time'],
    [90, '1 time og 30 minutter'],
    [121, '2 timer og 1 minutt'],
  ])('says %i minutes as %s', (minutes, words) => expect(say.nb.duration(minutes)).toBe(words))
})

describe('the nights when the clocks change', () => {
  it('moves a time that does not exist an hour on, and takes the first of a time that comes twice', () => {
    expect(String(at('2027-03-28', '02:30'))).toBe('2027-03-28T01:30:00Z')
    expect(say.nb.time(at('2027-03-28', '02:30'))).toBe('03.30')
    expect(String(at('2026-10-25', '02:30'))).toBe('2026-10-25T00:30:00Z')
  })
})

it.each([
  ['91588121', '915 88 121'],
  ['66700000', '66 70 00 00'],
  ['66 70 00 00', '66 70 00 00'],
  ['+46 8 123', '+46 8 123'],
])('groups %s as %s', (given, said) => expect(sayPhone(given)).toBe(said))
