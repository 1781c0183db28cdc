import { hubNames } from '#hubs'
import { type Actor, found, type LocalText, sql, type Tx } from '#kernel'
import { audit } from '#people'
import { usualRules } from '../rule-set.ts'
import type { RoomKind } from '../shapes.ts'
import { needRunner } from './who-may.ts'

export type NewRoom = { name: LocalText; kind: RoomKind; capacity: number }

/** A draft with a lockable space of its own and the usual rules; nobody but hosts sees it until it is opened. */
export async function createRoom(
  tx: Tx,
  actor: Actor,
  hubId: string,
  wish: NewRoom,
): Promise<{ id: string }> {
  needRunner(actor, hubId)
  found((await hubNames(tx)).find((hub) => hub.id === hubId))
  const id = await freeId(tx, hubId, wish.name)
  await sql`insert into rooms.room (id, hub_id, name, kind, capacity, rules, updated_by, place_in_list)
    select ${id}, ${hubId}, ${JSON.stringify(wish.name)}::jsonb, ${wish.kind}, ${wish.capacity}, ${JSON.stringify(usualRules)}::jsonb,
      ${actor.personId}::uuid, count(*)::int from rooms.room where hub_id = ${hubId}`.execute(tx)
  const part = await addPart(tx, hubId, wish.name)
  await tx.insertInto('rooms.room_part').values({ room_id: id, part_id: part }).execute()
  await audit(tx, actor, 'rooms.create-room', { kind: 'room', id, hubId })
  return { id }
}

export async function addPart(tx: Tx, hubId: string, name: LocalText): Promise<number> {
  const part = await tx
    .insertInto('rooms.part')
    .values({
      hub_id: hubId,
      name: JSON.stringify(name),
      place_in_list: sql<number>`(select count(*)::int from rooms.part where hub_id = ${hubId})`,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return part.id
}

/** heggedal-storsalen, and heggedal-storsalen-2 when there is one already: addresses say what they lead to. */
export async function freeId(tx: Tx, hubId: string, name: LocalText): Promise<string> {
  const words = (name.nb ?? name.nn ?? name.en ?? '')
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replaceAll('å', 'a')
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  const base = `${hubId}-${words || 'room'}`.slice(0, 54).replace(/-+$/, '')
  const rows = await tx.selectFrom('rooms.room').select('id').where('id', 'like', `${base}%`).execute()
  const taken = new Set(rows.map((room) => room.id))
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`
    if (!taken.has(id)) return id
  }
}
