import { z } from 'zod'
import { db, inTransaction, keyedHash, now, sql, type Tx } from '#kernel'
import type { Door, LockAdapter, Outcome, SlotState } from './adapter.ts'

/** What a simulated lock can be told to do wrong, and what it is. */
export type SimulatedLock = {
  doorId: string
  online: boolean
  slots: number
  lateSeconds: number
  loseReplies: number
  loseCommands: number
  battery: number
  jammed: boolean
  locked: boolean
}

type Change = { slot: number; hash: string | null } | { locked: boolean }

const hashFor = (doorId: string, pin: string) => keyedHash(`simulated:${doorId}:${pin}`)

export async function simulatedLock(on: Tx | typeof db, doorId: string): Promise<SimulatedLock | undefined> {
  const { rows } = await sql<SimulatedLock>`
    select door_id as "doorId", online, slots, late_seconds as "lateSeconds", lose_replies as "loseReplies",
      lose_commands as "loseCommands", battery, jammed, locked
    from access.simulated_lock where door_id = ${doorId}`.execute(on)
  return rows[0]
}

/** What was told to a late lock and is due by now happens, in the order in which it was told. */
async function catchUp(tx: Tx, doorId: string, at: Temporal.Instant) {
  const { rows } = await sql<{ change: Change }>`
    update access.simulated_message set due_at = null
    where door_id = ${doorId} and due_at <= ${at.toString()}::timestamptz
    returning id, change`.execute(tx)
  for (const { change } of rows) await apply(tx, doorId, change)
}

async function apply(tx: Tx, doorId: string, change: Change) {
  if ('locked' in change)
    await sql`update access.simulated_lock set locked = ${change.locked} where door_id = ${doorId}`.execute(
      tx,
    )
  else if (change.hash === null)
    await sql`delete from access.simulated_slot where door_id = ${doorId} and slot = ${change.slot}`.execute(
      tx,
    )
  else
    await sql`insert into access.simulated_slot (door_id, slot, pin_hash) values (${doorId}, ${change.slot}, ${change.hash})
      on conflict (door_id, slot) do update set pin_hash = excluded.pin_hash`.execute(tx)
}

const note = (tx: Tx, doorId: string, what: string, later?: { at: Temporal.Instant; change: Change }) =>
  sql`insert into access.simulated_message (door_id, what, due_at, change)
    values (${doorId}, ${what}, ${later?.at.toString() ?? null}::timestamptz,
      ${later ? JSON.stringify(later.change) : null}::jsonb)`.execute(tx)

const silent: Outcome = { result: 'not-yet', detail: 'no answer' }

/** One command to the lock, with everything that can go wrong on the way there and back. */
function tell(door: Door, what: string, change: Change): Promise<Outcome> {
  return inTransaction(async (tx) => {
    await sql`select from access.simulated_lock where door_id = ${door.id} for update`.execute(tx)
    const lock = await simulatedLock(tx, door.id)
    if (!lock) return { result: 'refused', detail: 'no such lock' }
    await catchUp(tx, door.id, now())
    if (!lock.online) {
      await note(tx, door.id, `${what}: offline`)
      return silent
    }
    if (lock.loseCommands > 0) {
      await sql`update access.simulated_lock set lose_commands = lose_commands - 1 where door_id = ${door.id}`.execute(
        tx,
      )
      await note(tx, door.id, `${what}: the command was lost`)
      return silent
    }
    if ('slot' in change && change.slot >= lock.slots)
      return { result: 'refused', detail: 'slot out of range' }
    if (lock.lateSeconds > 0) {
      await note(tx, door.id, `${what}: late`, { at: now().add({ seconds: lock.lateSeconds }), change })
      return silent
    }
    await apply(tx, door.id, change)
    if (lock.loseReplies > 0) {
      await sql`update access.simulated_lock set lose_replies = lose_replies - 1 where door_id = ${door.id}`.execute(
        tx,
      )
      await note(tx, door.id, `${what}: done, the reply was lost`)
      return silent
    }
    await note(tx, door.id, `${what}: done`)
    return { result: 'confirmed' }
  })
}

/** A lock in the database, for development, demonstration and tests: it can be told to misbehave. */
export const simulator: LockAdapter = {
  name: 'simulator',
  verified: true,
  settings: {
    shape: z.object({
      keypad: z.boolean().default(true),
      token: z.boolean().default(false),
      remoteUnlock: z.boolean().default(true),
    }),
    fields: { keypad: 'tick', token: 'tick', remoteUnlock: 'tick' },
    address: [],
  },
  capabilities: async (door) => {
    const lock = await simulatedLock(db, door.id)
    return {
      remoteUnlock: door.settings.remoteUnlock !== false,
      pin: door.settings.keypad === false ? 'none' : 'hub',
      pinLength: 6,
      slots: lock?.slots ?? 0,
      timeBound: 'hub',
      offlinePin: true,
      remoteRevoke: true,
      ack: 'confirmed',
      token: door.settings.token === true,
    }
  },
  setPin: (door, slot, pin) => tell(door, `set ${slot}`, { slot, hash: hashFor(door.id, pin) }),
  clearPin: (door, slot) => tell(door, `clear ${slot}`, { slot, hash: null }),
  readSlots: (door) =>
    inTransaction(async (tx) => {
      await sql`select from access.simulated_lock where door_id = ${door.id} for update`.execute(tx)
      const lock = await simulatedLock(tx, door.id)
      await catchUp(tx, door.id, now())
      if (!lock?.online) return undefined
      const { rows } = await sql<{ slot: number }>`
        select slot from access.simulated_slot where door_id = ${door.id}`.execute(tx)
      const taken = new Set(rows.map((row) => row.slot))
      return Array.from(
        { length: lock.slots },
        (_, slot): SlotState => ({ slot, state: taken.has(slot) ? 'enabled' : 'available' }),
      )
    }),
  unlock: (door) => tell(door, 'unlock', { locked: false }),
  status: async (door) => {
    const lock = await simulatedLock(db, door.id)
    return {
      online: lock?.online ?? false,
      battery: lock?.battery ?? null,
      jammed: lock?.jammed ?? false,
      locked: lock?.locked ?? null,
      heardAt: lock?.online ? now().toString() : null,
    }
  },
}

/** Somebody types a PIN at the simulated keypad: the slot it is in, as a real lock would tell. */
export async function typePin(doorId: string, pin: string): Promise<number | undefined> {
  await inTransaction((tx) => catchUp(tx, doorId, now()))
  const { rows } = await sql<{ slot: number }>`
    select slot from access.simulated_slot where door_id = ${doorId} and pin_hash = ${hashFor(doorId, pin)}`.execute(
    db,
  )
  return rows[0]?.slot
}
