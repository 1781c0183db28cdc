import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ageOfBand,
  ageRange,
  offerUntil,
  type SignUpFacts,
  whoGetsOffered,
  whyPartyNotChanged,
  whySignUpRefused,
} from './sign-up-rules.ts'

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Oslo]`).toInstant()
const now = at('2026-11-24T12:00')
const open: SignUpFacts = {
  seriesState: 'published',
  occurrenceState: 'on',
  signUp: 'open',
  startsAt: at('2026-12-01T18:00'),
  opensAt: null,
  closesMinutesBefore: 0,
  capacity: 10,
  taken: 0,
  waiting: 0,
  waitingList: true,
  maxParty: 5,
  ageMin: null,
  ageMax: null,
  dateOfCourse: false,
}
const one = { party: 1, ages: [], byHost: false }

describe('who may sign up', () => {
  test.each([
    ['an open activity with room takes anybody', {}, one, undefined],
    ['a draft is not there', { seriesState: 'draft' }, one, 'activities.not-published'],
    ['a cancelled activity takes nobody', { seriesState: 'cancelled' }, one, 'activities.cancelled'],
    ['a cancelled date takes nobody', { occurrenceState: 'cancelled' }, one, 'activities.cancelled'],
    ['one just comes where no sign-up is asked', { signUp: 'none' }, one, 'activities.no-sign-up'],
    ['what starts now is too late', { startsAt: now }, one, 'activities.past'],
    ['nothing left of a series is past', { startsAt: null }, one, 'activities.past'],
    [
      'before the opening it is too early',
      { opensAt: now.add({ seconds: 1 }) },
      one,
      'activities.not-open-yet',
    ],
    ['the second it opens it is open', { opensAt: now }, one, undefined],
    ['the deadline itself is too late', { closesMinutesBefore: (7 * 24 + 6) * 60 }, one, 'activities.closed'],
    [
      'a minute before the deadline is in time',
      { closesMinutesBefore: (7 * 24 + 6) * 60 - 1 },
      one,
      undefined,
    ],
    ['a full activity has a waiting list', { taken: 10 }, one, undefined],
    ['without a waiting list full is full', { taken: 10, waitingList: false }, one, 'activities.full'],
    ['a party of nobody is nobody', {}, { ...one, party: 0 }, 'activities.nobody'],
    ['five may come together', {}, { ...one, party: 5 }, undefined],
    ['six are too many for one sign-up', {}, { ...one, party: 6 }, 'activities.party-too-big'],
    [
      'four cannot come where there are three places',
      { capacity: 3 },
      { ...one, party: 4 },
      'activities.more-than-places',
    ],
    [
      'any number fits where there is no limit',
      { capacity: null, taken: 9000 },
      { ...one, party: 5 },
      undefined,
    ],
    [
      'one date of a course has a list though it has no places',
      { capacity: 0, dateOfCourse: true, waitingList: false },
      one,
      undefined,
    ],
    [
      'a child that is surely too young is refused',
      { ageMin: 6 },
      { ...one, ages: [{ from: 4, to: 5 }] },
      'activities.too-young',
    ],
    [
      'a child that may be old enough is welcome',
      { ageMin: 6 },
      { ...one, ages: [{ from: 5, to: 6 }] },
      undefined,
    ],
    [
      'a child that is surely too old is refused',
      { ageMax: 12 },
      { ...one, ages: [{ from: 13, to: 14 }] },
      'activities.too-old',
    ],
    ['an unknown age is not asked for', { ageMin: 67 }, one, undefined],
    [
      'a host may sign up after the deadline',
      { closesMinutesBefore: 100_000 },
      { ...one, byHost: true },
      undefined,
    ],
    [
      'a host may not sign up for what is over',
      { startsAt: now },
      { ...one, byHost: true },
      'activities.past',
    ],
  ] as const)('%s', (_, facts, wish, expected) => {
    expect(whySignUpRefused({ ...open, ...facts } as SignUpFacts, wish, now)).toBe(expected)
  })

  test('a year of birth leaves two ages possible, a band leaves many, and silence leaves all', () => {
    expect(ageRange(2018, Temporal.PlainDate.from('2026-12-01'))).toEqual({ from: 7, to: 8 })
    expect(ageOfBand('67-plus')).toEqual([{ from: 67, to: 120 }])
    expect(ageOfBand(null)).toEqual([])
  })
})

describe('who gets an offer', () => {
  test.each([
    [0, [1, 1], []],
    [1, [1, 1], [0]],
    [2, [1, 1, 1], [0, 1]],
    [2, [3, 1, 1], [1, 2]],
    [3, [3, 1], [0]],
    [4, [3, 2, 1], [0, 2]],
    [Number.POSITIVE_INFINITY, [5, 5, 1], [0, 1, 2]],
    [5, [], []],
  ])('%i free places and a line of parties %j: those at %j', (free, parties, expected) => {
    const line = parties.map((party, place) => ({ party, place }))
    expect(whoGetsOffered(free, line).map((waiting) => waiting.place)).toEqual(expected)
  })

  test('nobody gets half a party, nobody is passed who would have fitted, no place is given twice', () => {
    const parties = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 30 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), parties, (free, sizes) => {
        const line = sizes.map((party, place) => ({ party, place }))
        const chosen = whoGetsOffered(free, line)
        const places = chosen.map((waiting) => waiting.place)
        expect(chosen.reduce((sum, waiting) => sum + waiting.party, 0)).toBeLessThanOrEqual(free)
        expect(places).toEqual([...places].sort((a, b) => a - b))
        for (const passed of line.filter((waiting) => !places.includes(waiting.place))) {
          const before = chosen.filter((waiting) => waiting.place < passed.place)
          expect(before.reduce((sum, waiting) => sum + waiting.party, 0) + passed.party).toBeGreaterThan(free)
        }
      }),
    )
  })
})

describe('how long an offer stands', () => {
  test.each([
    ['a day when there is a week', '2026-11-24T12:00', '2026-12-01T18:00', '2026-11-25T12:00'],
    ['six hours when there are two days', '2026-11-24T12:00', '2026-11-26T18:00', '2026-11-24T18:00'],
    ['two hours on the day itself', '2026-11-24T10:00', '2026-11-24T18:00', '2026-11-24T12:00'],
    ['half an hour near the start', '2026-11-24T15:00', '2026-11-24T18:00', '2026-11-24T15:30'],
    ['to the start when it is an hour away', '2026-11-24T17:00', '2026-11-24T18:00', '2026-11-24T18:00'],
    ['not at all in the last minutes', '2026-11-24T17:50', '2026-11-24T18:00', undefined],
    ['not at all afterwards', '2026-11-24T19:00', '2026-11-24T18:00', undefined],
    ['over the night, to nine in the morning', '2026-11-24T20:00', '2026-11-26T18:00', '2026-11-25T09:00'],
    ['not over the night when it starts early', '2026-11-24T20:00', '2026-11-25T10:00', '2026-11-24T22:00'],
    [
      'to nine by the wall clock on the night the clocks change',
      '2026-10-24T20:00',
      '2026-10-26T18:00',
      '2026-10-25T09:00',
    ],
  ])('%s', (_, when, starts, until) => {
    expect(offerUntil(at(when), at(starts))?.toString()).toBe(until && at(until).toString())
  })
})

describe('changing how many come', () => {
  const pool = { capacity: 10, taken: 8, waiting: 0, maxParty: 5 }
  test.each([
    ['fewer can always come', 'attending', 3, 1, pool, undefined],
    ['two more fit', 'attending', 1, 3, pool, undefined],
    ['three more do not', 'attending', 1, 4, pool, 'activities.no-room-to-grow'],
    [
      'growing does not pass those who wait',
      'attending',
      1,
      2,
      { ...pool, waiting: 1 },
      'activities.no-room-to-grow',
    ],
    [
      'those who wait may wait for more places',
      'waiting',
      1,
      4,
      { ...pool, taken: 10, waiting: 3 },
      undefined,
    ],
    ['nobody is no party', 'attending', 1, 0, pool, 'activities.nobody'],
    ['six are too many', 'attending', 1, 6, pool, 'activities.party-too-big'],
    ['what is cancelled cannot change', 'cancelled', 1, 2, pool, 'activities.ended'],
  ] as const)('%s', (_, state, party, to, counts, expected) => {
    expect(whyPartyNotChanged({ state, party }, to, counts)).toBe(expected)
  })
})
