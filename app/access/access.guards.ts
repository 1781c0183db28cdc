import { db, sql } from '#kernel'
import { connections, type Guard } from '#testing'
import { aRoomWithDoor } from './door-for-test.ts'

const insist = (kept: boolean, what: string) => {
  if (!kept) throw new Error(what)
}

const insertKey = `insert into access.key_grant (id, door_id, hub_id, cause, cause_id, starts_at, from_at, to_at)
  values ($1, $2, 'prove', 'role', $3, now(), now(), now() + interval '1 hour')`

const idOf = (n: number) => n.toString(16).padStart(16, '0')
let ids = 0x1000

async function keysWithPins(doorId: string, pins: readonly { slot: number | null; hash: string }[]) {
  for (const { slot, hash } of pins) {
    const id = idOf(++ids)
    await sql`insert into access.key_grant (id, door_id, hub_id, cause, cause_id, starts_at, from_at, to_at)
      values (${id}, ${doorId}, 'prove', 'role', ${id}, now(), now(), now() + interval '1 hour')`.execute(db)
    await sql`insert into access.grant_pin (grant_id, door_id, slot, sealed, pin_hash)
      values (${id}, ${doorId}, ${slot}, 'forseglet', ${hash})`
      .execute(db)
      .catch(() => undefined)
  }
  const { rows } = await sql<{ pins: number }>`
    select count(*)::int as pins from access.grant_pin where door_id = ${doorId}`.execute(db)
  return rows[0]?.pins
}

export const guards: Guard[] = [
  {
    name: 'there is one valid key for a cause at a door, whatever the code path',
    remove: 'drop index access."access.one-key"',
    prove: async () => {
      const { doorId } = await aRoomWithDoor()
      const cause = idOf(++ids)
      await connections(8, async (clients) => {
        await Promise.allSettled(
          clients.map((client) => client.query(insertKey, [idOf(++ids), doorId, cause])),
        )
      })
      const { rows } = await sql<{ keys: number }>`
        select count(*)::int as keys from access.key_grant where cause_id = ${cause}`.execute(db)
      insist(rows[0]?.keys === 1, `${rows[0]?.keys} valid keys`)
    },
  },
  {
    name: 'a slot of a lock holds one key’s code',
    remove: 'alter table access.grant_pin drop constraint "access.slot-taken"',
    prove: async () => {
      const { doorId } = await aRoomWithDoor()
      const pins = await keysWithPins(doorId, [
        { slot: 3, hash: 'a' },
        { slot: 3, hash: 'b' },
      ])
      insist(pins === 1, 'two codes in one slot')
    },
  },
  {
    name: 'no two keys of a door have the same code',
    remove: 'alter table access.grant_pin drop constraint "access.pin-taken"',
    prove: async () => {
      const { doorId } = await aRoomWithDoor()
      const pins = await keysWithPins(doorId, [
        { slot: null, hash: 'a' },
        { slot: null, hash: 'a' },
      ])
      insist(pins === 1, 'the same code twice')
    },
  },
  {
    name: 'what happened at a door is not rewritten',
    remove: 'drop trigger append_only on access.log_entry',
    prove: async () => {
      const { doorId } = await aRoomWithDoor()
      await sql`insert into access.log_entry (seq, day, door_id, hub_id, what, how, received_at, previous_hash, hash)
        select coalesce(max(seq), 0) + 1, current_date, ${doorId}, 'prove', 'opened', 'keypad', now(), '', 'h'
        from access.log_entry`.execute(db)
      const changed = await sql`update access.log_entry set what = 'locked' where door_id = ${doorId}`
        .execute(db)
        .then(
          () => true,
          () => false,
        )
      insist(!changed, 'a line was rewritten')
    },
  },
]
