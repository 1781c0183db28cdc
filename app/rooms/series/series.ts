import { type Db, found, instantOf, sql, type Tx } from '#kernel'
import { type Rule, ruleShape, splitRule } from '#recurrence'
import { type BookingState, blockingStates } from '../shapes.ts'
import { seriesRefusal } from './refusals.ts'

export type SeriesDate = {
  id: string
  /** The slot of the rule. */
  date: string
  state: BookingState
  roomId: string
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
}

export type SeriesView = {
  id: number
  roomId: string
  hubId: string
  rule: Rule
  personId: string | null
  associationId: string | null
  continuesSeriesId: number | null
  /** All dates it has had, in the order of the rule. */
  dates: SeriesDate[]
  /** Dates of the rule without a booking, as was chosen. */
  leftOut: { date: string; code: string }[]
}

type Row = Omit<SeriesView, 'dates'> & {
  dates: (Omit<SeriesDate, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string })[]
}

export async function seriesById(on: Db | Tx, id: number): Promise<SeriesView | undefined> {
  const { rows } = await sql<Row>`
    select s.id, s.room_id as "roomId", r.hub_id as "hubId", s.rule, s.person_id as "personId",
      s.association_id as "associationId", s.continues_series_id as "continuesSeriesId",
      (select coalesce(json_agg(json_build_object('id', b.id, 'date', b.original_date, 'state', b.state, 'roomId', b.room_id,
          'startsAt', b.starts_at, 'endsAt', b.ends_at) order by b.original_date, b.starts_at), '[]')
        from rooms.booking b where b.series_id = s.id and b.original_date is not null) as dates,
      (select coalesce(json_agg(json_build_object('date', f.date, 'code', f.code) order by f.date), '[]')
        from rooms.refused_date f where f.series_id = s.id and f.choice = 'skip') as "leftOut"
    from rooms.series s join rooms.room r on r.id = s.room_id where s.id = ${id}`.execute(on)
  const row = rows[0]
  return (
    row && {
      ...row,
      rule: ruleShape.parse(row.rule),
      dates: row.dates.map((date) => ({
        ...date,
        startsAt: instantOf(date.startsAt),
        endsAt: instantOf(date.endsAt),
      })),
    }
  )
}

/** this: one date. following: it and all after it. all: every date that is still to come. */
export const scopes = ['this', 'following', 'all'] as const
export type Scope = (typeof scopes)[number]

/** What is over stays as it was; what lies ahead and blocks can be changed. */
export const isAhead = (date: SeriesDate, now: Temporal.Instant) =>
  blockingStates.includes(date.state) && Temporal.Instant.compare(date.startsAt, now) > 0

/** Every date of the rule that somebody has decided something about, whether or not it has a booking still. */
export const datesKnown = (series: SeriesView): string[] =>
  [...series.dates.map(({ date }) => date), ...series.leftOut.map(({ date }) => date)].sort()

/** The first date that a change reaches. */
export function firstOf(
  series: SeriesView,
  bookingId: string,
  scope: Exclude<Scope, 'this'>,
  now: Temporal.Instant,
): string {
  const own = found(series.dates.find(({ id }) => id === bookingId))
  const first = series.dates.find((date) => isAhead(date, now) && (scope === 'all' || date.date >= own.date))
  if (!first) throw seriesRefusal('rooms.series-over')
  return first.date
}

/** The series of a booking, as it is now. */
export async function seriesOf(on: Db | Tx, bookingId: string): Promise<SeriesView> {
  const { rows } = await sql<{ seriesId: number | null }>`
    select series_id as "seriesId" from rooms.booking where id = ${bookingId}::uuid`.execute(on)
  const { seriesId } = found(rows[0])
  if (seriesId === null) throw seriesRefusal('rooms.not-a-series')
  return found(await seriesById(on, seriesId))
}

/** The rule from the first date that a change reaches: what an edit begins with. */
export async function ruleToEdit(
  on: Db | Tx,
  bookingId: string,
  scope: Exclude<Scope, 'this'>,
  now: Temporal.Instant,
): Promise<Rule> {
  const series = await seriesOf(on, bookingId)
  return ruleAfter(series, firstOf(series, bookingId, scope, now))
}

const ruleAfter = (series: SeriesView, from: string): Rule =>
  splitRule(series.rule, from, datesKnown(series)).after
