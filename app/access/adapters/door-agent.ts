import { z } from 'zod'
import { db, instantOf, inTransaction, now, sql } from '#kernel'
import { issueAccessList } from '../access-list.ts'
import type { Door, LockAdapter, Outcome } from './adapter.ts'

/** Longer without a word, and the door counts as away. It asks every few seconds. */
const awayAfterSeconds = 60

/** A code is in the door when the door has taken in the list that has it, and out of it with the list that has not. */
async function whenTaken(door: Door): Promise<Outcome> {
  const { counter } = await inTransaction((tx) => issueAccessList(tx, door.id, now()))
  const status = await statusRow(door.id)
  return (status?.list_counter ?? 0) >= counter
    ? { result: 'confirmed' }
    : { result: 'not-yet', detail: `list ${counter} not taken` }
}

const statusRow = (doorId: string) =>
  db.selectFrom('access.door_status').selectAll().where('door_id', '=', doorId).executeTakeFirst()

/** A small computer at the door, with a reader, a keypad or both: it asks us, we never call it. */
export const doorAgent: LockAdapter = {
  name: 'door-agent',
  verified: false,
  settings: {
    shape: z.object({ reader: z.boolean().default(true), keypad: z.boolean().default(false) }),
    fields: { reader: 'tick', keypad: 'tick' },
    address: [],
  },
  capabilities: async (door) => ({
    // A command that is not fetched within seconds is not carried out: the computer sees the same clock as we.
    remoteUnlock: true,
    pin: door.settings.keypad === true ? 'hub' : 'none',
    pinLength: 6,
    slots: 1000,
    timeBound: 'native',
    offlinePin: true,
    remoteRevoke: true,
    ack: 'confirmed',
    token: door.settings.reader !== false,
  }),
  setPin: whenTaken,
  clearPin: whenTaken,
  readSlots: async (door) => {
    const { result } = await whenTaken(door)
    if (result !== 'confirmed') return undefined
    const { rows } = await sql<{ slot: number }>`
      select n.slot from access.grant_pin n join access.key_grant g on g.id = n.grant_id
      where n.door_id = ${door.id} and n.slot is not null
        and g.state in ('wanted', 'provisioning', 'ready', 'active', 'failed')`.execute(db)
    return rows.map(({ slot }) => ({ slot, state: 'enabled' }))
  },
  unlock: async (door, { expiresInSeconds, grantId }) => {
    const { rows } = await sql<{ id: string }>`
      insert into access.command (door_id, what, grant_id, made_at, expires_at)
      values (${door.id}, 'unlock', ${grantId}, ${now().toString()}::timestamptz,
        ${now().add({ seconds: expiresInSeconds }).toString()}::timestamptz) returning id`.execute(db)
    return until(expiresInSeconds, async () => {
      const row = await db
        .selectFrom('access.command')
        .select('result')
        .where('id', '=', rows[0]?.id as string)
        .executeTakeFirst()
      return row?.result ?? undefined
    })
  },
  status: async (door) => {
    const row = await statusRow(door.id)
    const heard = row?.heard_at ? instantOf(row.heard_at) : null
    const online =
      heard !== null && Temporal.Instant.compare(heard.add({ seconds: awayAfterSeconds }), now()) > 0
    return {
      online,
      battery: row?.battery ?? null,
      jammed: row?.jammed ?? false,
      locked: row?.locked ?? null,
      heardAt: heard?.toString() ?? null,
    }
  },
}

/** The door says what it did when it asks next; after the command's time nothing can happen any more. */
async function until(seconds: number, answer: () => Promise<string | undefined>): Promise<Outcome> {
  for (let tries = 0; tries < seconds * 4; tries++) {
    const result = await answer()
    if (result) return { result: result === 'opened' ? 'confirmed' : 'refused', detail: result }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return { result: 'not-yet', detail: 'no answer' }
}
