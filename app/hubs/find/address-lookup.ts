import { z } from 'zod'
import { config, municipality } from '#kernel'
import { municipalityFile } from '../municipality-file.ts'
import type { Point } from './nearest.ts'

export type FoundPlace = Point & { text: string }

/** Where a typed address is. `verified` turns true when a person has run the live check against the vendor. */
export interface AddressLookup {
  name: string
  verified: boolean
  find(text: string): Promise<FoundPlace | undefined>
}

/** The address service did not answer; searching by place and postal code still works. */
export class LookupDown extends Error {}

const plain = (text: string) => text.trim().toLocaleLowerCase('nb').replace(/\s+/g, ' ')

/** What the municipality itself knows: its postal codes, its places and the doors of its hubs. */
export const localLookup: AddressLookup = {
  name: 'municipality',
  verified: true,
  async find(text) {
    const wanted = plain(text)
    const { places } = municipalityFile.postalPlaces
    const code = /^\d{4}/.exec(wanted)?.[0]
    const byCode = places.find((place) => place.code === code)
    if (byCode) return { text: `${byCode.code} ${byCode.name}`, lat: byCode.lat, lon: byCode.lon }
    const byName = places.filter((place) => plain(place.name) === wanted)
    const middle = byName.length > 0 && middleOf(byName)
    if (middle) return { text: byName[0]?.name ?? text, ...middle }
    const door = municipalityFile.hubs.find(
      (hub) =>
        hub.address && hub.lat !== null && (plain(hub.address) === wanted || plain(hub.name) === wanted),
    )
    if (door?.lat && door.lon) return { text: door.address ?? door.name, lat: door.lat, lon: door.lon }
    return undefined
  },
}

const middleOf = (places: Point[]): Point => ({
  lat: places.reduce((sum, place) => sum + place.lat, 0) / places.length,
  lon: places.reduce((sum, place) => sum + place.lon, 0) / places.length,
})

const answer = z.object({
  adresser: z.array(
    z.object({
      adressetekst: z.string(),
      poststed: z.string().optional(),
      representasjonspunkt: z.object({ lat: z.number(), lon: z.number() }),
    }),
  ),
})

/** Kartverket's open address search, in the shape its documentation gives. Residents' addresses of nobody: what they type. */
export const kartverketLookup = (url: string): AddressLookup => ({
  name: 'kartverket',
  verified: false,
  async find(text) {
    const query = new URLSearchParams({
      sok: text,
      kommunenummer: municipality.number,
      fuzzy: 'true',
      treffPerSide: '1',
    })
    try {
      const response = await fetch(`${url}/sok?${query}`, {
        signal: AbortSignal.timeout(3000),
        headers: { accept: 'application/json' },
      })
      if (!response.ok) throw new LookupDown(`status ${response.status}`)
      const [best] = answer.parse(await response.json()).adresser
      if (!best) return undefined
      return {
        text: [best.adressetekst, best.poststed].filter(Boolean).join(', '),
        ...best.representasjonspunkt,
      }
    } catch (fault) {
      throw fault instanceof LookupDown ? fault : new LookupDown(String(fault))
    }
  },
})

/** In the order they are asked: what we know ourselves goes nowhere. */
const lookups = (): AddressLookup[] => [
  localLookup,
  ...(config.addressUrl ? [kartverketLookup(config.addressUrl.replace(/\/$/, ''))] : []),
]

export async function findPlace(text: string): Promise<FoundPlace | undefined> {
  for (const lookup of lookups()) {
    const place = await lookup.find(text)
    if (place) return place
  }
  return undefined
}

/** For the field's suggestions. */
export const placeNames = [...new Set(municipalityFile.postalPlaces.places.map((place) => place.name))].sort(
  (a, b) => a.localeCompare(b, 'nb'),
)
