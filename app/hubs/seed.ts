import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { municipalityFolder, sql, type Tx } from '#kernel'

const text = z.partialRecord(z.enum(['nb', 'nn', 'en']), z.string())
const byId = z.record(z.string(), z.string())
const file = z.object({
  staffedHours: byId,
  stafflessHours: byId,
  serviceHours: byId,
  serviceStaffless: byId,
  menus: z.record(
    z.string(),
    z.array(z.object({ name: text, price: z.number(), allergens: text.nullable() })),
  ),
  facilities: z.record(z.string(), z.record(z.string(), z.enum(['yes', 'partly', 'no']))),
  schoolHolidays: z.array(z.object({ name: text, from: z.string(), to: z.string() })),
  schoolHolidaysSource: z.string(),
})

/**
 * Fills what is not known with examples, marked as such in every row, for the demonstration. Only gaps: a fact from
 * the municipality's own file stays as it is.
 */
export async function seed(tx: Tx): Promise<void> {
  const examples = file.parse(
    JSON.parse(readFileSync(join(municipalityFolder, 'demonstration-hubs.json'), 'utf8')),
  )
  for (const [hubId, osm] of Object.entries(examples.staffedHours))
    await exampleHubHours(tx, hubId, 'staffed', osm)
  for (const [hubId, osm] of Object.entries(examples.stafflessHours))
    await exampleHubHours(tx, hubId, 'staffless', osm)
  for (const [serviceId, osm] of Object.entries(examples.serviceHours))
    await exampleServiceHours(tx, serviceId, 'staffed', osm)
  for (const [serviceId, osm] of Object.entries(examples.serviceStaffless))
    await exampleServiceHours(tx, serviceId, 'staffless', osm)
  for (const [serviceId, dishes] of Object.entries(examples.menus)) await exampleMenu(tx, serviceId, dishes)
  for (const [hubId, answers] of Object.entries(examples.facilities))
    await exampleFacilities(tx, hubId, answers)
  for (const holiday of examples.schoolHolidays)
    await sql`
      insert into hubs.school_holiday (name, starts_on, ends_on, proposal, source)
      values (${JSON.stringify(holiday.name)}, ${holiday.from}, ${holiday.to}, true, ${examples.schoolHolidaysSource})
      on conflict do nothing`.execute(tx)
}

/** A planned hub has no doors to open. */
const exampleHubHours = (tx: Tx, hubId: string, kind: string, osm: string) =>
  sql`
  insert into hubs.hours (hub_id, kind, osm, closed_on_holidays, example)
  select h.id, ${kind}, ${osm}, ${kind === 'staffed'}, true
  from hubs.hub h join hubs.status_period p on p.hub_id = h.id and p.status in ('open', 'temporary')
  where h.id = ${hubId}
    and not exists (select from hubs.hours o where o.hub_id = h.id and o.service_id is null and o.kind = ${kind})`.execute(
    tx,
  )

const exampleServiceHours = (tx: Tx, serviceId: string, kind: string, osm: string) =>
  sql`
  insert into hubs.hours (hub_id, service_id, kind, osm, closed_on_holidays, example)
  select s.hub_id, s.id, ${kind}, ${osm}, ${kind === 'staffed'}, true
  from hubs.service s
  where s.id = ${serviceId} and not exists (select from hubs.hours o where o.service_id = s.id and o.kind = ${kind})`.execute(
    tx,
  )

async function exampleMenu(tx: Tx, serviceId: string, dishes: z.infer<typeof file>['menus'][string]) {
  for (const [place, dish] of dishes.entries())
    await sql`
      insert into hubs.menu_item (service_id, name, price, allergens, example, place_in_list)
      select s.id, ${JSON.stringify(dish.name)}, ${dish.price}, ${dish.allergens && JSON.stringify(dish.allergens)}, true, ${place}::int
      from hubs.service s where s.id = ${serviceId}`.execute(tx)
}

async function exampleFacilities(tx: Tx, hubId: string, answers: Record<string, string>) {
  for (const [kind, answer] of Object.entries(answers))
    await sql`
      insert into hubs.facility (hub_id, kind, answer, example)
      select h.id, ${kind}, ${answer}, true from hubs.hub h where h.id = ${hubId}
      on conflict do nothing`.execute(tx)
}
