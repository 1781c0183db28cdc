import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { now as clock, municipalityFolder, sql, type Tx } from '#kernel'
import { keysOfOneBooking } from './keys/booking-keys.ts'

const text = z.partialRecord(z.enum(['nb', 'nn', 'en']), z.string())
const time = z.iso.time({ precision: -1 })
const file = z.object({
  emergencyPhone: z.string(),
  fireSafety: text,
  staffless: z
    .array(
      z.object({
        hub: z.string(),
        doors: z.array(z.string()),
        minimumAge: z.int(),
        months: z.int(),
        rules: text,
      }),
    )
    .default([]),
  doors: z.array(
    z.object({
      id: z.string(),
      hub: z.string(),
      name: text,
      directions: text,
      settings: z.record(z.string(), z.boolean()),
      slots: z.int(),
      battery: z.int().default(87),
      alarm: z.tuple([time, time]).optional(),
      rooms: z.union([z.literal('all'), z.array(z.string())]),
    }),
  ),
})

/** Simulated locks on the hubs' doors, and the keys of what is booked behind them. */
export async function seed(tx: Tx, now: Temporal.Instant = clock()): Promise<void> {
  const { doors, staffless, emergencyPhone, fireSafety } = file.parse(
    JSON.parse(readFileSync(join(municipalityFolder, 'demonstration-doors.json'), 'utf8')),
  )
  for (const door of doors) {
    await sql`
      insert into access.door (id, hub_id, name, adapter, settings, directions, alarm_from, alarm_to, emergency_phone,
        fire_safety, example)
      values (${door.id}, ${door.hub}, ${JSON.stringify(door.name)}, 'simulator', ${JSON.stringify(door.settings)},
        ${JSON.stringify(door.directions)}, ${door.alarm?.[0] ?? null}::time, ${door.alarm?.[1] ?? null}::time,
        ${emergencyPhone}, ${JSON.stringify(fireSafety)}, true)`.execute(tx)
    await sql`insert into access.simulated_lock (door_id, slots, battery)
      values (${door.id}, ${door.slots}, ${door.battery})`.execute(tx)
    await sql`insert into access.door_status (door_id, online, battery, locked, heard_at, checked_at)
      values (${door.id}, true, ${door.battery}, true, ${now.toString()}::timestamptz, ${now.toString()}::timestamptz)`.execute(
      tx,
    )
    await sql`
      insert into access.room_door (room_id, door_id, place_in_list)
      select r.id, ${door.id}, case when ${door.rooms === 'all'} then 0 else 1 end from rooms.room r
      where r.hub_id = ${door.hub} and (${door.rooms === 'all'} or r.id = any(${door.rooms === 'all' ? [] : door.rooms}::text[]))`.execute(
      tx,
    )
  }
  for (const { hub, rules, minimumAge, months, doors: entrances } of staffless) {
    await sql`insert into access.staffless_terms (hub_id, version, body, minimum_age, months, example)
      values (${hub}, 1, ${JSON.stringify(rules)}, ${minimumAge}, ${months}, true)`.execute(tx)
    await sql`insert into access.staffless_door (door_id) select unnest(${entrances}::text[])`.execute(tx)
  }
  const { rows } = await sql<{ id: string }>`
    select id from rooms.booking where kind = 'booking' and state = 'booked' and ends_at > ${now.toString()}::timestamptz
    order by starts_at`.execute(tx)
  for (const { id } of rows) await keysOfOneBooking(tx, id, now)
}
