import { type Actor, announce, now as clock, type Tx } from '#kernel'
import { activityPublished } from './announcements.ts'
import { noteChange } from './note-change.ts'
import { refusal } from './refusals.ts'
import { holdRoomsOf } from './rooms/hold-rooms.ts'
import { holdSeries, occurrencesOf } from './series.ts'
import { needHost } from './who-may.ts'

/** Makes a draft visible to everybody. */
export async function publishActivity(
  tx: Tx,
  actor: Actor,
  seriesId: number,
  now: Temporal.Instant = clock(),
): Promise<void> {
  const { wish, state } = await holdSeries(tx, seriesId)
  needHost(actor, wish.hubId)
  if (state === 'published') throw refusal('activities.published-already')
  if (state === 'cancelled') throw refusal('activities.cancelled-already')
  const ahead = (await occurrencesOf(tx, seriesId)).some(
    (o) => o.state === 'on' && Temporal.Instant.compare(o.endsAt, now) > 0,
  )
  if (!ahead) throw refusal('activities.nothing-ahead')
  await tx
    .updateTable('activities.series')
    .set({
      state: 'published',
      published_at: now.toString(),
      updated_at: now.toString(),
      updated_by: actor.personId,
    })
    .where('id', '=', seriesId)
    .execute()
  await holdRoomsOf(tx, actor, seriesId, now, { alsoBegun: true })
  await noteChange(tx, actor, { seriesId, hubIds: [wish.hubId], what: 'published' })
  await announce(tx, activityPublished, { seriesId })
}
