import { type Db, type LocalText, sql } from '#kernel'
import { hubsIn } from './topics.ts'

export type Followed = { id: number; title: LocalText; nextAt: string | null }

const activitiesIn = (topics: readonly string[]) =>
  topics.filter((topic) => /^activity:\d{1,15}$/.test(topic)).map((topic) => Number(topic.split(':')[1]))

/** The activities among what somebody follows, the next one first; those with nothing ahead last. */
export async function followedActivities(
  db: Db,
  topics: readonly string[],
  now: Temporal.Instant,
): Promise<Followed[]> {
  const ids = activitiesIn(topics)
  if (ids.length === 0) return []
  const { rows } = await sql<Followed>`
    with recursive chain as (
      select id as first, id from activities.series where id = any(${ids}::bigint[])
      union
      select chain.first, s.id from activities.series s join chain on s.continues_series_id = chain.id
    )
    select s.id, s.title, n.next_at as "nextAt"
    from activities.series s
    left join lateral (
      select min(o.starts_at) as next_at from activities.occurrence o
      where o.series_id in (select c.id from chain c where c.first = s.id)
        and o.state = 'on' and o.ends_at > ${now.toString()}::timestamptz
    ) n on true
    where s.id = any(${ids}::bigint[]) and s.state <> 'draft'
    order by n.next_at nulls last, s.id`.execute(db)
  return rows
}

/** What the topics are called, for a sentence. */
export async function namesOfTopics(db: Db, topics: readonly string[]): Promise<LocalText[]> {
  const { rows } = await sql<{ name: LocalText }>`
    select jsonb_build_object('nb', name) as name from hubs.hub where id = any(${hubsIn(topics)}::text[])
    union select title from activities.series where id = any(${activitiesIn(topics)}::bigint[])`.execute(db)
  return rows.map((row) => row.name)
}
