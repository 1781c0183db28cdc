import { type Actor, type LocalText, sql, type Tx } from '#kernel'
import { addPart, freeId } from './create-room.ts'
import { refuse } from './refusals.ts'
import { roomEdited, roomHeld } from './room-edited.ts'

const holdParts = (tx: Tx, parts: readonly number[]) =>
  sql`select rooms.hold_parts(${[...parts]}::bigint[])`.execute(tx)

const partsOf = async (tx: Tx, roomId: string) =>
  (
    await tx
      .selectFrom('rooms.room_part')
      .select('part_id')
      .where('room_id', '=', roomId)
      .orderBy('part_id')
      .execute()
  ).map((row) => row.part_id)

export type Half = { name: LocalText; capacity: number }

/**
 * A wall is put in: the room's one space becomes as many as there are halves, and each half can be booked by itself.
 * Whatever had the whole space has all of it still, so nothing that is booked can collide.
 */
export async function divideRoom(
  tx: Tx,
  actor: Actor,
  roomId: string,
  halves: readonly Half[],
  now = Temporal.Now.instant(),
): Promise<{ rooms: string[] }> {
  const room = await roomHeld(tx, actor, roomId)
  const [space, ...others] = await partsOf(tx, roomId)
  refuse(space === undefined || others.length > 0 || halves.length < 2 ? 'rooms.no-parts' : undefined)
  const whole = space as number
  await holdParts(tx, [whole])
  const parts = [whole]
  for (const half of halves.slice(1)) parts.push(await addPart(tx, room.hub_id, half.name))
  await tx
    .updateTable('rooms.part')
    .set({ name: JSON.stringify(halves[0]?.name) })
    .where('id', '=', whole)
    .execute()
  await spread(tx, whole, parts.slice(1))
  const rooms: string[] = []
  for (const [i, half] of halves.entries()) {
    const id = await freeId(tx, room.hub_id, half.name)
    await sql`insert into rooms.room (id, hub_id, name, kind, capacity, floor, equipment, step_free, accessibility, camera_notice,
        instructions, fire_safety, rules, terms_id, example, place_in_list, updated_by)
      select ${id}, hub_id, ${JSON.stringify(half.name)}::jsonb, kind, least(capacity, ${half.capacity}), floor, equipment, step_free,
        accessibility, camera_notice, instructions, fire_safety, rules, terms_id, example, place_in_list, ${actor.personId}
      from rooms.room where id = ${roomId}`.execute(tx)
    await tx
      .insertInto('rooms.room_part')
      .values({ room_id: id, part_id: parts[i] as number })
      .execute()
    rooms.push(id)
  }
  await roomEdited(tx, actor, room, 'rooms.divide-room', now, { rooms })
  return { rooms }
}

/** Rooms and bookings that had the one part have the others with it. */
async function spread(tx: Tx, part: number, added: readonly number[]): Promise<void> {
  await sql`insert into rooms.room_part (room_id, part_id)
    select rp.room_id, other from rooms.room_part rp, unnest(${[...added]}::bigint[]) other where rp.part_id = ${part}`.execute(
    tx,
  )
  await sql`insert into rooms.occupancy (booking_id, part_id, during)
    select o.booking_id, other, o.during from rooms.occupancy o, unnest(${[...added]}::bigint[]) other where o.part_id = ${part}`.execute(
    tx,
  )
}

/**
 * What the room consists of. Its coming bookings take the new spaces at once, or nothing changes and the host hears that
 * somebody else has them.
 */
export async function setRoomParts(
  tx: Tx,
  actor: Actor,
  roomId: string,
  partIds: readonly number[],
  now = Temporal.Now.instant(),
): Promise<void> {
  const room = await roomHeld(tx, actor, roomId)
  const parts = [...new Set(partIds)].sort((a, b) => a - b)
  const known = await tx
    .selectFrom('rooms.part')
    .select('id')
    .where('id', 'in', [...parts, 0])
    .where('hub_id', '=', room.hub_id)
    .execute()
  refuse(parts.length === 0 ? 'rooms.no-parts' : undefined)
  refuse(known.length < parts.length ? 'rooms.parts-of-another-hub' : undefined)
  await holdParts(tx, [...(await partsOf(tx, roomId)), ...parts])
  await tx.deleteFrom('rooms.room_part').where('room_id', '=', roomId).execute()
  await tx
    .insertInto('rooms.room_part')
    .values(parts.map((part) => ({ room_id: roomId, part_id: part })))
    .execute()
  const { rows } = await sql<{ inTheWay: string[] }>`
    select rooms.occupy(b.id, ${parts}::bigint[], d.during, ${now.toString()}::timestamptz)::text[] as "inTheWay"
    from rooms.booking b
    cross join lateral (select o.during from rooms.occupancy o where o.booking_id = b.id limit 1) d
    where b.room_id = ${roomId} and b.ends_at > ${now.toString()}::timestamptz order by b.id`.execute(tx)
  refuse(rows.some((row) => row.inTheWay.length > 0) ? 'rooms.parts-taken' : undefined)
  await roomEdited(tx, actor, room, 'rooms.edit-parts', now, { parts })
}
