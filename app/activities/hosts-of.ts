import { type Db, sql, today } from '#kernel'

/** Those who decide about a hub's activities from day to day: its hosts and leaders, or the editors of the whole municipality. */
export async function hostsOf(db: Db, hubId: string | null, now: Temporal.Instant): Promise<string[]> {
  const date = today(now).toString()
  const { rows } = await sql<{ personId: string }>`
    select distinct g.person_id as "personId" from people.role_grant g
    where g.ended_at is null and g.from_date <= ${date}::date and coalesce(g.to_date >= ${date}::date, true)
      and case when ${hubId}::text is null then g.role = 'editor' and g.hub_id is null
        else g.role in ('host', 'hub-leader') and g.hub_id = ${hubId}::text end`.execute(db)
  return rows.map(({ personId }) => personId)
}
