import { type Actor, announce, now as clock, type LocalText, sql, type Tx } from '#kernel'
import { activityCancelled } from './announcements.ts'
import { noteChange } from './note-change.ts'
import { refusal } from './refusals.ts'
import { holdRoomsOf } from './rooms/hold-rooms.ts'
import { holdSeries } from './series.ts'
import { needHost } from './who-may.ts'
import { holdPools } from './write-dates.ts'

/** Cancels an activity and every date it still has. What was held stays as it was; nothing is deleted. */
export async function cancelActivity(
  tx: Tx,
  actor: Actor,
  { seriesId, message }: { seriesId: number; message: LocalText | null },
  now: Temporal.Instant = clock(),
): Promise<void> {
  const series = await holdSeries(tx, seriesId)
  needHost(actor, series.wish.hubId)
  if (series.state === 'cancelled') throw refusal('activities.cancelled-already')
  const written = message && JSON.stringify(message)
  await holdPools(tx, seriesId)
  await tx
    .updateTable('activities.series')
    .set({
      state: 'cancelled',
      cancelled_message: written,
      sequence: series.sequence + 1,
      updated_at: now.toString(),
      updated_by: actor.personId,
    })
    .where('id', '=', seriesId)
    .execute()
  const { rows } = await sql<{ id: number; hub_id: string | null }>`
    update activities.occurrence
    set state = 'cancelled', message = ${written}::jsonb, attention = null, sequence = sequence + 1
    where series_id = ${seriesId} and state = 'on' and starts_at > ${now.toString()}::timestamptz
    returning id, hub_id`.execute(tx)
  await holdRoomsOf(tx, actor, seriesId, now)
  await noteChange(tx, actor, {
    seriesId,
    hubIds: [series.wish.hubId, ...rows.map((row) => row.hub_id)],
    what: 'cancelled',
    details: { dates: rows.length },
  })
  // A draft was never known to anybody.
  if (series.state === 'published')
    await announce(tx, activityCancelled, { seriesId, occurrenceIds: rows.map((row) => row.id) })
}
