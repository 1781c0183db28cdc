import { type Actor, announce, now as clock, sql, type Tx } from '#kernel'
import { splitRule } from '#recurrence'
import { refuseRoomsElsewhere } from '#rooms'
import { differences, editedFields, whyNotWish } from './activity-rules.ts'
import { type Difference, occurrenceChanged } from './announcements.ts'
import { asItWas } from './as-it-was.ts'
import { rewriteSeries, type SeriesEdit, whyNotEdit } from './edit-series.ts'
import { noteChange } from './note-change.ts'
import { refusal, refuse } from './refusals.ts'
import { rewriteOccurrences, sayOnDates } from './rewrite-occurrences.ts'
import { holdRoomsOf } from './rooms/hold-rooms.ts'
import { columnsOf, holdOccurrence, type Occurrence, occurrencesOf, type Series } from './series.ts'
import type { ActivityWish, Changes } from './shapes.ts'
import { keepAnswersUntilDone } from './sign-up/keep-answers.ts'
import { needHost } from './who-may.ts'
import { holdPools } from './write-dates.ts'

export type FollowingEdit = Omit<SeriesEdit, 'seriesId'> & { occurrenceId: number }

/**
 * Edits one date and all after it. A series is split: the dates keep their ids, sign-ups and pools and move to a new
 * series that continues the old one, whose address leads on. A course stays one, because people signed up for all of it:
 * its later dates get changes of their own.
 */
export async function editFollowing(
  tx: Tx,
  actor: Actor,
  edit: FollowingEdit,
  now: Temporal.Instant = clock(),
): Promise<{ seriesId: number }> {
  const { series, occurrence } = await holdOccurrence(tx, edit.occurrenceId)
  needHost(actor, series.wish.hubId)
  needHost(actor, edit.wish.hubId)
  refuse(whyNotEdit(series, edit.basedOn) ?? whyNotWish(edit.wish))
  if (Temporal.Instant.compare(occurrence.startsAt, now) <= 0) throw refusal('activities.date-past')
  if ((series.wish.form === 'course') !== (edit.wish.form === 'course'))
    throw refusal('activities.form-fixed')
  const all = (await occurrencesOf(tx, series.id)).filter((o) => o.state !== 'dropped')
  const before = all.filter((o) => o.originalDate < occurrence.originalDate)

  if (before.length === 0) {
    await rewriteSeries(tx, actor, series, edit.wish, now, edit.message)
    await noteChange(tx, actor, noteOf(series, edit.wish, 'edited', series.id))
    return { seriesId: series.id }
  }
  if (series.wish.form === 'course') {
    const rest = all.filter((o) => o.state === 'on' && o.originalDate >= occurrence.originalDate)
    await changeRestOfCourse(tx, actor, series, rest, edit, now)
    await noteChange(tx, actor, {
      ...noteOf(series, edit.wish, 'edited', series.id),
      occurrenceId: occurrence.id,
    })
    return { seriesId: series.id }
  }

  const next = await splitOff(
    tx,
    actor,
    series,
    occurrence,
    all.map((o) => o.originalDate),
    now,
  )
  await rewriteSeries(tx, actor, next, edit.wish, now, edit.message)
  await noteChange(tx, actor, {
    ...noteOf(series, edit.wish, 'split', series.id),
    details: { continuesAs: next.id },
  })
  await noteChange(tx, actor, {
    ...noteOf(series, edit.wish, 'continued', next.id),
    details: { from: series.id },
  })
  return { seriesId: next.id }
}

const noteOf = (
  series: Series,
  wish: ActivityWish,
  what: 'edited' | 'split' | 'continued',
  seriesId: number,
) => ({
  seriesId,
  hubIds: [series.wish.hubId, wish.hubId],
  what,
  details: { fields: editedFields(series.wish, wish) } as Record<string, unknown>,
})

/** Moves a date and all after it to a new series that says the same so far. */
async function splitOff(
  tx: Tx,
  actor: Actor,
  series: Series,
  first: Occurrence,
  dates: readonly string[],
  now: Temporal.Instant,
): Promise<Series> {
  const rules = splitRule(series.wish.rule, first.originalDate, dates)
  const wish = { ...series.wish, rule: rules.after }
  const by = { updated_at: now.toString(), updated_by: actor.personId }
  const { id } = await tx
    .insertInto('activities.series')
    .values({
      ...columnsOf(wish),
      cancelled_message: null,
      ...by,
      created_by: actor.personId,
      state: series.state,
      published_at: series.state === 'published' ? now.toString() : null,
      sequence: series.sequence,
      continues_series_id: series.id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('activities.series')
    .set({
      ...by,
      rule: columnsOf({ ...wish, rule: rules.before }).rule,
      sequence: series.sequence + 1,
      dates_until: null,
    })
    .where('id', '=', series.id)
    .execute()
  await holdPools(tx, series.id)
  const from = [series.id, first.originalDate] as const
  await sql`
    update activities.pool set series_id = ${id} where occurrence_id in (
      select id from activities.occurrence where series_id = ${from[0]} and original_date >= ${from[1]}::date)`.execute(
    tx,
  )
  await sql`
    update activities.occurrence set series_id = ${id}
    where series_id = ${from[0]} and original_date >= ${from[1]}::date`.execute(tx)
  // Those who continue an earlier split now continue from here.
  await sql`
    update activities.series set continues_series_id = ${id}
    where continues_series_id = ${series.id} and id <> ${id}`.execute(tx)
  return { ...series, id, wish, continuesSeriesId: series.id }
}

/** The rest of a course: place, words and hour change per date; who is signed up and how many may come does not. */
async function changeRestOfCourse(
  tx: Tx,
  actor: Actor,
  series: Series,
  rest: Occurrence[],
  { wish, message = null }: Pick<FollowingEdit, 'wish' | 'message'>,
  now: Temporal.Instant,
): Promise<void> {
  const was = series.wish
  const changed = (key: keyof Changes & keyof ActivityWish) =>
    JSON.stringify(was[key]) === JSON.stringify(wish[key]) ? {} : { [key]: wish[key] ?? undefined }
  const words: Changes = {
    ...changed('title'),
    ...changed('summary'),
    ...changed('place'),
    ...changed('meetingPoint'),
    ...changed('outdoors'),
    ...changed('roomIds'),
    ...changed('bring'),
    ...changed('hubId'),
  }
  await refuseRoomsElsewhere(tx, wish.hubId, wish.roomIds)
  const newHour = was.rule.time !== wish.rule.time || was.rule.minutes !== wish.rule.minutes
  await rewriteOccurrences(
    tx,
    series,
    rest.map((o) => ({
      occurrence: o,
      changes: {
        ...o.changes,
        ...words,
        ...(newHour && {
          time: {
            date: o.changes.time?.date ?? o.originalDate,
            start: wish.rule.time,
            minutes: wish.rule.minutes,
          },
        }),
      },
    })),
  )
  await tx
    .updateTable('activities.series')
    .set({ sequence: series.sequence + 1, updated_at: now.toString(), updated_by: actor.personId })
    .where('id', '=', series.id)
    .execute()
  await holdRoomsOf(tx, actor, series.id, now)
  const what: Difference[] = [...(newHour ? ['time' as const] : []), ...differences(was, wish)]
  const occurrenceIds = rest.map((date) => date.id)
  await sayOnDates(tx, occurrenceIds, message)
  await keepAnswersUntilDone(tx, series.id)
  if (series.state === 'published' && (what.length > 0 || message))
    await announce(tx, occurrenceChanged, {
      seriesId: series.id,
      occurrenceIds,
      what,
      before: rest.map((date) => asItWas(series, date)),
    })
}
