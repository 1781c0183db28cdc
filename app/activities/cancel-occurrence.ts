import { type Actor, announce, now as clock, type LocalText, type Tx } from '#kernel'
import { occurrenceCancelled } from './announcements.ts'
import { refuseDate } from './edit-occurrence.ts'
import { noteChange } from './note-change.ts'
import { holdRoomsOf } from './rooms/hold-rooms.ts'
import { holdOccurrence } from './series.ts'
import { needHost } from './who-may.ts'
import { holdPools } from './write-dates.ts'

/** Cancels one date, with a word to those who meant to come. It stays in lists until its day, marked as cancelled. */
export async function cancelOccurrence(
  tx: Tx,
  actor: Actor,
  { occurrenceId, message }: { occurrenceId: number; message: LocalText | null },
  now: Temporal.Instant = clock(),
): Promise<void> {
  const { series, occurrence } = await holdOccurrence(tx, occurrenceId)
  needHost(actor, series.wish.hubId)
  refuseDate(series, occurrence, now)
  await holdPools(tx, series.id)
  await tx
    .updateTable('activities.occurrence')
    .set({
      state: 'cancelled',
      message: message && JSON.stringify(message),
      attention: null,
      sequence: occurrence.sequence + 1,
    })
    .where('id', '=', occurrenceId)
    .execute()
  await holdRoomsOf(tx, actor, series.id, now)
  await noteChange(tx, actor, {
    seriesId: series.id,
    occurrenceId,
    hubIds: [occurrence.hubId, series.wish.hubId],
    what: 'cancelled-date',
    details: { date: occurrence.originalDate },
  })
  if (series.state === 'published')
    await announce(tx, occurrenceCancelled, { seriesId: series.id, occurrenceIds: [occurrenceId] })
}
