import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
  type Actor,
  anonymous,
  now as clock,
  instantAt,
  inZone,
  municipalityFolder,
  Refusal,
  sql,
  systemActor,
  type Tx,
} from '#kernel'
import { mandatesOf } from '#people'
import { blockRoom } from './block-room.ts'
import { bookForOther, bookRoom } from './book-room.ts'
import { hoursStates, ruleSet, usualRules, ways } from './rule-set.ts'
import { audiences, bookingWish, roomKinds } from './shapes.ts'
import { accessibilityKinds, equipmentKinds } from './vocabulary.ts'

const text = z.partialRecord(z.enum(['nb', 'nn', 'en']), z.string())
const time = z.iso.time({ precision: -1 })
const when = { days: z.int(), from: time, to: time }

const room = z.object({
  id: z.string(),
  hub: z.string(),
  name: text,
  summary: text,
  kind: z.enum(roomKinds),
  capacity: z.int(),
  areaM2: z.int(),
  parts: z.array(z.string()).min(1),
  equipment: z.array(z.enum(equipmentKinds)),
  floor: text.default({}),
  stepFree: z.boolean().nullable().default(null),
  accessibility: z.array(z.enum(accessibilityKinds)).default([]),
  instructions: text.optional(),
  fireSafety: text.optional(),
  rules: ruleSet
    .omit({ way: true, overrides: true })
    .extend({ way: z.partialRecord(z.enum(hoursStates), z.enum(ways)) })
    .partial()
    .default({}),
  example: z.boolean().default(true),
})

const file = z.object({
  terms: z.object({ title: text, body: text }),
  fireSafety: text,
  instructions: text,
  parts: z.record(z.string(), text),
  rooms: z.array(room),
  bookings: z.array(
    z.object({ room: z.string(), ...when, for: z.string(), heads: z.int(), purpose: z.string() }),
  ),
  requests: z.array(
    z.object({
      room: z.string(),
      persona: z.string(),
      ...when,
      heads: z.int(),
      purpose: z.string(),
      audience: z.enum(audiences),
      /** For the association that the persona may act for. */
      association: z.boolean().default(false),
    }),
  ),
  blocks: z.array(z.object({ rooms: z.array(z.string()), ...when, title: text })),
})
type File = z.infer<typeof file>

/** The demonstration's rooms with their rules, a few bookings in the coming days, and requests that wait for an answer. */
export async function seed(tx: Tx, now: Temporal.Instant = clock()): Promise<void> {
  const examples = file.parse(
    JSON.parse(readFileSync(join(municipalityFolder, 'demonstration-rooms.json'), 'utf8')),
  )
  const termsId = await writeTerms(tx, examples.terms)
  const parts = new Map<string, number>()
  for (const [index, one] of examples.rooms.entries())
    await writeRoom(tx, examples, one, { termsId, parts, index })
  for (const { room: roomId, for: forName, heads, purpose, ...at } of examples.bookings)
    await unlessRefused(() =>
      bookForOther(
        tx,
        systemActor,
        {
          ...bookingWish.parse({ roomId, ...spanOf(at, now), headCount: heads, purpose }),
          forName,
          overrideReason: 'Eksempel',
        },
        now,
      ),
    )
  for (const request of examples.requests) await askFor(tx, request, termsId, now)
  for (const { rooms, title, ...at } of examples.blocks)
    await unlessRefused(() => blockRoom(tx, systemActor, { roomIds: rooms, ...spanOf(at, now), title }, now))
}

const spanOf = ({ days, from, to }: { days: number; from: string; to: string }, now: Temporal.Instant) => {
  const day = inZone(now).toPlainDate().add({ days })
  return {
    from: instantAt(day, Temporal.PlainTime.from(from)),
    to: instantAt(day, Temporal.PlainTime.from(to)),
  }
}

/** The demonstration is loaded on any day of the year: what the hours of that day refuse is left out. */
async function unlessRefused(verb: () => Promise<unknown>): Promise<void> {
  try {
    await verb()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

async function writeTerms(tx: Tx, { title, body }: File['terms']): Promise<number> {
  const { id } = await tx
    .insertInto('rooms.terms')
    .values({ version: 1, title: JSON.stringify(title), body: JSON.stringify(body) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type About = { termsId: number; parts: Map<string, number>; index: number }

async function writeRoom(
  tx: Tx,
  examples: File,
  one: z.infer<typeof room>,
  { termsId, parts, index }: About,
): Promise<void> {
  for (const name of one.parts) {
    if (parts.has(name)) continue
    const { id } = await tx
      .insertInto('rooms.part')
      .values({
        hub_id: one.hub,
        name: JSON.stringify(examples.parts[name] ?? one.name),
        place_in_list: parts.size,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    parts.set(name, id)
  }
  const rules = ruleSet.parse({ ...usualRules, ...one.rules, way: { ...usualRules.way, ...one.rules.way } })
  await tx
    .insertInto('rooms.room')
    .values({
      id: one.id,
      hub_id: one.hub,
      name: JSON.stringify(one.name),
      summary: JSON.stringify(one.summary),
      kind: one.kind,
      state: 'open',
      capacity: one.capacity,
      area_m2: one.areaM2,
      floor: JSON.stringify(one.floor),
      equipment: one.equipment,
      equipment_note: '{}',
      accessibility_note: '{}',
      camera_notice: '{}',
      step_free: one.stepFree,
      accessibility: one.accessibility,
      instructions: JSON.stringify(one.instructions ?? examples.instructions),
      fire_safety: JSON.stringify(one.fireSafety ?? examples.fireSafety),
      rules: JSON.stringify(rules),
      terms_id: termsId,
      example: one.example,
      place_in_list: index,
      updated_by: null,
    })
    .execute()
  const own = one.parts.map((name) => ({ room_id: one.id, part_id: parts.get(name) as number }))
  await tx.insertInto('rooms.room_part').values(own).execute()
}

async function askFor(
  tx: Tx,
  { room: roomId, persona, heads, purpose, audience, association, ...at }: File['requests'][number],
  termsId: number,
  now: Temporal.Instant,
): Promise<void> {
  const actor = await personaActor(tx, persona)
  if (!actor?.personId) return
  const [mandate] = association ? await mandatesOf(tx, actor.personId, inZone(now).toPlainDate()) : []
  const wish = bookingWish.parse({
    roomId,
    ...spanOf(at, now),
    headCount: heads,
    purpose,
    audience,
    termsId,
    acceptTerms: true,
    associationId: mandate?.associationId,
  })
  await unlessRefused(() => bookRoom(tx, actor, wish, now))
}

const personas = z.array(z.object({ key: z.string(), name: z.string() }))

async function personaActor(tx: Tx, key: string): Promise<Actor | undefined> {
  const all = personas.parse(JSON.parse(readFileSync(join(municipalityFolder, 'personas.json'), 'utf8')))
  const name = all.find((one) => one.key === key)?.name
  const { rows } = await sql<{ id: string }>`select id from people.person where name = ${name ?? ''}`.execute(
    tx,
  )
  const id = rows[0]?.id
  return id ? { ...anonymous, kind: 'person', personId: id, name: name ?? null } : undefined
}
