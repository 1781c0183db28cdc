import { db, inTransaction, now, sql } from '#kernel'

let count = 0

/** A room with one part and a simulated lock on its door, at an invented hub. */
export async function aRoomWithDoor(
  wanted: { slots?: number; alarm?: [from: string, to: string]; settings?: Record<string, unknown> } = {},
): Promise<{ roomId: string; doorId: string }> {
  const n = ++count
  const ids = { roomId: `rom-${n}`, doorId: `dor-${n}` }
  await inTransaction(async (tx) => {
    await sql`insert into hubs.hub (id, name) values ('prove', 'Prøve innbyggertorg') on conflict do nothing`.execute(
      tx,
    )
    const { rows } = await sql<{ id: number }>`
      insert into rooms.part (hub_id, name) values ('prove', '{"nb": "Del"}') returning id`.execute(tx)
    await sql`insert into rooms.room (id, hub_id, name, kind, state, capacity, rules)
      values (${ids.roomId}, 'prove', '{"nb": "Salen", "en": "The hall"}', 'hall', 'open', 40, '{}')`.execute(
      tx,
    )
    await sql`insert into rooms.room_part (room_id, part_id) values (${ids.roomId}, ${rows[0]?.id})`.execute(
      tx,
    )
    await sql`
      insert into access.door (id, hub_id, name, adapter, settings, emergency_phone, alarm_from, alarm_to, fire_safety)
      values (${ids.doorId}, 'prove', '{"nb": "Hoveddøra", "en": "The main door"}', 'simulator',
        ${JSON.stringify(wanted.settings ?? {})}, '91588121', ${wanted.alarm?.[0] ?? null}::time,
        ${wanted.alarm?.[1] ?? null}::time, '{"nb": "Driftslederen"}')`.execute(tx)
    await sql`insert into access.room_door (room_id, door_id) values (${ids.roomId}, ${ids.doorId})`.execute(
      tx,
    )
    await sql`insert into access.simulated_lock (door_id, slots) values (${ids.doorId}, ${wanted.slots ?? 20})`.execute(
      tx,
    )
  })
  return ids
}

/** Straight into the table: what rooms promise is proved there. */
export async function aBooking(
  roomId: string,
  from: Temporal.Instant,
  {
    minutes = 120,
    personId = null,
    state = 'booked',
  }: { minutes?: number; personId?: string | null; state?: string } = {},
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into rooms.booking (kind, state, room_id, hub_id, starts_at, ends_at, first_starts_at, person_id, hours_state, head_count)
    values ('booking', ${state}, ${roomId}, 'prove', ${from.toString()}::timestamptz,
      ${from.add({ minutes }).toString()}::timestamptz, ${from.toString()}::timestamptz, ${personId}, 'evening', 3)
    returning id`.execute(db)
  return rows[0]?.id as string
}

export const moveTo = (bookingId: string, from: Temporal.Instant, minutes = 120) =>
  sql`update rooms.booking set starts_at = ${from.toString()}::timestamptz,
    ends_at = ${from.add({ minutes }).toString()}::timestamptz, version = version + 1 where id = ${bookingId}`.execute(
    db,
  )

/** Tells the simulated lock to misbehave, or to stop. */
export const lockIs = (
  doorId: string,
  how: { online?: boolean; slots?: number; late?: number; loseReplies?: number; loseCommands?: number },
) =>
  sql`update access.simulated_lock set online = coalesce(${how.online ?? null}::boolean, online),
    slots = coalesce(${how.slots ?? null}::int, slots), late_seconds = coalesce(${how.late ?? null}::int, late_seconds),
    lose_replies = coalesce(${how.loseReplies ?? null}::int, lose_replies),
    lose_commands = coalesce(${how.loseCommands ?? null}::int, lose_commands) where door_id = ${doorId}`.execute(
    db,
  )

/** What was told to a late lock is due now. */
export const theLateLockActs = (doorId: string) =>
  sql`update access.simulated_message set due_at = ${now().subtract({ seconds: 1 }).toString()}::timestamptz
    where door_id = ${doorId} and due_at is not null`.execute(db)

export const slotsIn = async (doorId: string): Promise<number[]> => {
  const { rows } = await sql<{ slot: number }>`
    select slot from access.simulated_slot where door_id = ${doorId} order by slot`.execute(db)
  return rows.map((row) => row.slot)
}
