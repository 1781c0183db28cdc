import { type Db, type LocalText, sql } from '#kernel'
import { attendingIn } from './minimum/ask-hosts.ts'
import type { Changes, SeriesState } from './shapes.ts'
import { matching } from './whats-on.ts'

/** One date as its host sees it. */
export type StaffDate = {
  id: number
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  state: 'on' | 'cancelled'
  changes: Changes
  attention: string | null
  taken: number
  capacity: number | null
  /** Those who have a place for certain. */
  attending: number
}

/** The dates a host works with: those of the last fortnight, and what comes. */
export async function staffDatesOf(db: Db, seriesId: number, now: Temporal.Instant): Promise<StaffDate[]> {
  const { rows } = await sql<Omit<StaffDate, 'startsAt' | 'endsAt'> & { starts_at: string; ends_at: string }>`
    select o.id, o.starts_at, o.ends_at, o.state, o.changes, o.attention, coalesce(p.taken, 0) as taken, p.capacity,
      ${attendingIn('p')} as attending
    from activities.occurrence o
    join activities.series s on s.id = o.series_id
    left join activities.pool p on
      case when s.form = 'course' then p.series_id = s.id and p.occurrence_id is null else p.occurrence_id = o.id end
    where o.series_id = ${seriesId} and o.state <> 'dropped'
      and o.ends_at > ${now.subtract({ hours: 14 * 24 }).toString()}::timestamptz
    order by o.starts_at limit 100`.execute(db)
  return rows.map(({ starts_at, ends_at, ...row }) => ({
    ...row,
    startsAt: Temporal.Instant.from(starts_at),
    endsAt: Temporal.Instant.from(ends_at),
  }))
}

export const shows = ['coming', 'drafts', 'attention', 'past'] as const
export type Show = (typeof shows)[number]

export type StaffSeries = {
  id: number
  title: LocalText
  hubId: string | null
  state: SeriesState
  nextStart: string | null
  nextEnd: string | null
  signUp: 'none' | 'open'
  taken: number
  capacity: number | null
  minimum: number | null
  closesMinutesBefore: number
  attending: number
  attention: number
}

const perPage = 30

/** The same search as residents have, with the text as a parameter wherever it stands. */
const matchingText = (q: string) =>
  sql.join(
    matching('§')
      .split('§')
      .map((part) => sql.raw(part)),
    sql`${q}`,
  )

/** The activities of the hubs a host works at, those that need an answer first. */
export async function staffSeries(
  db: Db,
  wanted: { hubs: (string | null)[]; show: Show; q: string | null; page: number },
  now: Temporal.Instant,
): Promise<{ items: StaffSeries[]; more: boolean }> {
  const at = sql`${now.toString()}::timestamptz`
  const only = {
    coming: sql`s.state = 'published' and n.id is not null`,
    drafts: sql`s.state = 'draft'`,
    attention: sql`n.attention > 0`,
    past: sql`s.state = 'cancelled' or (s.state = 'published' and n.id is null)`,
  }[wanted.show]
  const hubs = wanted.hubs.filter((id) => id !== null)
  const { rows } = await sql<StaffSeries>`
    select s.id, s.title, s.hub_id as "hubId", s.state, n.starts_at as "nextStart", n.ends_at as "nextEnd", s.sign_up as "signUp",
      coalesce(p.taken, 0) as taken, p.capacity, s.minimum,
      s.closes_minutes_before as "closesMinutesBefore", ${attendingIn('p')} as attending, coalesce(n.attention, 0)::int as attention
    from activities.series s
    left join lateral (
      select o.id, o.starts_at, o.ends_at, count(*) filter (where o.attention is not null) over () as attention
      from activities.occurrence o
      where o.series_id = s.id and o.state = 'on' and o.ends_at > ${at}
      order by o.starts_at limit 1
    ) n on true
    left join activities.pool p on
      case when s.form = 'course' then p.series_id = s.id and p.occurrence_id is null else p.occurrence_id = n.id end
    where (s.hub_id = any(${hubs}::text[]) or (${wanted.hubs.includes(null)} and s.hub_id is null))
      and (${only})
      and ${wanted.q === null ? sql`true` : sql`s.id in (${matchingText(wanted.q)})`}
    order by attention desc, n.starts_at nulls last, s.id desc
    limit ${perPage + 1} offset ${wanted.page * perPage}`.execute(db)
  return { items: rows.slice(0, perPage), more: rows.length > perPage }
}
