import { createHash } from 'node:crypto'
import { type LocalText, prepared, startOfDay, zone } from '#kernel'
import { type Cursor, type Filters, writeCursor } from './filters.ts'
import type { ActivityForm, Audience, Category } from './shapes.ts'

/** One date on a card, as PostgreSQL writes it: times are text in the municipality's zone, so showing them costs nothing. */
export type DateCard = {
  id: number
  seriesId: number
  startsAt: string
  endsAt: string
  /** `2026-11-24`, `18:00`, `20:00` on the wall. */
  date: string
  from: string
  to: string
  state: 'on' | 'cancelled'
  title: LocalText
  summary: LocalText
  place: LocalText
  meetingPoint: LocalText
  hubId: string | null
  form: ActivityForm
  category: Category
  free: boolean
  example: boolean
  waitingList: boolean
  /** Whether one can sign up at this moment: opened, and before the deadline of the date or of the course. */
  signUpOpen: boolean
  /** Places that somebody who signs up now would get; null: no limit. Whoever waits comes first. */
  left: number | null
}

/** One date with all that lists tell of it. */
export type Listed = DateCard & {
  /** Only when it ends on another day. */
  endDate: string | null
  organiserKind: string
  organiserName: string
  audience: Audience[]
  ageMin: number | null
  ageMax: number | null
  languages: string[]
  price: LocalText
  accessibility: string[]
  outdoors: boolean
  pictureId: number | null
  signUp: 'none' | 'open'
  capacity: number | null
  taken: number | null
  sequence: number
  changed: boolean
}

const taken = `case when p.capacity is null or (p.taken < p.capacity and p.occurrence_id is not null) then p.taken else activities.taken_at(p, $1::timestamptz) end`

/** Only a pool where somebody ever had to wait has handed out numbers, so the others are not asked. */
export const placesLeft = `
  case when p.capacity is null then null
    when p.next_rank > 1 and exists (select from activities.sign_up w where w.pool_id = p.id and w.state = 'waiting') then 0
    else greatest(0, p.capacity - (${taken})) end`

/** The same moment as `whySignUpClosed` asks about: a course is joined before its first date. */
const signUpOpen = `(s.sign_up = 'open' and coalesce(s.opens_at <= $1::timestamptz, true)
  and $1::timestamptz < (case when s.form = 'course'
    then (select min(x.starts_at) from activities.occurrence x where x.series_id = s.id and x.state = 'on')
    else o.starts_at end) - make_interval(mins => s.closes_minutes_before))`

/** Columns of `DateCard`. `$1` is now, `$2` the zone. */
const cardColumns = `
  o.id, o.series_id as "seriesId",
  to_char(o.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startsAt",
  to_char(o.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endsAt",
  to_char(o.starts_at at time zone $2, 'YYYY-MM-DD') as date,
  to_char(o.starts_at at time zone $2, 'HH24:MI') as "from",
  to_char(o.ends_at at time zone $2, 'HH24:MI') as "to",
  case when s.state = 'cancelled' then 'cancelled' else o.state end as state,
  coalesce(o.changes -> 'title', s.title) as title, coalesce(o.changes -> 'summary', s.summary) as summary,
  coalesce(o.changes -> 'place', s.place) as place,
  coalesce(o.changes -> 'meetingPoint', s.meeting_point) as "meetingPoint",
  o.hub_id as "hubId", s.form, s.category, s.free, s.example, s.waiting_list as "waitingList",
  coalesce(${signUpOpen}, false) as "signUpOpen", ${placesLeft} as "left"`

/** Columns of `Listed`, for every read that tells all. */
export const listedColumns = `${cardColumns},
  case when (o.ends_at at time zone $2)::date > (o.starts_at at time zone $2)::date
    then to_char(o.ends_at at time zone $2, 'YYYY-MM-DD') end as "endDate",
  s.organiser_kind as "organiserKind", s.organiser_name as "organiserName",
  s.audience, s.age_min as "ageMin", s.age_max as "ageMax", s.languages, s.price, s.accessibility,
  coalesce((o.changes ->> 'outdoors')::boolean, s.outdoors) as outdoors, s.picture_id as "pictureId",
  s.sign_up as "signUp", p.capacity, ${taken} as taken, o.sequence, o.changes <> '{}' as changed`

/**
 * The series of a date `o`, and who owns its places: itself, or the course it is part of. `limit 1` keeps PostgreSQL from
 * reading all pools at once: it looks up the one of each date by its index.
 */
const listedJoins = `
  join activities.series s on s.id = o.series_id
  left join lateral (
    select pool.* from activities.pool
    where pool.id = case
      when s.form = 'course' then (select c.id from activities.pool c where c.series_id = s.id and c.occurrence_id is null)
      else (select d.id from activities.pool d where d.occurrence_id = o.id) end
    limit 1
  ) p on s.sign_up = 'open'`
export const listedFrom = `activities.occurrence o ${listedJoins}`

/** Dates with their series; with their places only when the filters ask about them. */
export const datesFrom = (filters: Filters) =>
  filters.seats ? listedFrom : 'activities.occurrence o join activities.series s on s.id = o.series_id'

type Options = {
  /** Also what is over: calendars show the whole day. */
  past?: boolean
  take?: number
}

/** Conditions for the filters, and their values from `$3` on. */
export function conditionsFor(filters: Filters, now: Temporal.Instant, { past }: Options) {
  const values: unknown[] = [now.toString(), zone]
  const value = (given: unknown) => `$${values.push(given)}`
  const where = [`o.state <> 'dropped'`, `s.state in ('published', 'cancelled')`]
  if (!past) {
    where.push('o.ends_at > $1::timestamptz')
    // Nothing lasts longer than a day, which lets the index on the start find what is still going on.
    where.push(`o.starts_at > $1::timestamptz - interval '1 day'`)
  }
  if (filters.from)
    where.push(
      `o.starts_at >= ${value(startOfDay(Temporal.PlainDate.from(filters.from)).toString())}::timestamptz`,
    )
  if (filters.to)
    where.push(
      `o.starts_at < ${value(startOfDay(Temporal.PlainDate.from(filters.to).add({ days: 1 })).toString())}::timestamptz`,
    )
  if (filters.hubs.length > 0) where.push(`o.hub_id = any(${value(filters.hubs)}::text[])`)
  if (filters.categories.length > 0) where.push(`s.category = any(${value(filters.categories)}::text[])`)
  if (filters.forms.length > 0) where.push(`s.form = any(${value(filters.forms)}::text[])`)
  if (filters.audiences.length > 0) {
    const wanted = value(filters.audiences)
    where.push(
      `(s.audience && ${wanted}::text[] or (s.audience = '{}' and 'everyone' = any(${wanted}::text[])))`,
    )
  }
  if (filters.age !== null) {
    const age = value(filters.age)
    where.push(`${age}::int between coalesce(s.age_min, 0) and coalesce(s.age_max, 200)`)
  }
  // Where nobody said which language is spoken, it is Norwegian.
  if (filters.spoken.length > 0)
    where.push(
      `case when s.languages = '{}' then '{nb}' else s.languages end && ${value(filters.spoken)}::text[]`,
    )
  if (filters.free) where.push('s.free')
  if (filters.accessible) where.push(`'wheelchair' = any(s.accessibility)`)
  if (filters.indoors) where.push(`not coalesce((o.changes ->> 'outdoors')::boolean, s.outdoors)`)
  if (filters.seats)
    where.push(`o.state = 'on' and s.state = 'published'
      and (s.sign_up = 'none' or (${signUpOpen} and coalesce(${placesLeft}, 1) > 0))`)
  if (filters.q) where.push(`s.id = any(array(${matching(value(filters.q))}))`)
  return { where, values, value }
}

/**
 * Series that a text finds: by word stem in Norwegian and English, by a part of a word (`kafé` in "språkkafé"), and by
 * likeness, which forgives spelling slips, when nothing is found as written. æøå may be missing throughout.
 */
export const matching = (q: string) => `
  with found as materialized (${asWritten(q)})
  select id from found
  union all select id from activities.series where not exists (select from found) and activities.fold(${q}) <% folded`

/** Those that hold what was typed, letter for letter but for endings and accents. */
export const asWritten = (q: string) => `
    select id from activities.series
    where search @@ (websearch_to_tsquery('norwegian', ${q}) || websearch_to_tsquery('norwegian', activities.fold(${q}))
      || websearch_to_tsquery('english', ${q}) || websearch_to_tsquery('simple', ${q}))
    union select id from activities.series
    where length(${q}) > 2
      and folded like '%' || replace(replace(replace(activities.fold(${q}), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'`

const statements = new Map<string, ReturnType<typeof prepared<{ rows: string }>>>()
const mostStatements = 300

/** One prepared statement per combination of filters; there are few that people use. */
export async function rowsOf<T>(text: string, values: unknown[]): Promise<T> {
  let statement = statements.get(text)
  if (!statement) {
    if (statements.size >= mostStatements) statements.clear()
    statement = prepared<{ rows: string }>(
      `activities-${createHash('sha1').update(text).digest('base64url').slice(0, 16)}`,
      text,
    )
    statements.set(text, statement)
  }
  return JSON.parse((await statement(...values))[0]?.rows ?? '[]')
}

export const cardsPerPage = 50

type Found<Item> = { items: Item[]; next: string | null }

/** What is on from now, in the order in which it happens: one query, one page, and where the next one begins. */
export const whatIsOn = (
  filters: Filters,
  cursor: Cursor | null,
  now: Temporal.Instant,
  options: Options = {},
): Promise<Found<Listed>> => found(listedColumns, filters, cursor, now, options)

/** The same for pages of cards, with no more than stands on them: a sixth less work for the database. */
export const cardsOn = (
  filters: Filters,
  cursor: Cursor | null,
  now: Temporal.Instant,
  options: Options = {},
): Promise<Found<DateCard>> => found(cardColumns, filters, cursor, now, options)

async function found<Item extends DateCard>(
  columns: string,
  filters: Filters,
  cursor: Cursor | null,
  now: Temporal.Instant,
  options: Options,
): Promise<Found<Item>> {
  const take = options.take ?? cardsPerPage
  const { where, values, value } = conditionsFor(filters, now, options)
  if (cursor)
    where.push(`(o.starts_at, o.id) > (${value(cursor.at)}::timestamptz, ${value(cursor.id)}::bigint)`)
  const items = await rowsOf<Item[]>(
    // First which dates, then what is said about them: only the page's own are looked up in full. The limit is part of the
    // text, or the statement's general plan would be made for thousands of rows.
    `select coalesce(json_agg(r order by r."startsAt", r.id), '[]')::text as rows from (
      select ${columns} from (
        select o.* from ${datesFrom(filters)}
        where ${where.join(' and ')}
        order by o.starts_at, o.id limit ${Math.trunc(take) + 1}
      ) o ${listedJoins}) r`,
    values,
  )
  const last = items.length > take ? items[take - 1] : undefined
  return { items: items.slice(0, take), next: last ? writeCursor({ at: last.startsAt, id: last.id }) : null }
}

export type Day = { date: string; count: number; items: DateCard[] }

/** Each day between two dates that has something on: how much, and the first of it. */
export async function daysOf(
  filters: Filters,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  perDay: number,
  now: Temporal.Instant,
): Promise<Day[]> {
  const { where, values } = conditionsFor({ ...filters, from: from.toString(), to: to.toString() }, now, {
    past: true,
  })
  return rowsOf<Day[]>(
    `select coalesce(json_agg(d order by d.date), '[]')::text as rows from (
      select r.date, max(r.on_day) as count, json_agg(to_jsonb(r) - 'on_day' - 'turn' order by r.turn) as items from (
        select ${cardColumns}, o.on_day, o.turn from (
          select * from (
            select o.*, count(*) over day as on_day, row_number() over (day order by o.starts_at, o.id) as turn
            from ${datesFrom(filters)} where ${where.join(' and ')}
            window day as (partition by (o.starts_at at time zone $2)::date)
          ) ranked where turn <= ${Math.trunc(perDay)}
        ) o ${listedJoins}
      ) r group by r.date
    ) d`,
    values,
  )
}

/** The week that a day is in, Monday to Sunday. */
export function weekOf(filters: Filters, day: Temporal.PlainDate, now: Temporal.Instant): Promise<Day[]> {
  const monday = day.subtract({ days: day.dayOfWeek - 1 })
  return daysOf(filters, monday, monday.add({ days: 6 }), 30, now)
}

/** The weeks that a month touches, as a calendar on the wall shows them. */
export function monthOf(
  filters: Filters,
  month: Temporal.PlainYearMonth,
  now: Temporal.Instant,
): Promise<Day[]> {
  const first = month.toPlainDate({ day: 1 })
  const last = month.toPlainDate({ day: month.daysInMonth })
  return daysOf(
    filters,
    first.subtract({ days: first.dayOfWeek - 1 }),
    last.add({ days: 7 - last.dayOfWeek }),
    3,
    now,
  )
}
