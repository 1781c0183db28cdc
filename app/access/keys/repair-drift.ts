import { announce, type Db, inTransaction, log, sql } from '#kernel'
import type { DoorStatus, SlotState } from '../adapters/adapter.ts'
import { adapterOf } from '../adapters/registry.ts'
import { type DoorView, openDoors } from '../doors.ts'
import { endReport, report } from '../reports.ts'
import { keyDue } from './announcements.ts'
import { confirmGone, quarantine } from './work-key.ts'

const lowBattery = 20

/** Holds what locks say against what they should hold, and mends the difference. */
export async function repairDrift(db: Db, now: Temporal.Instant): Promise<void> {
  for (const door of await openDoors(db))
    await repairDoor(door, now).catch((fault) => log.error({ door: door.id, err: fault }, 'door not read'))
}

export async function repairDoor(door: DoorView, now: Temporal.Instant): Promise<void> {
  const adapter = adapterOf(door)
  const status = await adapter.status(door)
  await writeStatus(door, status, now)
  const can = await adapter.capabilities(door)
  if (can.pin === 'none' || !status.online) return
  const slots = await adapter.readSlots(door)
  if (slots) await compare(door, slots, now)
}

type Held = { grantId: string; slot: number; isLive: boolean; isConfirmed: boolean; isBusy: boolean }

async function compare(door: DoorView, slots: SlotState[], now: Temporal.Instant) {
  const stateOf = new Map(slots.map(({ slot, state }) => [slot, state]))
  const isEmpty = (slot: number) => (stateOf.get(slot) ?? 'available') === 'available'
  await inTransaction(async (tx) => {
    await sql`select from access.door where id = ${door.id} for no key update`.execute(tx)
    const { rows: held } = await sql<Held>`
      select n.grant_id as "grantId", n.slot, g.state not in ('ended', 'revoked', 'removed') as "isLive",
        n.confirmed_at is not null as "isConfirmed",
        coalesce(g.leased_until > ${now.toString()}::timestamptz, false) as "isBusy"
      from access.grant_pin n join access.key_grant g on g.id = n.grant_id
      where n.door_id = ${door.id} and n.slot is not null order by n.slot for update of n`.execute(tx)
    const ours = new Set(held.map(({ slot }) => slot))
    // A code that nobody here knows: an alarm, and its slot is nobody's until it is empty.
    for (const { slot, state } of slots)
      if (state === 'enabled' && !ours.has(slot))
        await quarantine(tx, { doorId: door.id, slot, why: 'unknown-code' }, now)
    for (const { grantId, slot, isLive, isConfirmed, isBusy } of held) {
      if (isBusy) continue
      if (isEmpty(slot) && !isLive)
        await confirmGone(tx, { grantId, doorId: door.id, hubId: door.hubId, slot }, now)
      else if (isEmpty(slot) && isConfirmed) {
        await sql`update access.grant_pin set confirmed_at = null where grant_id = ${grantId}`.execute(tx)
        await sql`update access.key_grant set next_try_at = null where id = ${grantId}`.execute(tx)
        await announce(tx, keyDue, { grantId }, { key: grantId })
      }
    }
    const { rows: aside } = await sql<{ slot: number; why: 'unknown-code' | 'not-removed' }>`
      select slot, why from access.slot_quarantine where door_id = ${door.id}`.execute(tx)
    for (const { slot, why } of aside.filter((one) => isEmpty(one.slot))) {
      await sql`delete from access.slot_quarantine where door_id = ${door.id} and slot = ${slot}`.execute(tx)
      await endReport(tx, { doorId: door.id, kind: why, slot }, now)
    }
  })
}

async function writeStatus(door: DoorView, status: DoorStatus, now: Temporal.Instant) {
  await inTransaction(async (tx) => {
    await sql`
      insert into access.door_status (door_id, online, battery, jammed, locked, heard_at, checked_at)
      values (${door.id}, ${status.online}, ${status.battery}, ${status.jammed}, ${status.locked},
        ${status.heardAt}::timestamptz, ${now.toString()}::timestamptz)
      on conflict (door_id) do update set online = excluded.online, battery = coalesce(excluded.battery, door_status.battery),
        jammed = excluded.jammed, locked = excluded.locked, heard_at = coalesce(excluded.heard_at, door_status.heard_at),
        checked_at = excluded.checked_at`.execute(tx)
    const isLow = status.battery !== null && status.battery < lowBattery
    for (const [kind, isSo] of [
      ['offline', !status.online],
      ['jammed', status.jammed],
      ['battery-low', isLow],
    ] as const)
      if (isSo) await report(tx, { doorId: door.id, kind }, now)
      else await endReport(tx, { doorId: door.id, kind }, now)
  })
}
