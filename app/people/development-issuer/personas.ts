import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { keyedHash, municipalityFolder, type Tx } from '#kernel'
import { associationKinds, mandateRoles } from '../associations/associations.ts'
import { roles } from '../permission.ts'

const lang = z.enum(['nb', 'nn', 'en'])
const file = z.array(
  z.object({
    key: z.string().regex(/^[a-z-]+$/),
    name: z.string(),
    /** Synthetic: the month is 80 higher than any real one. */
    nationalId: z.string().regex(/^\d\d(8[1-9]|9[0-2])\d{7}$/),
    language: lang,
    email: z.email(),
    /** The highest level they can sign in at. */
    level: z.string(),
    about: z.record(lang, z.string()),
    roles: z.array(z.object({ role: z.enum(roles), hubId: z.string().nullable() })).default([]),
    associations: z
      .array(
        z.object({
          name: z.string(),
          kind: z.enum(associationKinds),
          hubId: z.string().nullable(),
          role: z.enum(mandateRoles),
        }),
      )
      .default([]),
    children: z.array(z.object({ name: z.string(), age: z.number().int() })).default([]),
  }),
)
export type Persona = z.infer<typeof file>[number]

let read: Persona[] | undefined

/** The invented people of the demonstration, from municipalities/<id>/personas.json; read when first asked for. */
export function personas(): readonly Persona[] {
  read ??= file.parse(JSON.parse(readFileSync(join(municipalityFolder, 'personas.json'), 'utf8')))
  return read
}

export const personaOf = (key: string) => personas().find((persona) => persona.key === key)

/** The person row of a persona, found as a sign-in finds it. */
export async function personIdOfPersona(tx: Tx, key: string): Promise<string | undefined> {
  const persona = personaOf(key)
  if (!persona) return undefined
  const row = await tx
    .selectFrom('people.national_id')
    .select('person_id')
    .where('lookup_hash', '=', keyedHash(persona.nationalId))
    .executeTakeFirst()
  return row?.person_id
}
