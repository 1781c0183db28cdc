import { type Actor, type Db, instantOf, type LocalText, sql, startOfDay } from '#kernel'
import { isAdministrator } from '#people'

export type DeskDate = {
  id: number
  seriesId: number
  hubId: string | null
  title: LocalText
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  state: 'on' | 'cancelled'
  signUp: 'none' | 'open'
  attention: 'closed' | 'not-staffed' | 'not-open' | 'too-few' | null
  /** Those who have a place, with those they bring. */
  attending: number
  waiting: number
  /** Offers that somebody has not answered yet. */
  offered: number
  capacity: number | null
  minimum: number | null
  /** What staff see when they count: null until somebody has. */
  came: number | null
}

type Row = Omit<DeskDate, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string }

/** Which hubs' activities the actor answers for; null: all of them. */
export function hubsOf(actor: Actor): string[] | null {
  const working = actor.roles.filter((grant) => ['host', 'hub-leader', 'editor'].includes(grant.role))
  if (isAdministrator(actor) || working.some((grant) => grant.hubId === null)) return null
  return [...new Set(working.map((grant) => grant.hubId as string))]
}

const columns = sql`
  o.id, o.series_id as "seriesId", coalesce(o.hub_id, s.hub_id) as "hubId", coalesce(o.changes -> 'title', s.title) as title,
  o.starts_at as "startsAt", o.ends_at as "endsAt", o.state, s.sign_up as "signUp", o.attention, p.capacity, s.minimum,
  coalesce(n.attending, 0) as attending, coalesce(n.waiting, 0) as waiting, coalesce(n.offered, 0) as offered,
  (select sum(a.count)::int from activities.attendance a where a.occurrence_id = o.id) as came`

const source = sql`
  activities.occurrence o
  join activities.series s on s.id = o.series_id and s.state = 'published'
  left join activities.pool p on s.sign_up = 'open'
    and case when s.form = 'course' then p.series_id = s.id and p.occurrence_id is null else p.occurrence_id = o.id end
  left join lateral (
    select sum(u.party_size) filter (where u.state = 'attending')::int as attending,
      count(*) filter (where u.state = 'waiting')::int as waiting, count(*) filter (where u.state = 'offered')::int as offered
    from activities.sign_up u where u.pool_id = p.id
  ) n on true`

const atHubs = (hubs: string[] | null) =>
  hubs === null ? sql`true` : sql`coalesce(o.hub_id, s.hub_id) = any(${hubs}::text[])`

const dateOf = (row: Row): DeskDate => ({
  ...row,
  startsAt: instantOf(row.startsAt),
  endsAt: instantOf(row.endsAt),
})

/** Dates whose hours went away, so that somebody expects a door that will be shut, or that too few come to. Soonest first. */
export async function datesNeedingAnswer(
  db: Db,
  hubs: string[] | null,
  now: Temporal.Instant,
): Promise<DeskDate[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${source}
    where o.attention is not null and o.state = 'on' and o.starts_at > ${now.toString()}::timestamptz and ${atHubs(hubs)}
    order by o.starts_at, o.id limit 100`.execute(db)
  return rows.map(dateOf)
}

/** What is on today, from morning to night: those who come in ask about it. */
export async function datesToday(
  db: Db,
  hubs: string[] | null,
  today: Temporal.PlainDate,
): Promise<DeskDate[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${source}
    where o.state <> 'dropped' and o.starts_at >= ${startOfDay(today).toString()}::timestamptz
      and o.starts_at < ${startOfDay(today.add({ days: 1 })).toString()}::timestamptz and ${atHubs(hubs)}
    order by o.starts_at, o.id limit 200`.execute(db)
  return rows.map(dateOf)
}

export type Draft = { id: number; title: LocalText; hubId: string | null; createdAt: Temporal.Instant }

/** Begun and not published, oldest first. */
export async function draftsAt(db: Db, hubs: string[] | null): Promise<Draft[]> {
  const { rows } = await sql<{ id: number; title: LocalText; hubId: string | null; createdAt: string }>`
    select s.id, s.title, s.hub_id as "hubId", s.created_at as "createdAt" from activities.series s
    where s.state = 'draft' and ${hubs === null ? sql`true` : sql`s.hub_id = any(${hubs}::text[])`}
    order by s.created_at limit 20`.execute(db)
  return rows.map((row) => ({ ...row, createdAt: instantOf(row.createdAt) }))
}
