import { describe, expect, test } from 'vitest'
import { hubsMatching } from './hubs-matching.ts'

const hub = (name: string, services: string[] = []) => ({
  name,
  address: null,
  postalPlace: null,
  services: services.map((service) => ({ id: service, kind: 'other' as const, name: { nb: service } })),
})
const hubs = [
  hub('Sætre innbyggertorg'),
  hub('Borgen innbyggertorg', ['Kafé KIME', 'Bokomat']),
  hub('Heggedal innbyggertorg', ['Helsestasjon']),
]
const found = (q: string) => hubsMatching(hubs, q).map(({ name }) => name.split(' ')[0])

describe('finding a hub by what one types', () => {
  test.each([
    ['Borgen', ['Borgen']],
    ['borgen innbyggertorg', ['Borgen']],
    ['satre', ['Sætre']],
    ['bogren', ['Borgen']],
    ['hegedal', ['Heggedal']],
    ['kafe', ['Borgen']],
    ['helsestasjon', ['Heggedal']],
    ['svømmehall', []],
    ['???', []],
  ])('%s', (q, names) => expect(found(q)).toEqual(names))

  test('a word they all have finds them all', () => expect(found('innbyggertorg')).toHaveLength(3))
})
