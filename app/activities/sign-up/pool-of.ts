import { type Db, instantOf, type LocalText, preparedOn, sql, type Tx } from '#kernel'
import type { Question } from '../shapes.ts'
import type { SignUpFacts } from './sign-up-rules.ts'

/** What one signs up for, as the page and the verb need it: one query. */
export type Place = SignUpFacts & {
  /** Null until somebody asks for a date of a course that nobody has left yet. */
  poolId: number | null
  seriesId: number
  occurrenceId: number | null
  hubId: string | null
  hubName: string | null
  title: LocalText
  questions: Question[]
  /** When offers must be answered by, and after which personal data goes: the next date, and the end of the last. */
  nextAt: Temporal.Instant | null
  endsAt: Temporal.Instant | null
}

type Row = {
  pool_id: number | null
  series_id: number
  occurrence_id: number | null
  course: boolean
  series_state: Place['seriesState']
  occurrence_state: Place['occurrenceState'] | null
  sign_up: Place['signUp']
  opens_at: string | null
  closes_minutes_before: number
  capacity: number | null
  taken: number
  waiting: number
  waiting_list: boolean
  max_party: number
  age_min: number | null
  age_max: number | null
  hub_id: string | null
  hub_name: string | null
  title: LocalText
  questions: Question[]
  starts_at: string | null
  next_at: string | null
  ends_at: string | null
}

// $1 series, $2 date or null, $3 the moment. Two statements, because one for both would be planned at every call.
const text = (ofDate: boolean) => `
  select p.id as pool_id, s.id as series_id, o.id as occurrence_id, s.form = 'course' as course,
    s.state as series_state, o.state as occurrence_state, s.sign_up, s.opens_at, s.closes_minutes_before,
    case when o.id is not null and s.form = 'course' then coalesce(p.capacity, 0)
         when p.id is not null then p.capacity else s.capacity end as capacity,
    coalesce(activities.taken_at(p, $3::timestamptz), 0) as taken,
    (select count(*)::int from activities.sign_up w where w.pool_id = p.id and w.state = 'waiting') as waiting,
    s.waiting_list, s.max_party, s.age_min, s.age_max, coalesce(o.hub_id, s.hub_id) as hub_id, h.name as hub_name,
    coalesce(o.changes -> 'title', s.title) as title, s.questions, coalesce(o.starts_at, d.starts_at) as starts_at,
    coalesce(o.starts_at, d.next_at) as next_at, coalesce(o.ends_at, d.ends_at) as ends_at
  from activities.series s
  left join activities.occurrence o on o.id = $2::bigint and o.series_id = s.id
  left join activities.pool p on ${ofDate ? 'p.occurrence_id = $2' : 'p.series_id = $1 and p.occurrence_id is null'}
  left join hubs.hub h on h.id = coalesce(o.hub_id, s.hub_id)
  ${ofDate ? 'cross join' : 'left join'} lateral (
    ${
      ofDate
        ? 'select null::timestamptz as starts_at, null::timestamptz as ends_at, null::timestamptz as next_at'
        : `select min(x.starts_at) as starts_at, max(x.ends_at) as ends_at,
             min(x.starts_at) filter (where x.starts_at > $3) as next_at
           from activities.occurrence x where x.series_id = s.id and x.state = 'on'`
    }
  ) d ${ofDate ? '' : 'on true'}
  where s.id = $1::bigint`
const readDate = preparedOn<Row>('activities.place-of-date', text(true))
const readCourse = preparedOn<Row>('activities.place-of-course', text(false))

/** The places of one date, or of a whole course when no date is named. Undefined when there is no such thing. */
export async function placeOf(
  on: Db | Tx,
  seriesId: number,
  occurrenceId: number | null,
  now: Temporal.Instant,
): Promise<Place | undefined> {
  const read = occurrenceId === null ? readCourse : readDate
  const [row] = await read(on, seriesId, occurrenceId, now.toString())
  // A date of another series, or a series that has a pool per date and none was named, is nothing one can join.
  if (!row || (occurrenceId !== null && row.occurrence_id === null) || (occurrenceId === null && !row.course))
    return
  return placeFrom(row)
}

const maybeInstant = (text: string | null) => (text === null ? null : instantOf(text))

const placeFrom = (row: Row): Place => ({
  poolId: row.pool_id,
  seriesId: row.series_id,
  occurrenceId: row.occurrence_id,
  hubId: row.hub_id,
  hubName: row.hub_name,
  title: row.title,
  questions: row.questions,
  seriesState: row.series_state,
  occurrenceState: row.occurrence_state ?? 'on',
  signUp: row.sign_up,
  startsAt: maybeInstant(row.starts_at),
  nextAt: maybeInstant(row.next_at),
  endsAt: maybeInstant(row.ends_at),
  opensAt: maybeInstant(row.opens_at),
  closesMinutesBefore: row.closes_minutes_before,
  capacity: row.capacity,
  taken: row.taken,
  waiting: row.waiting,
  waitingList: row.waiting_list,
  maxParty: row.max_party,
  ageMin: row.age_min,
  ageMax: row.age_max,
  dateOfCourse: row.course && row.occurrence_id !== null,
})

/** The pool's id; made when the first one asks. The places of one date of a course begin at none. */
export async function ensurePool(tx: Tx, place: Place): Promise<number> {
  if (place.poolId !== null) return place.poolId
  await sql`
    insert into activities.pool (series_id, occurrence_id, capacity)
    values (${place.seriesId}, ${place.occurrenceId}, ${place.capacity})
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ id: number }>`
    select id from activities.pool
    where case when ${place.occurrenceId}::bigint is null then series_id = ${place.seriesId} and occurrence_id is null
      else occurrence_id = ${place.occurrenceId}::bigint end`.execute(tx)
  return (rows[0] as { id: number }).id
}
