import { type Actor, announce, now as clock, type LocalText, type Tx, today, zone } from '#kernel'
import { furthest, ruleRefusal } from '#recurrence'
import { refuseRoomsElsewhere } from '#rooms'
import { type Difference, occurrenceChanged } from './announcements.ts'
import { asItWas } from './as-it-was.ts'
import { noteChange } from './note-change.ts'
import { refusal } from './refusals.ts'
import { placed, rewriteOccurrences, sayOnDates } from './rewrite-occurrences.ts'
import { holdRoomsOf } from './rooms/hold-rooms.ts'
import { holdOccurrence, type Occurrence, type Series } from './series.ts'
import type { Changes } from './shapes.ts'
import { keepAnswersUntilDone } from './sign-up/keep-answers.ts'
import { needHost } from './who-may.ts'
import { holdPools, writePools } from './write-dates.ts'

export type OccurrenceEdit = {
  occurrenceId: number
  /** Everything that differs on this date; what is left out is as in the series. */
  changes: Changes
  message?: LocalText | null
  basedOn?: number
}

/** Edits one date. The others stay as they are, and so do those who signed up for this one. */
export async function editOccurrence(
  tx: Tx,
  actor: Actor,
  edit: OccurrenceEdit,
  now: Temporal.Instant = clock(),
): Promise<void> {
  const { series, occurrence } = await holdOccurrence(tx, edit.occurrenceId)
  needHost(actor, series.wish.hubId)
  needHost(actor, edit.changes.hubId ?? series.wish.hubId)
  if (edit.basedOn !== undefined && edit.basedOn !== occurrence.sequence)
    throw refusal('activities.changed-meanwhile')
  await refuseRoomsElsewhere(tx, edit.changes.hubId ?? series.wish.hubId, edit.changes.roomIds ?? [])
  await changeDate(tx, series, occurrence, edit, now)
  await holdRoomsOf(tx, actor, series.id, now)
  await noteChange(tx, actor, {
    seriesId: series.id,
    occurrenceId: occurrence.id,
    hubIds: [occurrence.hubId, edit.changes.hubId ?? series.wish.hubId],
    what: 'edited-date',
    details: { date: occurrence.originalDate, fields: Object.keys(edit.changes) },
  })
}

/** Moves one date to another day or hour, or to another hub, and leaves its words alone. */
export async function moveOccurrence(
  tx: Tx,
  actor: Actor,
  move: { occurrenceId: number; time?: Changes['time']; hubId?: string; message?: LocalText | null },
  now: Temporal.Instant = clock(),
): Promise<void> {
  const { series, occurrence } = await holdOccurrence(tx, move.occurrenceId)
  const hubId = move.hubId ?? occurrence.changes.hubId
  needHost(actor, series.wish.hubId)
  needHost(actor, hubId ?? series.wish.hubId)
  const { roomIds, ...rest } = occurrence.changes
  const staysAtHub = (hubId ?? series.wish.hubId) === occurrence.hubId
  const changes = {
    ...rest,
    ...(roomIds && staysAtHub && { roomIds }),
    ...(move.time && { time: move.time }),
    ...(hubId && { hubId }),
  }
  await changeDate(tx, series, occurrence, { changes, message: move.message }, now)
  await holdRoomsOf(tx, actor, series.id, now)
  await noteChange(tx, actor, {
    seriesId: series.id,
    occurrenceId: occurrence.id,
    hubIds: [occurrence.hubId, hubId ?? series.wish.hubId],
    what: 'moved-date',
    details: {
      date: occurrence.originalDate,
      from: occurrence.startsAt.toString(),
      to: placed(series, occurrence.originalDate, changes).startsAt.toString(),
    },
  })
}

/** `told`: whether those who come have known the date as it was. */
export async function changeDate(
  tx: Tx,
  series: Series,
  occurrence: Occurrence,
  edit: Pick<OccurrenceEdit, 'changes' | 'message'>,
  now: Temporal.Instant,
  told = true,
): Promise<void> {
  refuseDate(series, occurrence, now)
  const after = placed(series, occurrence.originalDate, edit.changes)
  if (Temporal.Instant.compare(after.startsAt, now) <= 0) throw refusal('activities.date-past')
  const limit = today(now).add(furthest.bounded).toZonedDateTime(zone).toInstant()
  if (Temporal.Instant.compare(after.startsAt, limit) > 0) throw ruleRefusal('recurrence.rule-too-far')
  await holdPools(tx, series.id)
  await rewriteOccurrences(tx, series, [{ occurrence, changes: edit.changes }])
  await sayOnDates(tx, [occurrence.id], edit.message ?? null)
  await writePools(tx, series, now)
  await keepAnswersUntilDone(tx, series.id)
  const what = differencesOn(series, occurrence, edit.changes)
  if (told && series.state === 'published' && (what.length > 0 || edit.message))
    await announce(tx, occurrenceChanged, {
      seriesId: series.id,
      occurrenceIds: [occurrence.id],
      what,
      before: [asItWas(series, occurrence)],
    })
}

export function refuseDate(series: Series, occurrence: Occurrence, now: Temporal.Instant) {
  if (series.state === 'cancelled') throw refusal('activities.cancelled-already')
  if (occurrence.state === 'cancelled') throw refusal('activities.date-cancelled')
  if (Temporal.Instant.compare(occurrence.startsAt, now) <= 0) throw refusal('activities.date-past')
}

function differencesOn(series: Series, occurrence: Occurrence, changes: Changes): Difference[] {
  const after = placed(series, occurrence.originalDate, changes)
  const said = (from: Changes, key: 'title' | 'place' | 'meetingPoint') =>
    JSON.stringify(from[key] ?? series.wish[key])
  const differs = (key: 'title' | 'place' | 'meetingPoint') =>
    said(occurrence.changes, key) !== said(changes, key)
  const found: Difference[] = []
  if (!after.startsAt.equals(occurrence.startsAt) || !after.endsAt.equals(occurrence.endsAt))
    found.push('time')
  if (after.hubId !== occurrence.hubId || differs('place') || differs('meetingPoint')) found.push('place')
  if (differs('title')) found.push('title')
  return found
}
