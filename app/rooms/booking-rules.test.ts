import { describe, expect, test } from 'vitest'
import { instantAt } from '#kernel'
import {
  type AboutBooking,
  cancelUntil,
  isLate,
  isSettable,
  moveUntil,
  priceOf,
  type RoomForRules,
  type RuleCode,
  ruleCodes,
  type WishForRules,
  wayOf,
  weeklyLimit,
  weekOf,
  whyNotBook,
} from './booking-rules.ts'
import { type HoursState, type RuleSet, usualRules } from './rule-set.ts'

const wall = (text: string) => {
  const at = Temporal.PlainDateTime.from(text)
  return instantAt(at.toPlainDate(), at.toPlainTime())
}
/** A Tuesday morning. */
const now = wall('2026-11-24T09:10')
const room = (rules: Partial<RuleSet> = {}, more: Partial<RoomForRules> = {}): RoomForRules => ({
  state: 'open',
  capacity: 20,
  terms: null,
  rules: { ...usualRules, ...rules },
  ...more,
})
const wish = (more: Partial<WishForRules> = {}): WishForRules => ({
  from: wall('2026-11-25T10:00'),
  to: wall('2026-11-25T12:00'),
  booker: 'resident',
  headCount: 5,
  ...more,
})
const why = (
  rules: Partial<RuleSet>,
  asked: Partial<WishForRules> = {},
  about: Partial<AboutBooking> = {},
  facts: Partial<RoomForRules> = {},
) => whyNotBook(room(rules, facts), wish(asked), { state: 'staffed', ...about }, now)

const terms = { id: 7, version: 2, title: {}, body: {} }
const span = (from: string, to: string) => ({ from: wall(from), to: wall(to) })

type Case = [
  what: string,
  code: RuleCode | undefined,
  rules: Partial<RuleSet>,
  asked?: Partial<WishForRules>,
  about?: Partial<AboutBooking>,
  facts?: Partial<RoomForRules>,
]
const cases: Case[] = [
  ['an ordinary wish is fine', undefined, {}],
  ['the end before the start', 'rooms.ends-before-start', {}, span('2026-11-25T12:00', '2026-11-25T10:00')],
  ['no time at all', 'rooms.ends-before-start', {}, span('2026-11-25T12:00', '2026-11-25T12:00')],
  ['yesterday', 'rooms.past', {}, span('2026-11-23T10:00', '2026-11-23T12:00')],
  ['the slot that is running', undefined, {}, span('2026-11-24T09:00', '2026-11-24T10:00')],
  ['the slot before it', 'rooms.past', {}, span('2026-11-24T08:30', '2026-11-24T10:00')],
  ['as many as the fire limit', undefined, {}, { headCount: 20 }],
  ['one more than the fire limit', 'rooms.over-capacity', {}, { headCount: 21 }],
  ['a room that is not open', 'rooms.not-open', {}, {}, {}, { state: 'closed' }],
  ['a room that is only drafted', 'rooms.not-open', {}, {}, {}, { state: 'draft' }],
  ['a closed hub', 'rooms.hub-closed', {}, {}, { state: 'closed' }],
  ['the night', 'rooms.not-then', {}, {}, { state: 'night' }],
  ['the evening, which a host answers', undefined, {}, {}, { state: 'evening' }],
  ['notice that is kept to the minute', undefined, { noticeMinutes: 60 * 24 + 50 }],
  ['notice that is a minute short', 'rooms.too-soon', { noticeMinutes: 60 * 24 + 51 }],
  [
    'notice that is longer at weekends',
    'rooms.too-soon',
    { overrides: { weekend: { noticeMinutes: 60 * 48 } } },
    {},
    { state: 'weekend' },
  ],
  [
    'notice of the weekend on a working day',
    undefined,
    { overrides: { weekend: { noticeMinutes: 60 * 48 } } },
  ],
  ['the last day of the booking window', undefined, { daysAhead: 1 }],
  ['the day after the booking window', 'rooms.too-far-ahead', { daysAhead: 0 }],
  ['a series has a window of its own', undefined, { daysAhead: 0, seriesDaysAhead: 1 }, { inSeries: true }],
  [
    'beyond the window of series',
    'rooms.too-far-ahead',
    { daysAhead: 30, seriesDaysAhead: 0 },
    { inSeries: true },
  ],
  ['a start off the grid', 'rooms.off-grid', {}, span('2026-11-25T10:10', '2026-11-25T12:00')],
  ['an end off the grid', 'rooms.off-grid', {}, span('2026-11-25T10:00', '2026-11-25T12:10')],
  ['an end at midnight is on the grid', undefined, {}, span('2026-11-25T22:00', '2026-11-26T00:00')],
  ['as short as may be', undefined, {}, span('2026-11-25T10:00', '2026-11-25T10:30')],
  ['too short', 'rooms.too-short', { shortestMinutes: 60 }, span('2026-11-25T10:00', '2026-11-25T10:30')],
  ['as long as may be', undefined, {}, span('2026-11-25T10:00', '2026-11-25T14:00')],
  ['too long', 'rooms.too-long', {}, span('2026-11-25T10:00', '2026-11-25T14:30')],
  [
    'longer in the evening',
    undefined,
    { overrides: { evening: { longestMinutes: 600 } } },
    span('2026-11-25T16:00', '2026-11-25T21:00'),
    { state: 'evening' },
  ],
  ['a business where businesses may not', 'rooms.not-for-them', {}, { booker: 'business' }],
  ['a business where they may', undefined, { who: ['business'] }, { booker: 'business' }],
  [
    'residents in the evening, which is for associations',
    'rooms.not-for-them',
    { overrides: { evening: { who: ['association'] } } },
    {},
    { state: 'evening' },
  ],
  ['as few as may be', undefined, { smallestGroup: 5 }],
  ['too few', 'rooms.too-few', { smallestGroup: 6 }],
  ['a private party', 'rooms.private-party', {}, { party: true, audience: 'closed' }],
  ['a party for everybody', undefined, {}, { party: true, audience: 'open' }],
  ['the party of an association', undefined, {}, { party: true, audience: 'closed', booker: 'association' }],
  ['a private party where they are welcome', undefined, { privateParties: true }, { party: true }],
  ['alcohol', 'rooms.alcohol', {}, { alcohol: true }],
  ['alcohol that a host answers for', undefined, { alcohol: 'approval' }, { alcohol: true }],
  ['sixteen, where eighteen answers for it', 'rooms.responsible-age', {}, { age: { from: 13, to: 17 } }],
  ['eighteen', undefined, {}, { age: { from: 18, to: 25 } }],
  ['an age that nobody has told', undefined, {}, { age: null }],
  ['sixteen, where sixteen may', undefined, { responsibleAge: 16 }, { age: { from: 13, to: 17 } }],
  ['the third booking of the week', undefined, {}, {}, { bookedThisWeek: { person: 2, association: 0 } }],
  [
    'the fourth booking of the week',
    'rooms.person-quota',
    {},
    {},
    { bookedThisWeek: { person: 3, association: 0 } },
  ],
  ['no limit', undefined, { perPersonAWeek: null }, {}, { bookedThisWeek: { person: 30, association: 0 } }],
  [
    'an association is not counted as its person',
    undefined,
    {},
    { booker: 'association' },
    { bookedThisWeek: { person: 3, association: 4 } },
  ],
  [
    'one more than an association may',
    'rooms.association-quota',
    {},
    { booker: 'association' },
    { bookedThisWeek: { person: 0, association: 5 } },
  ],
  ['terms nobody accepted', 'rooms.terms-missing', {}, { terms: { accepted: false } }, {}, { terms }],
  ['terms without saying which', 'rooms.terms-missing', {}, { terms: { accepted: true } }, {}, { terms }],
  ['older terms', 'rooms.terms-changed', {}, { terms: { accepted: true, id: 6 } }, {}, { terms }],
  ['the terms as they are', undefined, {}, { terms: { accepted: true, id: 7 } }, {}, { terms }],
  ['a search, which accepts nothing yet', undefined, {}, {}, {}, { terms }],
]

describe('why a room cannot be booked', () => {
  test.each(cases)('%s: %s', (_, code, rules, asked, about, facts) => {
    expect(why(rules, asked, about, facts)).toBe(code)
  })

  test('every rule has a case here that breaks it', () => {
    const broken = new Set(cases.map(([, code]) => code))
    expect(ruleCodes.filter((code) => !broken.has(code))).toEqual([])
  })

  test('a host is held to what nobody may set aside, and to nothing else', () => {
    for (const [, code, rules, asked, about, facts] of cases) {
      const stays = code !== undefined && !isSettable(code)
      expect(why(rules, asked, { ...about, byHost: true }, facts)).toBe(stays ? code : undefined)
    }
  })
})

describe('instant, with approval, or not', () => {
  test.each<[HoursState, boolean, 'no' | 'approval' | 'yes', string]>([
    ['staffed', false, 'approval', 'instant'],
    ['staffed', true, 'approval', 'approval'],
    ['staffed', true, 'yes', 'instant'],
    ['evening', true, 'yes', 'approval'],
    ['night', false, 'yes', 'no'],
  ])('%s, alcohol %s where the room says %s: %s', (state, alcohol, rule, way) => {
    expect(wayOf(room({ alcohol: rule }), { alcohol }, state)).toBe(way)
  })
})

describe('deadlines', () => {
  const rules = { ...usualRules, cancelMinutesBefore: 60 * 24, moveMinutesBefore: null }
  const booking = (startsAt: string, firstStartsAt: string, state: 'booked' | 'requested' = 'booked') => ({
    startsAt: wall(startsAt),
    firstStartsAt: wall(firstStartsAt),
    state,
  })
  test.each([
    ['stands where it was booked', '2026-11-25T10:00', '2026-11-25T10:00', '2026-11-24T10:00'],
    ['moved a week on', '2026-12-02T10:00', '2026-11-25T10:00', '2026-11-24T10:00'],
    ['moved forward, past the deadline', '2026-11-24T08:00', '2026-11-25T10:00', '2026-11-24T08:00'],
  ])('a booking that %s', (_, startsAt, first, until) => {
    expect(cancelUntil(rules, booking(startsAt, first))?.equals(wall(until))).toBe(true)
  })
  test('the moment itself is in time, the next is late', () => {
    const until = wall('2026-11-24T10:00')
    expect(isLate(until, until)).toBe(false)
    expect(isLate(until, until.add({ nanoseconds: 1 }))).toBe(true)
    expect(isLate(null, until)).toBe(true)
  })
  test('where moving is not allowed there is no deadline, and a request may be taken back until it begins', () => {
    expect(moveUntil(rules, booking('2026-11-25T10:00', '2026-11-25T10:00'))).toBeNull()
    const request = booking('2026-11-25T10:00', '2026-11-25T10:00', 'requested')
    expect(moveUntil(rules, request)?.equals(request.startsAt)).toBe(true)
  })
})

describe('the week that a quota counts', () => {
  test.each([
    ['2026-11-24T10:00', '2026-11-23', '2026-11-30', 7 * 24],
    ['2026-11-29T23:30', '2026-11-23', '2026-11-30', 7 * 24],
    ['2026-11-30T00:00', '2026-11-30', '2026-12-07', 7 * 24],
    ['2026-12-31T10:00', '2026-12-28', '2027-01-04', 7 * 24],
    ['2027-03-28T12:00', '2027-03-22', '2027-03-29', 7 * 24 - 1],
    ['2026-10-25T02:30', '2026-10-19', '2026-10-26', 7 * 24 + 1],
  ])('of %s is Monday %s to Monday %s, by the wall clock', (start, monday, next, hours) => {
    const week = weekOf(wall(start))
    expect([week.from, week.to].map(String)).toEqual(
      [wall(`${monday}T00:00`), wall(`${next}T00:00`)].map(String),
    )
    expect(week.from.until(week.to).total('hours')).toBe(hours)
  })
  test('a person’s bookings and an association’s have limits of their own', () => {
    expect([weeklyLimit(usualRules, 'resident'), weeklyLimit(usualRules, 'association')]).toEqual([3, 5])
  })
})

describe('the price', () => {
  const rules: RuleSet = {
    ...usualRules,
    prices: [
      { code: 'fri', name: {}, oreAnHour: 0, for: ['association'] },
      { code: 'privat', name: {}, oreAnHour: 25_000, for: ['resident'] },
    ],
  }
  test('is by the hour and the minute, for whom it is for', () => {
    expect(priceOf(rules, 'resident', wish())).toEqual({ group: 'privat', priceOre: 50_000 })
    expect(priceOf(rules, 'resident', span('2026-11-25T10:00', '2026-11-25T10:20'))).toEqual({
      group: 'privat',
      priceOre: 8333,
    })
    expect(priceOf(rules, 'association', wish())).toEqual({ group: 'fri', priceOre: 0 })
    expect(priceOf(rules, 'business', wish())).toEqual({ group: null, priceOre: 0 })
  })
  test('counts hours that pass, not hours on the wall', () => {
    const night = span('2026-10-25T01:00', '2026-10-25T04:00')
    expect(priceOf(rules, 'resident', night).priceOre).toBe(100_000)
  })
})
