import { type Happening, type Hit, type HubFacts, hoursHit } from '#hubs'
import { type Actor, now as clock, type Db, type LocalText, sql, type Tx } from '#kernel'
import { cancelOccurrence } from './cancel-occurrence.ts'
import { moveOccurrence } from './edit-occurrence.ts'
import { type ChangeKind, noteChange } from './note-change.ts'
import { holdOccurrence, type Occurrence, type Series } from './series.ts'
import type { ActivityWish, Changes } from './shapes.ts'
import { needHost } from './who-may.ts'

/** A change of a hub's doors: everything that decides about its hours, as it is and as it would be. */
export type HoursChange = { before: HubFacts; after: HubFacts }

/** A date that a change takes the open door from, and how many people it concerns. */
export type HitDate = {
  /** The occurrence's. */
  id: number
  seriesId: number
  hubId: string
  title: LocalText
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  because: Hit['because']
  signedUp: number
}

type Row = {
  id: number
  series_id: number
  hub_id: string
  title: LocalText
  starts_at: string
  ends_at: string
  needs_hours: ActivityWish['needsHours']
  taken: number
}

/** Every coming date at the hub that the change hits, in order. The preview of a closure and its consequence ask this. */
export async function whatHoursHit(
  on: Db | Tx,
  change: HoursChange,
  now: Temporal.Instant = clock(),
): Promise<HitDate[]> {
  const { rows } = await sql<Row>`
    select o.id, o.series_id, o.hub_id, coalesce(o.changes -> 'title', s.title) as title, o.starts_at, o.ends_at, s.needs_hours,
      coalesce(p.taken, 0) as taken
    from activities.occurrence o
    join activities.series s on s.id = o.series_id and s.state <> 'cancelled'
    left join activities.pool p on
      case when s.form = 'course' then p.series_id = s.id and p.occurrence_id is null else p.occurrence_id = o.id end
    where o.hub_id = ${change.after.hubId} and o.state = 'on' and o.ends_at > ${now.toString()}::timestamptz
      -- What is outdoors meets elsewhere: no door concerns it.
      and not coalesce((o.changes ->> 'outdoors')::boolean, s.outdoors)
    order by o.starts_at, o.id`.execute(on)
  const dates = new Map(
    rows.map((row) => [
      row.id,
      { ...row, from: Temporal.Instant.from(row.starts_at), to: Temporal.Instant.from(row.ends_at) },
    ]),
  )
  const happenings: Happening<number>[] = [...dates.values()].map((row) => ({
    id: row.id,
    hubId: row.hub_id,
    from: row.from,
    to: row.to,
    needs: row.needs_hours,
  }))
  return hoursHit(change.before, change.after, happenings).flatMap(({ id, because }) => {
    const row = dates.get(id)
    if (!row) return []
    const { series_id: seriesId, hub_id: hubId, title, taken: signedUp } = row
    return { id, seriesId, hubId, title, signedUp, because, startsAt: row.from, endsAt: row.to }
  })
}

/** What the host decides about one date. */
export type HoursChoice = { occurrenceId: number } & (
  | { choice: 'keep' }
  /** Stays on the hosts' list until somebody answers. */
  | { choice: 'later'; because: HitDate['because'] }
  | { choice: 'cancel'; message: LocalText | null }
  | { choice: 'move'; time?: Changes['time']; hubId?: string; message?: LocalText | null }
)

/**
 * Moves, cancels or keeps each date that a change of hours hit, or leaves it marked for later: all of them, or none when
 * one cannot be.
 */
export async function resolveHoursHits(
  tx: Tx,
  actor: Actor,
  choices: readonly HoursChoice[],
  now: Temporal.Instant = clock(),
): Promise<void> {
  await holdSeriesOf(tx, choices)
  // In one order, as everybody who holds several.
  for (const choice of [...choices].sort((a, b) => a.occurrenceId - b.occurrenceId)) {
    if (choice.choice === 'cancel') await cancelOccurrence(tx, actor, choice, now)
    else if (choice.choice === 'move') await moveOccurrence(tx, actor, choice, now)
    else await keepOccurrence(tx, actor, choice)
  }
}

/** Every series first: an edit of one of them that holds its rooms is done before we ask for any. */
const holdSeriesOf = (tx: Tx, choices: readonly HoursChoice[]) =>
  sql`select from activities.series
    where id in (select series_id from activities.occurrence where id = any(${choices.map(({ occurrenceId }) => occurrenceId)}::bigint[]))
    order by id for no key update`.execute(tx)

/** The door is seen to, or nobody has decided yet. Whether enough come is another question, which waits its turn. */
async function keepOccurrence(
  tx: Tx,
  actor: Actor,
  choice: Extract<HoursChoice, { choice: 'keep' | 'later' }>,
): Promise<void> {
  const { series, occurrence } = await holdOccurrence(tx, choice.occurrenceId)
  needHost(actor, series.wish.hubId)
  const tooFew = occurrence.attention === 'too-few'
  if (choice.choice === 'keep') {
    if (!tooFew) await answer(tx, actor, series, occurrence)
    return
  }
  if (tooFew)
    await sql`delete from activities.asked_about_minimum where occurrence_id = ${occurrence.id}`.execute(tx)
  await mark(tx, occurrence.id, choice.because)
}

/** The date is held, whatever its host was asked about. */
export async function holdAnyway(tx: Tx, actor: Actor, occurrenceId: number): Promise<void> {
  const { series, occurrence } = await holdOccurrence(tx, occurrenceId)
  needHost(actor, series.wish.hubId)
  await answer(tx, actor, series, occurrence)
}

const mark = (tx: Tx, id: number, attention: HitDate['because'] | null) =>
  tx.updateTable('activities.occurrence').set({ attention }).where('id', '=', id).execute()

const answered: Record<string, ChangeKind> = {
  'too-few': 'held-with-few',
  'room-taken': 'kept-without-room',
}

async function answer(tx: Tx, actor: Actor, series: Series, occurrence: Occurrence): Promise<void> {
  await mark(tx, occurrence.id, null)
  await noteChange(tx, actor, {
    seriesId: series.id,
    occurrenceId: occurrence.id,
    hubIds: [occurrence.hubId],
    what: answered[occurrence.attention ?? ''] ?? 'kept-date',
    details: { date: occurrence.originalDate, because: occurrence.attention },
  })
}
