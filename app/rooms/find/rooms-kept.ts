import { type Db, preparedOn, type Tx } from '#kernel'
import { roomsOf } from '../reads.ts'
import type { RoomView } from '../shapes.ts'

// Pictures and hubs' names are the hubs' own: what they say is part of what is compared.
const versionNow = preparedOn<{ version: string }>(
  'rooms.rooms-version',
  `select concat_ws(' ', (select version from rooms.rooms_version), (select version from hubs.facts_version),
     (select sum(hashtext(p::text)) from hubs.picture p)) as version`,
)

let kept: { version: string; rooms: readonly RoomView[] } | undefined

/** All rooms that can be booked. Read again only when something about them has changed; shared, and never changed in place. */
export async function roomsKept(on: Db | Tx): Promise<readonly RoomView[]> {
  const [row] = await versionNow(on)
  const version = row?.version ?? ''
  if (kept?.version === version) return kept.rooms
  const rooms = await roomsOf(on)
  kept = { version, rooms }
  return rooms
}
