import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { municipalityFolder } from '#kernel'

const text = z.partialRecord(z.enum(['nb', 'nn', 'en']), z.string()).nullable()
const fact = z.string().nullable()

const service = z.object({
  id: z.string(),
  kind: z.string(),
  name: text,
  provider: text,
  place: text,
  note: text,
  staffed: fact,
  staffless: fact,
  source: fact,
})

const hub = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['planned', 'temporary', 'open', 'closed']),
  openedOn: fact,
  openedSource: fact,
  address: fact,
  postalCode: fact,
  postalPlace: fact,
  addressSource: fact,
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  positionSource: fact,
  phone: fact,
  phoneSource: fact,
  phoneNote: text,
  email: fact,
  staffedHours: fact,
  staffedHoursSource: fact,
  profile: text,
  profileSource: fact,
  services: z.array(service),
  facilities: z.array(
    z.object({ kind: z.string(), answer: z.enum(['yes', 'partly', 'no']), note: text, source: fact }),
  ),
})

const file = z.object({
  hubs: z.array(hub),
  postalPlaces: z.object({
    source: z.string(),
    places: z.array(z.object({ code: z.string(), name: z.string(), lat: z.number(), lon: z.number() })),
  }),
})

export type MunicipalityFile = z.infer<typeof file>

/** The municipality's facts as somebody wrote them down, read once. */
export const municipalityFile: MunicipalityFile = file.parse(
  JSON.parse(readFileSync(join(municipalityFolder, 'municipality.json'), 'utf8')),
)

const point = z.tuple([z.number(), z.number()])
const boundaryFile = z.object({
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.array(z.array(z.array(point))) }),
      properties: z.object({ license: z.string().optional() }).loose(),
    }),
  ),
})
const boundaryText = readFileSync(join(municipalityFolder, 'boundary.geojson'), 'utf8')
const boundaryParsed = boundaryFile.parse(JSON.parse(boundaryText))

export const boundary = {
  /** GeoJSON, as browsers get it. */
  text: boundaryText,
  /** West, south, east, north. */
  bbox: boundaryParsed.bbox,
  /** Outer rings and holes of every part, as [lon, lat]. */
  polygons: boundaryParsed.features.flatMap((feature) => feature.geometry.coordinates),
}
