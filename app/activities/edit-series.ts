import { type Actor, announce, now as clock, type LocalText, sql, type Tx } from '#kernel'
import { sameRule, slotsFor } from '#recurrence'
import { refuseRoomsElsewhere } from '#rooms'
import { differences, editedFields, whyNotWish } from './activity-rules.ts'
import { type Difference, datesAdded, occurrenceCancelled, occurrenceChanged } from './announcements.ts'
import { type AsItWas, asItWas } from './as-it-was.ts'
import { noteChange } from './note-change.ts'
import { refusal, refuse } from './refusals.ts'
import { sayOnDates } from './rewrite-occurrences.ts'
import { forgetRoomsOfDates, holdRoomsOf } from './rooms/hold-rooms.ts'
import { columnsOf, holdSeries, occurrencesOf, type Series } from './series.ts'
import type { ActivityWish } from './shapes.ts'
import { keepAnswersUntilDone } from './sign-up/keep-answers.ts'
import { needHost } from './who-may.ts'
import { holdPools, type Written, writeDates, writePools } from './write-dates.ts'

export type SeriesEdit = {
  seriesId: number
  wish: ActivityWish
  /** The sequence the host saw: what a colleague changed meanwhile is not overwritten. */
  basedOn?: number
  /** To those who hold a place in a date that changes or goes away. */
  message?: LocalText | null
}

/** Edits all dates of an activity that are still to come. */
export async function editSeries(
  tx: Tx,
  actor: Actor,
  edit: SeriesEdit,
  now: Temporal.Instant = clock(),
): Promise<void> {
  const series = await holdSeries(tx, edit.seriesId)
  needHost(actor, series.wish.hubId)
  needHost(actor, edit.wish.hubId)
  refuse(whyNotEdit(series, edit.basedOn) ?? whyNotWish(edit.wish))
  await refuseBreakingSignUps(tx, series, edit.wish)
  await rewriteSeries(tx, actor, series, edit.wish, now, edit.message)
  await noteChange(tx, actor, {
    seriesId: series.id,
    hubIds: [series.wish.hubId, edit.wish.hubId],
    what: 'edited',
    details: { fields: editedFields(series.wish, edit.wish) },
  })
}

export function whyNotEdit(series: Series, basedOn: number | undefined) {
  if (series.state === 'cancelled') return 'activities.cancelled-already' as const
  if (basedOn !== undefined && basedOn !== series.sequence) return 'activities.changed-meanwhile' as const
  return undefined
}

/** A course has one list for all dates and a series one per date: people on one list cannot be moved to the other. */
async function refuseBreakingSignUps(tx: Tx, series: Series, wish: ActivityWish) {
  const changesLists = (series.wish.form === 'course') !== (wish.form === 'course')
  const closesLists = series.wish.signUp === 'open' && wish.signUp === 'none'
  if (!changesLists && !closesLists) return
  await holdPools(tx, series.id)
  const { rows } =
    await sql`select from activities.pool where series_id = ${series.id} and taken > 0 limit 1`.execute(tx)
  if (rows.length > 0) throw refusal(changesLists ? 'activities.form-fixed' : 'activities.sign-ups-exist')
  if (!changesLists) return
  await sql`delete from activities.pool p where series_id = ${series.id} and next_rank = 1
    and not exists (select from activities.sign_up s where s.pool_id = p.id)`.execute(tx)
  // A date of a course has only the places that are given up.
  if (wish.form === 'course')
    await sql`update activities.pool set capacity = 0 where series_id = ${series.id} and occurrence_id is not null`.execute(
      tx,
    )
}

/** Writes the wish over the series and its coming dates, and announces what those who come must know. */
export async function rewriteSeries(
  tx: Tx,
  actor: Actor,
  series: Series,
  wish: ActivityWish,
  now: Temporal.Instant,
  message: LocalText | null = null,
): Promise<void> {
  await refuseRoomsElsewhere(tx, wish.hubId, wish.roomIds)
  const before = (await occurrencesOf(tx, series.id)).map((date) => asItWas(series, date))
  const moves = !sameRule(series.wish.rule, wish.rule) || series.wish.hubId !== wish.hubId
  const slots = moves ? await slotsFor(tx, wish.rule, now) : []
  await tx
    .updateTable('activities.series')
    .set({
      ...columnsOf(wish),
      sequence: series.sequence + 1,
      updated_at: now.toString(),
      updated_by: actor.personId,
    })
    .where('id', '=', series.id)
    .execute()
  if (series.wish.hubId !== wish.hubId) await forgetRoomsOfDates(tx, series.id, now)
  let written: Written = { moved: [], cancelled: [], added: [] }
  if (moves) written = await writeDates(tx, { id: series.id, wish }, slots, now, message)
  else {
    await holdPools(tx, series.id)
    await writePools(tx, { id: series.id, wish }, now)
  }
  await holdRoomsOf(tx, actor, series.id, now)
  await keepAnswersUntilDone(tx, series.id)
  await announceEdit(tx, series, { what: differences(series.wish, wish), written, before, message }, now)
}

type Edited = { what: Difference[]; written: Written; before: AsItWas[]; message: LocalText | null }

async function announceEdit(
  tx: Tx,
  series: Series,
  { what, written, before, message }: Edited,
  now: Temporal.Instant,
) {
  let told = written.moved
  // A message nobody would get otherwise is for everybody who comes.
  const onlyMessage = message !== null && told.length === 0 && written.cancelled.length === 0
  if (what.length > 0 || onlyMessage) {
    const { rows } = await sql<{ id: number }>`
      update activities.occurrence set sequence = sequence + 1
      where series_id = ${series.id} and state = 'on' and starts_at > ${now.toString()}::timestamptz
      returning id`.execute(tx)
    told = rows.map((row) => row.id)
  }
  await sayOnDates(tx, told, message)
  if (series.state !== 'published') return
  const seriesId = series.id
  if (told.length > 0)
    await announce(tx, occurrenceChanged, {
      seriesId,
      occurrenceIds: told,
      what: written.moved.length > 0 ? ['time', ...what] : what,
      before: before.filter((date) => told.includes(date.id)),
    })
  if (written.added.length > 0) await announce(tx, datesAdded, { seriesId, occurrenceIds: written.added })
  if (written.cancelled.length > 0)
    await announce(tx, occurrenceCancelled, { seriesId, occurrenceIds: written.cancelled })
}
