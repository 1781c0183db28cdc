import { prepared } from '#kernel'

const read = prepared<{ id: number; changedAt: string }>(
  'activities-published',
  `select s.id, to_char(s.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "changedAt"
  from activities.series s
  where s.state = 'published'
    and exists (select from activities.occurrence o where o.series_id = s.id and o.state = 'on' and o.ends_at > $1::timestamptz)
  order by s.id`,
)

/** Every activity that somebody can still come to, for those who list our addresses. */
export const publishedActivities = (now: Temporal.Instant) => read(now.toString())
