import { expect, test } from 'vitest'
import { birthDateIn } from './national-id.ts'

test.each([
  ['15888512345', '1985-08-15'], // synthetic: month + 80
  ['15488512345', '1985-08-15'], // synthetic: month + 40
  ['55088512345', '1985-08-15'], // D-number: day + 40
  ['01811190012', '2011-01-01'],
  ['01811150012', '2011-01-01'],
  ['01814590012', '1945-01-01'],
  ['31822012345', undefined], // 31 February
  ['1588851234', undefined],
  ['abcdefghijk', undefined],
  ['', undefined],
])('%s was born on %s', (nationalId, date) => {
  expect(birthDateIn(nationalId)?.toString()).toBe(date)
})
