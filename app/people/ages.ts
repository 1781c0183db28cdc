import { type Ages, settings } from './settings.ts'

/**
 * We know a child's birth year and no more, so on most days a child has one of two ages. Each rule takes the age
 * that protects the child: a right is theirs only when they surely have the age, and nobody acts for someone who
 * may be of age.
 */
const surely = (birthYear: number, today: Temporal.PlainDate) => today.year - birthYear - 1
const perhaps = (birthYear: number, today: Temporal.PlainDate) => today.year - birthYear

/** A guardian decides alone while the child may be under the age of own consent; then both may sign the child up. */
export type Stage = 'guardian-decides' | 'child-has-a-say' | 'own-account' | 'of-age'

export function stageOf(birthYear: number, today: Temporal.PlainDate, ages: Ages = settings.ages): Stage {
  if (perhaps(birthYear, today) >= ages.adult) return 'of-age'
  if (surely(birthYear, today) < ages.ownConsent) return 'guardian-decides'
  if (surely(birthYear, today) < ages.ownAccount) return 'child-has-a-say'
  return 'own-account'
}

/** The first day on which nobody is guardian any more. Computed, never stored: the ages are settings. */
export const guardianshipEnds = (birthYear: number, ages: Ages = settings.ages) =>
  new Temporal.PlainDate(birthYear + ages.adult, 1, 1)

/** The earliest birth year of a child who still has guardians today. */
export const firstBirthYearWithGuardian = (today: Temporal.PlainDate, ages: Ages = settings.ages) =>
  today.year - ages.adult + 1

export const whyNotChildBornIn = (
  birthYear: number,
  today: Temporal.PlainDate,
  ages: Ages = settings.ages,
) =>
  birthYear > today.year || birthYear < firstBirthYearWithGuardian(today, ages)
    ? ('people.not-a-child' as const)
    : undefined

/** Whole years on a day, for those whose birth date the sign-in tells. */
export function ageOn(birth: Temporal.PlainDate, today: Temporal.PlainDate): number {
  return birth.until(today, { largestUnit: 'year' }).years
}

export const birthBands = ['under-13', '13-17', '18-25', '26-66', '67-plus'] as const
export type BirthBand = (typeof birthBands)[number]
