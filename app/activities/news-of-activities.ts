import type { LocalText } from '#kernel'
import type { Filters } from './filters.ts'
import { conditionsFor, datesFrom, rowsOf } from './whats-on.ts'

/** An activity with something ahead, and when something about it was last new. */
export type ActivityNews = {
  id: number
  title: LocalText
  summary: LocalText
  body: LocalText
  category: string
  organiserName: string
  hubName: string | null
  cancelled: boolean
  publishedAt: string
  changedAt: string
  nextAt: string
}

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** New and changed activities, the newest first, among those that the filters let through. */
export function newsOfActivities(
  filters: Filters,
  take: number,
  now: Temporal.Instant,
): Promise<ActivityNews[]> {
  const { where, values, value } = conditionsFor(filters, now, {})
  return rowsOf(
    `select coalesce(json_agg(r), '[]')::text as rows from (
      select a.id, a.title, a.summary, a.body, a.category, a.organiser_name as "organiserName", h.name as "hubName",
        a.state = 'cancelled' as cancelled, ${iso('coalesce(a.published_at, a.created_at)')} as "publishedAt",
        ${iso('a.changed_at')} as "changedAt", ${iso('a.next_at')} as "nextAt"
      from (
        select s.*, ahead.next_at, greatest(s.updated_at, (select max(c.at) from activities.change c where c.series_id = s.id)) as changed_at
        from (
          select o.series_id, min(o.starts_at) as next_at from ${datesFrom(filters)}
          where ${where.join(' and ')} and $1::timestamptz is not null and $2::text is not null group by o.series_id
        ) ahead join activities.series s on s.id = ahead.series_id
      ) a
      left join hubs.hub h on h.id = a.hub_id
      order by a.changed_at desc, a.id desc limit ${value(take)}::int) r`,
    values,
  )
}
