import { type Db, preparedOn, type Tx } from '#kernel'
import { roomById } from './reads.ts'
import type { RoomView } from './shapes.ts'

// A number that was undone may be given again; the transaction that wrote it is another one then.
const readNow = preparedOn<{ version: string; band: string | null }>(
  'rooms.version-and-band',
  `select version || ' ' || xmin as version, (select birth_band from people.person where id = $1::uuid) as band from rooms.rooms_version`,
)

let kept = { version: '', rooms: new Map<string, RoomView>() }

/**
 * The room as it is now, and the age its booker has told, in one short trip: a room is read again only when something about
 * rooms has changed. Shared, and never changed in place.
 */
export async function roomForBooking(
  on: Db | Tx,
  roomId: string,
  personId: string | null,
): Promise<{ room: RoomView; band: string | null } | undefined> {
  const [row] = await readNow(on, personId)
  const version = row?.version ?? ''
  if (kept.version !== version) kept = { version, rooms: new Map() }
  const { rooms } = kept
  const room = rooms.get(roomId) ?? (await roomById(on, roomId))
  if (!room) return
  rooms.set(roomId, room)
  return { room, band: row?.band ?? null }
}
