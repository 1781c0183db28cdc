import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { kartverketLookup, LookupDown, localLookup } from './address-lookup.ts'
import { kilometres, nearestFirst } from './nearest.ts'

describe('what the municipality knows itself', () => {
  test.each([
    ['1388', 'Borgen'],
    ['3475 Sætre', 'Sætre'],
    ['holmsbu', 'Holmsbu'],
    ['Asker', 'Asker'],
    ['Strøket 15A', 'Strøket 15A'],
  ])('%s', async (typed, text) => expect((await localLookup.find(typed))?.text).toContain(text))
  test.each(['0001', 'Oslo', '', '%', "'; drop table"])('%s is not here', async (typed) =>
    expect(await localLookup.find(typed)).toBeUndefined(),
  )
})

describe('an address service that speaks as Kartverket documents', () => {
  let server: Server
  let asked: URL | undefined
  let reply: { status: number; body: unknown }
  const lookup = () =>
    kartverketLookup(`http://127.0.0.1:${(server.address() as AddressInfo).port}/adresser/v1`)
  beforeEach(async () => {
    reply = {
      status: 200,
      body: {
        metadata: { totaltAntallTreff: 1, side: 0, treffPerSide: 1 },
        adresser: [
          {
            adressetekst: 'Søndre Borgen 11',
            adressenavn: 'Søndre Borgen',
            nummer: 11,
            bokstav: '',
            postnummer: '1388',
            poststed: 'BORGEN',
            kommunenummer: '3203',
            kommunenavn: 'ASKER',
            objtype: 'Vegadresse',
            representasjonspunkt: { epsg: 'EPSG:4258', lat: 59.8207, lon: 10.4251 },
          },
        ],
      },
    }
    server = createServer((request, response) => {
      asked = new URL(request.url ?? '', 'http://here')
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  })
  afterEach(() => new Promise((done) => server.close(done)))

  test('is asked within the municipality and gives the point', async () => {
    expect(await lookup().find('søndre borgen 11')).toEqual({
      text: 'Søndre Borgen 11, BORGEN',
      lat: 59.8207,
      lon: 10.4251,
    })
    expect(asked?.pathname).toBe('/adresser/v1/sok')
    expect(asked?.searchParams.get('kommunenummer')).toMatch(/^\d{4}$/)
  })
  test('says nothing when it finds nothing', async () => {
    reply.body = { metadata: { totaltAntallTreff: 0 }, adresser: [] }
    expect(await lookup().find('ingensteds 1')).toBeUndefined()
  })
  test.each([
    [500, {}],
    [200, { error: 'changed' }],
  ])('is said to be down when it answers %d %j', async (status, body) => {
    reply = { status, body }
    await expect(lookup().find('x')).rejects.toBeInstanceOf(LookupDown)
  })
  test('carries the label until a person has tried it against the vendor', () =>
    expect(lookup().verified).toBe(false))
})

describe('nearest first', () => {
  test('a degree north is 111 kilometres', () =>
    expect(kilometres({ lat: 59, lon: 10 }, { lat: 60, lon: 10 })).toBeCloseTo(111.2, 0))
  test('what has no point comes last', () => {
    const places = [
      { lat: null, lon: null },
      { lat: 60, lon: 10 },
      { lat: 59.1, lon: 10 },
    ]
    expect(nearestFirst(places, { lat: 59, lon: 10 }).map(({ km }) => km && Math.round(km))).toEqual([
      11,
      111,
      null,
    ])
  })
})
