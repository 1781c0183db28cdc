import { expect, test } from 'vitest'
import { hoursStates, ruleSet, usualRules } from '../rule-set.ts'
import { type RulesFields, rulesForm, rulesFrom } from './rules-form.ts'

const typed = {
  version: '0',
  daysAhead: '28',
  seriesDaysAhead: '365',
  notice: '0',
  shortest: '30',
  longest: '240',
  step: '30',
  tidy: '15',
  perPerson: '3',
  smallest: '1',
  age: '18',
  who: ['resident', 'association'],
  alcohol: 'no',
  cancel: '0',
  ...Object.fromEntries(hoursStates.map((state) => [`way_${state}`, 'instant'])),
}
const written = (more: Record<string, unknown> = {}) =>
  rulesFrom(rulesForm.parse({ ...typed, ...more }) as RulesFields, usualRules)

test('what a host typed is a rule set, and what was left empty is no limit', () => {
  const rules = written()
  expect(ruleSet.parse(rules)).toEqual(rules)
  expect(rules).toMatchObject({ perPersonAWeek: 3, perAssociationAWeek: null, moveMinutesBefore: null })
  expect(rules.overrides).toEqual({})
})

test('only what is filled in for a time of the day differs there', () => {
  expect(written({ age_evening: '23', who_night: 'municipality' }).overrides).toEqual({
    evening: { responsibleAge: 23 },
    night: { who: ['municipality'] },
  })
})

test('a price has a name, and is kept in øre', () => {
  expect(written({ price_0_nb: 'Bedrifter', kroner_0: '250.5', for_0: 'business' }).prices).toEqual([
    { code: 'price-a', name: { nb: 'Bedrifter' }, oreAnHour: 25050, for: ['business'] },
  ])
})

test('a room that nobody may book cannot be written', () => {
  expect(rulesForm.safeParse({ ...typed, who: [] }).success).toBe(false)
})
