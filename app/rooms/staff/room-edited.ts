import { type Actor, clearPages, found, type Tx } from '#kernel'
import { audit, nameActions } from '#people'
import { staffTexts } from '../texts/staff.ts'
import { refuse } from './refusals.ts'
import { needRunner } from './who-may.ts'

nameActions({ nb: staffTexts.nb.actions, nn: staffTexts.nn.actions, en: staffTexts.en.actions })

/**
 * Holds the room's row for whoever may change it. `seen` is the version the form was filled in from: what a colleague has
 * saved since is not overwritten unseen.
 */
export async function roomHeld(tx: Tx, actor: Actor, roomId: string, seen?: number) {
  const room = found(
    await tx
      .selectFrom('rooms.room')
      .selectAll()
      .where('id', '=', roomId)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  )
  needRunner(actor, room.hub_id)
  refuse(seen !== undefined && seen !== room.version ? 'rooms.changed-meanwhile' : undefined)
  return room
}

/** What every change of a room ends with: who did it, a new version, fresh pages. */
export async function roomEdited(
  tx: Tx,
  actor: Actor,
  room: { id: string; hub_id: string },
  action: string,
  now: Temporal.Instant,
  details?: Record<string, unknown>,
): Promise<void> {
  await tx
    .updateTable('rooms.room')
    .set((on) => ({
      version: on('version', '+', 1),
      updated_at: now.toString(),
      updated_by: actor.personId,
    }))
    .where('id', '=', room.id)
    .execute()
  await audit(tx, actor, action, { kind: 'room', id: room.id, hubId: room.hub_id }, details)
  await clearPages(tx, ['rooms', `room:${room.id}`, `hub:${room.hub_id}`])
}
