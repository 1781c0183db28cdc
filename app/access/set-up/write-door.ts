import { type Actor, announce, found, type LocalText, sql, type Tx } from '#kernel'
import { audit, needStaff, needStepUp } from '#people'
import type { LockAdapter } from '../adapters/adapter.ts'
import { adapterOf } from '../adapters/registry.ts'
import { type DoorView, doorById } from '../doors.ts'
import { doorChanged } from '../keys/announcements.ts'
import { refuse } from './refusals.ts'

export type DoorFacts = {
  name: LocalText
  directions: LocalText
  fireSafety: LocalText
  /** Wall clock. */
  alarm: { from: string; to: string } | null
  emergencyPhone: string
  failState: 'locked' | 'unlocked'
  rooms: readonly string[]
  /** One comes in by it in staffless hours. */
  entrance: boolean
  settings: Record<string, unknown>
}

/** Those who lead the hub, and have just shown who they are: a door set wrongly lets people in. */
function needSetter(actor: Actor, hubId: string, now: Temporal.Instant) {
  needStaff(actor, hubId, 'hub-leader')
  needStepUp(actor, now)
}

export async function createDoor(
  tx: Tx,
  actor: Actor,
  { hubId, adapter, facts }: { hubId: string; adapter: LockAdapter; facts: DoorFacts },
  now: Temporal.Instant,
): Promise<string> {
  needSetter(actor, hubId, now)
  const hub = tx.selectFrom('hubs.hub').select('id').where('id', '=', hubId)
  found(await hub.executeTakeFirst())
  await refuseSameLock(tx, adapter, facts.settings, null)
  const id = await freeId(tx, hubId, facts.name)
  await sql`
    insert into access.door (id, hub_id, name, adapter, settings, directions, alarm_from, alarm_to, emergency_phone,
      fail_state, fire_safety)
    values (${id}, ${hubId}, ${JSON.stringify(facts.name)}, ${adapter.name}, ${JSON.stringify(facts.settings)},
      ${JSON.stringify(facts.directions)}, ${facts.alarm?.from ?? null}::time, ${facts.alarm?.to ?? null}::time,
      ${facts.emergencyPhone}, ${facts.failState}, ${JSON.stringify(facts.fireSafety)})`.execute(tx)
  if (adapter.name === 'simulator')
    await sql`insert into access.simulated_lock (door_id) values (${id})`.execute(tx)
  await writePlace(tx, { id, hubId }, facts)
  await audit(tx, actor, 'access.door-created', { kind: 'door', id, hubId }, { adapter: adapter.name })
  await announce(tx, doorChanged, { doorId: id }, { key: `door:${id}` })
  return id
}

/** Everything but the hub and the kind of lock: a door with another lock is another door, whose log and codes begin anew. */
export async function editDoor(
  tx: Tx,
  actor: Actor,
  doorId: string,
  facts: DoorFacts,
  now: Temporal.Instant,
): Promise<void> {
  const door = await doorHeld(tx, actor, doorId, now)
  // A secret that was not typed anew stands, and so does what no form asks for.
  const settings = { ...door.settings, ...facts.settings }
  await refuseSameLock(tx, adapterOf(door), settings, doorId)
  await sql`
    update access.door set name = ${JSON.stringify(facts.name)}, settings = ${JSON.stringify(settings)},
      directions = ${JSON.stringify(facts.directions)}, alarm_from = ${facts.alarm?.from ?? null}::time,
      alarm_to = ${facts.alarm?.to ?? null}::time, emergency_phone = ${facts.emergencyPhone},
      fail_state = ${facts.failState}, fire_safety = ${JSON.stringify(facts.fireSafety)}, example = false
    where id = ${doorId}`.execute(tx)
  await writePlace(tx, door, facts)
  await audit(tx, actor, 'access.door-edited', { kind: 'door', id: doorId, hubId: door.hubId })
  await announce(tx, doorChanged, { doorId }, { key: `door:${doorId}` })
}

export async function doorHeld(
  tx: Tx,
  actor: Actor,
  doorId: string,
  now: Temporal.Instant,
): Promise<DoorView> {
  await sql`select from access.door where id = ${doorId} for no key update`.execute(tx)
  const door = found(await doorById(tx, doorId))
  needSetter(actor, door.hubId, now)
  return door
}

/** Who leads one hub must not reach another hub's lock by writing its address. */
export async function refuseSameLock(
  tx: Tx,
  adapter: LockAdapter,
  settings: Record<string, unknown>,
  except: string | null,
) {
  const { address } = adapter.settings
  if (address.length === 0) return
  // Two who set up the same lock at once wait for each other here.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`lock:${adapter.name}`}, 0))`.execute(tx)
  const same = JSON.stringify(Object.fromEntries(address.map((name) => [name, settings[name]])))
  const { rows } = await sql`
    select from access.door where adapter = ${adapter.name} and state = 'open' and settings @> ${same}::jsonb
      and id is distinct from ${except}`.execute(tx)
  refuse(rows.length > 0 ? 'access.lock-taken' : undefined)
}

/** Which rooms it leads to, of its own hub, and whether one comes in by it while nobody works there. */
async function writePlace(tx: Tx, { id, hubId }: { id: string; hubId: string }, facts: DoorFacts) {
  const rooms = [...facts.rooms]
  await sql`delete from access.room_door where door_id = ${id} and room_id <> all(${rooms}::text[])`.execute(
    tx,
  )
  await sql`
    insert into access.room_door (room_id, door_id, place_in_list)
    select r.id, ${id}, ${facts.entrance ? 0 : 1} from rooms.room r
    where r.hub_id = ${hubId} and r.id = any(${rooms}::text[])
    on conflict (room_id, door_id) do nothing`.execute(tx)
  if (facts.entrance)
    await sql`insert into access.staffless_door (door_id) values (${id}) on conflict do nothing`.execute(tx)
  else await sql`delete from access.staffless_door where door_id = ${id}`.execute(tx)
}

/** An address that says which door it is; with a number when there is one of that name already. */
async function freeId(tx: Tx, hubId: string, name: LocalText): Promise<string> {
  const words = (name.nb ?? '')
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replaceAll('å', 'a')
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  const base = `${hubId}-${words || 'door'}`.slice(0, 54).replace(/-+$/, '')
  const { rows } = await sql<{ id: string }>`
    select id from access.door where id = ${base} or id like ${`${base}-%`}`.execute(tx)
  const taken = new Set(rows.map((door) => door.id))
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`
    if (!taken.has(id)) return id
  }
}
