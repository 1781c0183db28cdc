import { expect, test } from 'vitest'
import { usualRules } from './rule-set.ts'
import { rulesInWords } from './rules-in-words.ts'

test('the usual rules are said as people say them', () => {
  const said = rulesInWords(usualRules, 'nb').map(({ rule }) => rule)
  expect(said[0]).toBe(
    'Du får rommet med en gang når torget er bemannet og når torget er åpent uten betjening.',
  )
  expect(said).toContain('En booking varer fra 30 minutter til 4 timer.')
  expect(said).toContain('Alkohol er ikke lov.')
  expect(said).toContain('Det er gratis.')
})

test('what differs at a time of the day is said of that time, and not where the room cannot be had', () => {
  const said = rulesInWords(
    { ...usualRules, overrides: { evening: { responsibleAge: 23 }, night: { responsibleAge: 30 } } },
    'en',
  )
  expect(said.at(-1)?.rule).toBe(
    'Specially outside opening hours on working days: The person responsible must be at least 23 years old.',
  )
})

test('a deadline of whole days is said in days, and one that is not given says who to ask', () => {
  const said = rulesInWords({ ...usualRules, cancelMinutesBefore: 2880, moveMinutesBefore: null }, 'nb').map(
    ({ rule }) => rule,
  )
  expect(said).toContain('Du kan avbestille inntil 2 dager før.')
  expect(said).toContain('Du kan ikke flytte bookingen selv; ta kontakt med torget.')
})
