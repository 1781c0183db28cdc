import { expect, test } from 'vitest'
import { reaches } from './acr.ts'

const ranking = ['substantial', 'high']

test.each([
  ['substantial', 'substantial', true],
  ['high', 'substantial', true], // higher than asked for is fine
  ['high', 'high', true],
  ['substantial', 'high', false],
  ['low', 'substantial', false],
  ['', 'substantial', false],
  [undefined, 'substantial', false],
  [['high'], 'high', false],
])('a sign-in at level %s, where %s is needed: %s', (reached, wanted, enough) => {
  expect(reaches(reached, wanted, ranking)).toBe(enough)
})
