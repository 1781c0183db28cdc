import { type LocalText, sql, type Tx } from '#kernel'
import { type MunicipalityFile, municipalityFile } from './municipality-file.ts'

const json = (text: LocalText | null | undefined) => (text ? JSON.stringify(text) : null)

/**
 * Brings the municipality's file into the database; run at every start. What somebody has edited on the web stays as
 * they left it, and what the file has learned since is added.
 */
export async function loadMunicipality(tx: Tx, file: MunicipalityFile = municipalityFile): Promise<void> {
  for (const [place, hub] of file.hubs.entries()) {
    await upsertHub(tx, hub, place)
    await firstStatus(tx, hub)
    await firstHours(tx, hub.id, null, 'staffed', hub.staffedHours, hub.staffedHoursSource)
    for (const [i, service] of hub.services.entries()) {
      await tx
        .insertInto('hubs.service')
        .values({
          id: service.id,
          hub_id: hub.id,
          kind: service.kind,
          name: json(service.name),
          provider: json(service.provider),
          place: json(service.place),
          note: json(service.note),
          source: service.source,
          place_in_list: i,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
      await firstHours(tx, hub.id, service.id, 'staffed', service.staffed, service.source)
      await firstHours(tx, hub.id, service.id, 'staffless', service.staffless, service.source)
    }
    for (const facility of hub.facilities)
      await tx
        .insertInto('hubs.facility')
        .values({
          hub_id: hub.id,
          kind: facility.kind,
          answer: facility.answer,
          note: json(facility.note),
          source: facility.source,
        })
        .onConflict((conflict) => conflict.columns(['hub_id', 'kind']).doNothing())
        .execute()
  }
}

type HubInFile = MunicipalityFile['hubs'][number]

async function upsertHub(tx: Tx, hub: HubInFile, place: number) {
  const facts = {
    name: hub.name,
    place_in_list: place,
    opened_on: hub.openedOn,
    opened_source: hub.openedSource,
    address: hub.address,
    postal_code: hub.postalCode,
    postal_place: hub.postalPlace,
    address_source: hub.addressSource,
    lat: hub.lat,
    lon: hub.lon,
    position_source: hub.positionSource,
    phone: hub.phone,
    phone_source: hub.phoneSource,
    phone_note: json(hub.phoneNote),
    email: hub.email,
    profile: json(hub.profile),
    profile_source: hub.profileSource,
  }
  await tx
    .insertInto('hubs.hub')
    .values({ id: hub.id, ...facts })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(facts).where('hubs.hub.edited_at', 'is', null),
    )
    .execute()
}

const firstStatus = (tx: Tx, hub: HubInFile) =>
  sql`
  insert into hubs.status_period (hub_id, status, source)
  select ${hub.id}, ${hub.status}, ${hub.openedSource}
  where not exists (select from hubs.status_period where hub_id = ${hub.id})`.execute(tx)

/** Only where the subject has never had hours: rows that were ended or replaced since are decisions. */
async function firstHours(
  tx: Tx,
  hubId: string,
  serviceId: string | null,
  kind: string,
  osm: string | null,
  source: string | null,
) {
  if (!osm) return
  await sql`
    insert into hubs.hours (hub_id, service_id, kind, osm, closed_on_holidays, source)
    select ${hubId}, ${serviceId}, ${kind}, ${osm}, ${kind === 'staffed'}, ${source}
    where not exists (
      select from hubs.hours
      where hub_id = ${hubId} and service_id is not distinct from ${serviceId} and kind = ${kind} and not example
    )`.execute(tx)
}
