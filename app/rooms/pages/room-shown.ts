import { found, type Visit } from '#kernel'
import { roomById } from '../reads.ts'
import type { RoomView } from '../shapes.ts'

/** A draft is not there yet; a closed room keeps its page and says so. */
export async function roomShown(c: Visit): Promise<RoomView> {
  const room = found(await roomById(c.db, c.param('roomId')))
  return found(room.state === 'draft' ? undefined : room)
}
