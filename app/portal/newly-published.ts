import { type Db, type LocalText, sql } from '#kernel'

export type New = {
  id: number
  hubId: string | null
  title: LocalText
  summary: LocalText
  nextAt: string
  example: boolean
}

const newForHours = 14 * 24

/** What came to the programme in the last two weeks and is still ahead, newest first. */
export async function newlyPublished(db: Db, take: number, now: Temporal.Instant): Promise<New[]> {
  const since = now.subtract({ hours: newForHours }).toString()
  const { rows } = await sql<New>`
    select s.id, s.hub_id as "hubId", s.title, s.summary, s.example, n.next_at as "nextAt"
    from activities.series s
    join lateral (
      select min(o.starts_at) as next_at from activities.occurrence o
      where o.series_id = s.id and o.state = 'on' and o.starts_at > ${now.toString()}::timestamptz
    ) n on n.next_at is not null
    where s.state = 'published' and s.published_at > ${since}::timestamptz
    order by s.published_at desc, s.id desc limit ${take}`.execute(db)
  return rows
}
