import { type Actor, now as clock, type Tx } from '#kernel'
import { slotsFor } from '#recurrence'
import { refuseRoomsElsewhere } from '#rooms'
import { whyNotWish } from './activity-rules.ts'
import { noteChange } from './note-change.ts'
import { refuse } from './refusals.ts'
import { columnsOf } from './series.ts'
import type { ActivityWish } from './shapes.ts'
import { needHost } from './who-may.ts'
import { writeDates } from './write-dates.ts'

/** Writes a draft with all its dates. Nobody but the hosts sees it until it is published. */
export async function createActivity(
  tx: Tx,
  actor: Actor,
  wish: ActivityWish,
  now: Temporal.Instant = clock(),
  copiedFrom?: number,
): Promise<{ id: number }> {
  needHost(actor, wish.hubId)
  refuse(whyNotWish(wish))
  await refuseRoomsElsewhere(tx, wish.hubId, wish.roomIds)
  const slots = await slotsFor(tx, wish.rule, now)
  const { id } = await tx
    .insertInto('activities.series')
    .values({
      ...columnsOf(wish),
      cancelled_message: null,
      created_at: now.toString(),
      created_by: actor.personId,
      updated_at: now.toString(),
      updated_by: actor.personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeDates(tx, { id, wish }, slots, now)
  await noteChange(tx, actor, {
    seriesId: id,
    hubIds: [wish.hubId],
    what: copiedFrom ? 'copied' : 'created',
    details: { dates: slots.length, ...(copiedFrom && { from: copiedFrom }) },
  })
  return { id }
}
