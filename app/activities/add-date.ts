import { type Actor, announce, now as clock, type Tx } from '#kernel'
import { slotsFor } from '#recurrence'
import { datesAdded } from './announcements.ts'
import { changeDate } from './edit-occurrence.ts'
import { whyNotEdit } from './edit-series.ts'
import { noteChange } from './note-change.ts'
import { refusal, refuse } from './refusals.ts'
import { holdRoomsOf } from './rooms/hold-rooms.ts'
import { columnsOf, holdSeries, type Occurrence, occurrencesOf } from './series.ts'
import { keepAnswersUntilDone } from './sign-up/keep-answers.ts'
import { needHost } from './who-may.ts'
import { slotOf, writeDates } from './write-dates.ts'

/** Gives an activity one more date, at its usual hour or another. */
export async function addDate(
  tx: Tx,
  actor: Actor,
  wish: { seriesId: number; date: string; start?: string; minutes?: number },
  now: Temporal.Instant = clock(),
): Promise<{ occurrenceId: number }> {
  const series = await holdSeries(tx, wish.seriesId)
  needHost(actor, series.wish.hubId)
  refuse(whyNotEdit(series, undefined))
  const isThere = (await occurrencesOf(tx, series.id)).some(
    (o) => o.originalDate === wish.date && o.state !== 'dropped',
  )
  if (isThere) throw refusal('activities.date-taken')
  if (Temporal.Instant.compare(slotOf(series, wish.date).startsAt, now) <= 0)
    throw refusal('activities.date-past')
  const { rule } = series.wish
  const after = {
    ...series.wish,
    // What happens more than once is no longer a one-off, or the list of dates would hide behind one.
    form:
      series.wish.form === 'one-off' || series.wish.form === 'pop-up'
        ? ('recurring' as const)
        : series.wish.form,
    rule: {
      ...rule,
      extraDates: [...rule.extraDates, wish.date].sort(),
      cancelledDates: rule.cancelledDates.filter((date) => date !== wish.date),
    },
  }
  const slots = await slotsFor(tx, after.rule, now)
  const columns = columnsOf(after)
  await tx
    .updateTable('activities.series')
    .set({
      form: columns.form,
      rule: columns.rule,
      sequence: series.sequence + 1,
      updated_at: now.toString(),
      updated_by: actor.personId,
    })
    .where('id', '=', series.id)
    .execute()
  await writeDates(tx, { id: series.id, wish: after }, slots, now)
  const date = (await occurrencesOf(tx, series.id)).find(
    (one) => one.originalDate === wish.date,
  ) as Occurrence
  const start = wish.start ?? rule.time
  const minutes = wish.minutes ?? rule.minutes
  if (start !== rule.time || minutes !== rule.minutes) {
    const changes = { ...date.changes, time: { date: wish.date, start, minutes } }
    await changeDate(tx, { ...series, wish: after }, date, { changes }, now, false)
  }
  await holdRoomsOf(tx, actor, series.id, now)
  await keepAnswersUntilDone(tx, series.id)
  await noteChange(tx, actor, {
    seriesId: series.id,
    occurrenceId: date.id,
    hubIds: [series.wish.hubId],
    what: 'added-date',
    details: { date: wish.date },
  })
  if (series.state === 'published')
    await announce(tx, datesAdded, { seriesId: series.id, occurrenceIds: [date.id] })
  return { occurrenceId: date.id }
}
