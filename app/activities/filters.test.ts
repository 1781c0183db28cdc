import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noFilters, readCursor, readFilters, writeCursor, writeFilters } from './filters.ts'

const read = (query: string) => readFilters(new URLSearchParams(query))

test.each([
  ['', {}],
  ['hub=borgen&hub=asker', { hubs: ['asker', 'borgen'] }],
  ['hub=borgen,asker', { hubs: ['asker', 'borgen'] }],
  ['from=2026-11-24&to=2026-11-30', { from: '2026-11-24', to: '2026-11-30' }],
  ['category=music&category=craft', { categories: ['craft', 'music'] }],
  ['free=1&accessible=true&indoors=on&seats=1', { free: true, accessible: true, indoors: true, seats: true }],
  ['free=0', {}],
  ['age=8&spoken=ar&audience=children', { age: 8, spoken: ['ar'], audiences: ['children'] }],
  ['q=%20spr%C3%A5kkaf%C3%A9%20%20i%20dag', { q: 'språkkafé i dag' }],
  ['unknown=1', {}],
])('?%s is understood', (query, expected) => {
  expect(read(query)).toEqual({ filters: { ...noFilters, ...expected }, problems: [] })
})

test.each([
  ['from=2027-02-29', 'from'],
  ['from=tomorrow', 'from'],
  ['from=2026-12-01&to=2026-11-01', 'to'],
  ['age=-1', 'age'],
  ['age=many', 'age'],
  ['category=Robert%27%29%3B%20DROP', 'category'],
  ['hub=%3Cscript%3E', 'hub'],
  ['free=perhaps', 'free'],
])('?%s is left out and named', (query, name) => {
  const { filters, problems } = read(query)
  expect(problems.map((problem) => problem.name)).toEqual([name])
  expect({ ...filters, from: null }).toEqual(noFilters)
})

test('an address reads back as it was written, and no address breaks the reader', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (query) => {
      const { filters } = read(query)
      expect(readFilters(writeFilters(filters))).toEqual({ filters, problems: [] })
    }),
  )
})

test('a cursor reads back, and a forged one is none', () => {
  const cursor = { at: '2026-11-24T17:00:00Z', id: 12 }
  expect(readCursor(writeCursor(cursor))).toEqual(cursor)
  for (const forged of ['', '1', 'x-1', '1-1-1', `${'9'.repeat(30)}-1`, "1'--1", null])
    expect(readCursor(forged)).toBeNull()
})
