import {
  type CalendarEntry,
  config,
  type Db,
  type Lang,
  type LocalText,
  pick,
  prepared,
  sql,
  startOfDay,
  today,
  urlIn,
} from '#kernel'
import { type Cursor, type Filters, noFilters } from '../filters.ts'
import { texts } from '../texts/index.ts'
import { conditionsFor, datesFrom, rowsOf } from '../whats-on.ts'
import { occurrenceUid } from './occurrence-uid.ts'

type Row = {
  id: number
  seriesId: number
  startsAt: string
  endsAt: string
  cancelled: boolean
  sequence: number
  changedAt: string
  title: LocalText
  summary: LocalText
  place: LocalText
  meetingPoint: LocalText
  message: LocalText | null
  hubName: string | null
  hubAddress: string | null
  category: keyof (typeof texts)['nb']['categories']
}

const columns = `
  o.id, o.series_id as "seriesId",
  to_char(o.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startsAt",
  to_char(o.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endsAt",
  o.state = 'cancelled' or s.state = 'cancelled' as cancelled, o.sequence,
  to_char(s.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "changedAt",
  coalesce(o.changes -> 'title', s.title) as title, coalesce(o.changes -> 'summary', s.summary) as summary,
  coalesce(o.changes -> 'place', s.place) as place, coalesce(o.changes -> 'meetingPoint', s.meeting_point) as "meetingPoint",
  coalesce(o.message, s.cancelled_message) as message, h.name as "hubName",
  concat_ws(', ', h.address, nullif(concat_ws(' ', h.postal_code, h.postal_place), '')) as "hubAddress", s.category`

/** More than any calendar program takes gladly. The nearest dates are the ones that count. */
export const mostDates = 5000
/** Read and said in one turn of the event loop. */
const batch = 100

/** What a subscribed calendar shows: from yesterday on, so that an evening is not wiped out at midnight. */
export async function* datesForCalendar(
  filters: Filters,
  lang: Lang,
  now: Temporal.Instant,
): AsyncGenerator<CalendarEntry[]> {
  const wanted = { ...filters, from: filters.from ?? today(now).subtract({ days: 1 }).toString() }
  let after: Cursor | null = null
  for (let read = 0; read < mostDates; read += batch) {
    const { where, values, value } = conditionsFor(wanted, now, { past: true })
    if (after)
      where.push(`(o.starts_at, o.id) > (${value(after.at)}::timestamptz, ${value(after.id)}::bigint)`)
    const rows: Row[] = await rowsOf(
      `select coalesce(json_agg(r), '[]')::text as rows from (
        select ${columns} from ${datesFrom(filters)} left join hubs.hub h on h.id = o.hub_id
        where ${where.join(' and ')} and $1::timestamptz is not null and $2::text is not null
        order by o.starts_at, o.id limit ${batch}) r`,
      values,
    )
    yield rows.map((row) => entryOf(row, lang))
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    after = { at: last.startsAt, id: last.id }
  }
}

const ofActivity = prepared<{ rows: string }>(
  'activities-calendar-of-one',
  `select coalesce(json_agg(r), '[]')::text as rows from (
    select ${columns} from activities.occurrence o join activities.series s on s.id = o.series_id
    left join hubs.hub h on h.id = o.hub_id
    where s.id = $1::bigint and s.state in ('published', 'cancelled') and o.state <> 'dropped' and o.starts_at > $2::timestamptz
    order by o.starts_at, o.id limit 500) r`,
)

/** Every date of one activity, a year back: whoever came to the course keeps it in the calendar. */
export async function datesOfActivity(
  seriesId: number,
  lang: Lang,
  now: Temporal.Instant,
): Promise<CalendarEntry[]> {
  const [found] = await ofActivity(seriesId, startOfDay(today(now).subtract({ years: 1 })).toString())
  return (JSON.parse(found?.rows ?? '[]') as Row[]).map((row) => entryOf(row, lang))
}

/** Given dates, whoever's activity they are: for a mail about them, in whatever language it turns out to be. */
export async function calendarOfDates(
  db: Db,
  occurrenceIds: readonly number[],
): Promise<(lang: Lang) => CalendarEntry[]> {
  const { rows } = await sql<Row>`
    select ${sql.raw(columns)} from activities.occurrence o join activities.series s on s.id = o.series_id
    left join hubs.hub h on h.id = o.hub_id
    where o.id = any(${[...occurrenceIds]}::bigint[]) and o.state <> 'dropped' order by o.starts_at, o.id`.execute(
    db,
  )
  return (lang) => rows.map((row) => entryOf(row, lang))
}

/** The name of a feed that shows everything at a hub, or everywhere. */
export const everythingAt = (hubId: string | null): Filters => ({ ...noFilters, hubs: hubId ? [hubId] : [] })

function entryOf(row: Row, lang: Lang): CalendarEntry {
  const said = (text: LocalText | null) => pick(text, lang).text
  const meetingPoint = said(row.meetingPoint)
  const url = `${config.publicUrl}${urlIn(lang, `/activities/${row.seriesId}`)}`
  return {
    uid: occurrenceUid(row.id),
    sequence: row.sequence,
    changedAt: Temporal.Instant.from(row.changedAt),
    startsAt: Temporal.Instant.from(row.startsAt),
    endsAt: Temporal.Instant.from(row.endsAt),
    cancelled: row.cancelled,
    title: row.cancelled ? `${texts[lang].states.cancelled}: ${said(row.title)}` : said(row.title),
    description: [row.cancelled && said(row.message), said(row.summary), url].filter(Boolean).join('\n\n'),
    where: meetingPoint || [said(row.place), row.hubName, row.hubAddress].filter(Boolean).join(', '),
    url,
    category: texts[lang].categories[row.category],
  }
}
