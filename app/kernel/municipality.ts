import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { config } from './config.ts'
import { root } from './root.ts'

/** The folder of the municipality that this process serves: its facts, border, pictures and example content. */
export const municipalityFolder = join(root, 'municipalities', config.municipality)

const file = z.object({
  municipality: z.object({
    name: z.string(),
    number: z.string(),
    organisationNumber: z.string(),
    address: z.string(),
    email: z.string(),
    phone: z.string(),
    timeZone: z.string(),
  }),
})

export const municipality = file.parse(
  JSON.parse(readFileSync(join(municipalityFolder, 'municipality.json'), 'utf8')),
).municipality
