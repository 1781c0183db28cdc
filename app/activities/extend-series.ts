import { now as clock, type Db, inTransaction, log, sql, systemActor, type Tx, today } from '#kernel'
import { furthest, isEndless, slotsFor } from '#recurrence'
import { noteChange } from './note-change.ts'
import { holdRoomsOfNew } from './rooms/hold-rooms.ts'
import { holdSeries } from './series.ts'
import { writeDates } from './write-dates.ts'

/** Writes the coming dates of one series without an end; true when there were any to write. */
async function extendSeries(tx: Tx, seriesId: number, now: Temporal.Instant = clock()): Promise<boolean> {
  const series = await holdSeries(tx, seriesId)
  if (series.state === 'cancelled' || !isEndless(series.wish.rule)) return false
  const slots = await slotsFor(tx, series.wish.rule, now)
  const { added } = await writeDates(tx, series, slots, now)
  if (added.length === 0) return false
  await holdRoomsOfNew(tx, seriesId, added, now)
  await noteChange(tx, systemActor, {
    seriesId,
    hubIds: [series.wish.hubId],
    what: 'extended',
    details: { dates: added.length },
  })
  return true
}

/** Once a day: every endless series that reaches less than its year ahead gets its next dates. */
export async function extendEndlessSeries(db: Db, now: Temporal.Instant): Promise<void> {
  const enough = today(now).add(furthest.endless).subtract({ weeks: 1 })
  const { rows } = await sql<{ id: number }>`
    select id from activities.series
    where state <> 'cancelled' and dates_until < ${enough.toString()}::date
      and rule ->> 'rrule' is not null and rule ->> 'rrule' !~* '(COUNT|UNTIL)='
    order by id`.execute(db)
  for (const { id } of rows)
    await inTransaction((tx) => extendSeries(tx, id, now)).catch((error: unknown) =>
      // One broken rule must not stop the others; it is tried again tomorrow.
      log.error({ err: error, seriesId: id }, 'could not write the coming dates of a series'),
    )
}
