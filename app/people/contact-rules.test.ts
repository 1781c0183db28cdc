import { expect, test } from 'vitest'
import { norwegianPhone, whyNotConfirm } from './contact-rules.ts'

test.each([
  ['90000000', '90000000'],
  ['900 00 000', '90000000'],
  ['+47 900 00 000', '90000000'],
  ['0047 66 70 00 00', '66700000'],
  ['(66) 70-00.00', '66700000'],
  ['1234567', undefined],
  ['01234567', undefined],
  ['+46 70 123 45 67', undefined],
  ['ring meg', undefined],
])('%s is the number %s', (typed, number) => {
  expect(norwegianPhone(typed)).toBe(number)
})

const now = Temporal.Instant.from('2026-11-24T12:00:00Z')
const later = now.add({ minutes: 1 })

test.each([
  ['the right code in time', { hash: 'a', until: later, tries: 0 }, 'a', undefined],
  ['the right code at the fifth try', { hash: 'a', until: later, tries: 4 }, 'a', undefined],
  ['the right code at the sixth try', { hash: 'a', until: later, tries: 5 }, 'a', 'people.code-gone'],
  ['a wrong code', { hash: 'a', until: later, tries: 0 }, 'b', 'people.code-wrong'],
  ['the right code, one moment too late', { hash: 'a', until: now, tries: 0 }, 'a', 'people.code-gone'],
  ['a code nobody asked for', { hash: null, until: null, tries: 0 }, 'a', 'people.code-gone'],
])('%s', (_, pending, typed, why) => {
  expect(whyNotConfirm(pending, typed, now)).toBe(why)
})
