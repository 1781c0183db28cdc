import { describe, expect, test } from 'vitest'
import { ageOn, firstBirthYearWithGuardian, guardianshipEnds, stageOf, whyNotChildBornIn } from './ages.ts'

const ages = { ownConsent: 13, ownAccount: 15, adult: 18 }
const day = (text: string) => Temporal.PlainDate.from(text)

describe('what a child decides, by birth year', () => {
  test.each([
    [2026, '2026-11-24', 'guardian-decides'],
    [2013, '2026-11-24', 'guardian-decides'], // perhaps not 13 yet
    [2013, '2026-12-31', 'guardian-decides'],
    [2013, '2027-01-01', 'child-has-a-say'], // surely 13
    [2011, '2026-12-31', 'child-has-a-say'],
    [2011, '2027-01-01', 'own-account'],
    [2009, '2026-12-31', 'own-account'],
    [2009, '2027-01-01', 'of-age'], // perhaps 18: nobody acts for them
    [2008, '2026-01-01', 'of-age'],
  ])('born in %i is on %s: %s', (born, on, stage) => {
    expect(stageOf(born, day(on), ages)).toBe(stage)
  })

  test('the ages are settings: where own consent starts at 15, a 14-year-old has a guardian who decides', () => {
    expect(stageOf(2012, day('2026-06-01'), { ...ages, ownConsent: 15 })).toBe('guardian-decides')
  })
})

describe('guardianship ends by date, without anyone acting', () => {
  test.each([
    [2009, '2027-01-01'],
    [2026, '2044-01-01'],
  ])('for a child born in %i on %s', (born, ends) => {
    expect(guardianshipEnds(born, ages).toString()).toBe(ends)
    const last = day(ends).subtract({ days: 1 })
    expect(born >= firstBirthYearWithGuardian(last, ages)).toBe(true)
    expect(born >= firstBirthYearWithGuardian(day(ends), ages)).toBe(false)
    expect(stageOf(born, day(ends), ages)).toBe('of-age')
  })

  test.each([
    [2027, 'people.not-a-child'],
    [2026, undefined],
    [2009, undefined],
    [2008, 'people.not-a-child'],
    [1900, 'people.not-a-child'],
  ])('in 2026 a child born in %i can be written down: %s', (born, why) => {
    expect(whyNotChildBornIn(born, day('2026-11-24'), ages)).toBe(why)
  })
})

test.each([
  ['2013-11-24', '2026-11-23', 12],
  ['2013-11-24', '2026-11-24', 13],
  ['2008-02-29', '2026-02-28', 17], // born on a leap day: a year older on the first of March
  ['2008-02-29', '2026-03-01', 18],
])('born %s is on %s %i years old', (born, on, years) => {
  expect(ageOn(day(born), day(on))).toBe(years)
})
