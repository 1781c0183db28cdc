import { expect, it } from 'vitest'
import { doorTopic } from './check-in.ts'

it('whoever knows the number of a date cannot listen at its door', () => {
  expect(doorTopic(7)).toMatch(/^people:7-[\w-]{22}$/)
  expect(doorTopic(7)).toBe(doorTopic(7))
  expect(doorTopic(7).split('-').slice(1).join('-')).not.toBe(doorTopic(8).split('-').slice(1).join('-'))
})
