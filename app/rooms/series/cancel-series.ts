import { type Actor, attempt, now as clock, type LocalText, Refusal, sql, type Tx } from '#kernel'
import { audit } from '#people'
import { splitRule } from '#recurrence'
import { cancelBooking } from '../cancel-booking.ts'
import { refusal } from '../refusals.ts'
import { freed } from '../waiting-list/freed.ts'
import { holdSeriesOf } from './hold-series.ts'
import { type RefusedDate, refusedDate } from './refused-dates.ts'
import { sayDatesChanged } from './say-dates-changed.ts'
import { datesKnown, firstOf, isAhead, type Scope, type SeriesView } from './series.ts'
import type { DateChoice } from './series-plan.ts'
import { together } from './together.ts'

export type SeriesCancellation = {
  bookingId: string
  scope: Scope
  message?: LocalText
  overrideReason?: string
  /** A date that it is too late to cancel is kept when it is skipped. */
  choices?: readonly DateChoice[]
}

/** Cancels one date, it and those after it, or all that are still to come. All of them or none. */
export async function cancelSeries(
  tx: Tx,
  actor: Actor,
  { bookingId, scope, message, overrideReason, choices = [] }: SeriesCancellation,
  now: Temporal.Instant = clock(),
): Promise<{ cancelled: string[] }> {
  const why = { message, overrideReason }
  if (scope === 'this') {
    await cancelBooking(tx, actor, bookingId, why, now)
    return { cancelled: [bookingId] }
  }
  const { series, right } = await holdSeriesOf(tx, actor, bookingId, now)
  const from = firstOf(series, bookingId, scope, now)
  const kept = new Set(choices.filter(({ choice }) => choice === 'skip').map(({ date }) => date))
  const cancelled: string[] = []
  const refused: RefusedDate[] = []
  const cancelAll = async () => {
    for (const one of series.dates) {
      if (one.date < from || !isAhead(one, now) || kept.has(one.date)) continue
      const done = await attempt(tx, () => cancelBooking(tx, actor, one.id, why, now, { inSeries: true }))
      if (done instanceof Refusal)
        refused.push(refusedDate(one.date, { ...one, from: one.startsAt, to: one.endsAt }, done))
      else cancelled.push(one.id)
    }
  }
  await together(tx, cancelAll, (time) => freed(tx, time, now))
  if (refused.length > 0) throw refusal('rooms.dates-refused', { refused })
  if (kept.size === 0) await endRuleBefore(tx, series, from)
  const { id, hubId, personId } = series
  await audit(
    tx,
    actor,
    'rooms.cancel-series',
    { kind: 'room-series', id: String(id), hubId, personId },
    { from },
  )
  const what = right.own ? 'cancelled' : 'cancelled-by-host'
  await sayDatesChanged(tx, { seriesId: id, what, bookingIds: cancelled })
  return { cancelled }
}

/** A series without a first part keeps the rule it had: it is what its cancelled dates were made from. */
async function endRuleBefore(tx: Tx, series: SeriesView, from: string): Promise<void> {
  const known = datesKnown(series)
  if (!known.some((date) => date < from)) return
  const rule = JSON.stringify(splitRule(series.rule, from, known).before)
  await sql`update rooms.series set rule = ${rule}::jsonb where id = ${series.id}`.execute(tx)
}
