import { type Db, sql } from '#kernel'

/** What people follow is kept by name in people; these are ours. */
const activityTopic = (seriesId: number) => `activity:${seriesId}`
export const hubTopic = (hubId: string) => `hub:${hubId}`

export const hubsIn = (topics: readonly string[]) =>
  topics.filter((topic) => topic.startsWith('hub:')).map((topic) => topic.slice('hub:'.length))

/** An activity and those that it continues: whoever followed it before it was split still follows it. */
export async function topicsOfActivity(db: Db, seriesId: number): Promise<string[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive earlier as (
      select id, continues_series_id from activities.series where id = ${seriesId}
      union
      select s.id, s.continues_series_id from activities.series s
      join earlier on s.id = earlier.continues_series_id
    ) select id from earlier`.execute(db)
  return rows.map((row) => activityTopic(row.id))
}
