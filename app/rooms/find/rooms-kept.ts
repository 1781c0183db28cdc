import { type Facts, hoursFacts } from '#hubs'
import { type Db, preparedOn, type Tx } from '#kernel'
import { roomsOf } from '../reads.ts'
import type { RoomView } from '../shapes.ts'

// Pictures and hubs' names are the hubs' own: what they say is part of what is compared.
const versionsNow = preparedOn<{ facts: number; rooms: string }>(
  'rooms.rooms-version',
  `select facts.version as facts, concat_ws(' ', (select version from rooms.rooms_version), facts.version,
     (select sum(hashtext(p::text)) from hubs.picture p)) as rooms
   from hubs.facts_version facts`,
)

let kept: { version: string; rooms: readonly RoomView[] } | undefined

/**
 * All rooms that can be booked, and what decides when their hubs are open. Read again only when something about them has
 * changed, which one question tells of both; shared, and never changed in place.
 */
export async function roomsKept(on: Db | Tx): Promise<{ rooms: readonly RoomView[]; facts: Facts }> {
  const [now] = await versionsNow(on)
  const [rooms, facts] = await Promise.all([roomsAt(on, now?.rooms ?? ''), hoursFacts(on, now?.facts)])
  return { rooms, facts }
}

async function roomsAt(on: Db | Tx, version: string): Promise<readonly RoomView[]> {
  if (kept?.version === version) return kept.rooms
  const rooms = await roomsOf(on)
  kept = { version, rooms }
  return rooms
}
