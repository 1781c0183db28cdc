import { type Db, type LocalText, sql } from '#kernel'
import type { ChangeKind } from './note-change.ts'

export type HistoryRow = {
  id: number
  at: Temporal.Instant
  what: ChangeKind
  /** Null: the system, or somebody who has been erased (`bySystem` tells). */
  by: string | null
  bySystem: boolean
  /** The date it is about, when it is about one. */
  date: string | null
}

/** What hosts did with an activity, newest first, with what came before a split. */
export async function historyOf(db: Db, seriesId: number): Promise<HistoryRow[]> {
  const { rows } = await sql<{
    id: number
    at: string
    what: ChangeKind
    person_id: string | null
    name: string | null
    date: string | null
  }>`
    with recursive chain as (
      select id, continues_series_id from activities.series where id = ${seriesId}
      union all
      select s.id, s.continues_series_id from activities.series s join chain on chain.continues_series_id = s.id
    ) cycle id set looped using path
    select c.id, c.at, c.what, c.person_id, p.name, coalesce(c.details ->> 'date', o.original_date::text) as date
    from activities.change c
    left join people.person p on p.id = c.person_id
    left join activities.occurrence o on o.id = c.occurrence_id
    where c.series_id in (select id from chain)
    order by c.id desc limit 100`.execute(db)
  return rows.map(({ person_id, name, at, ...row }) => ({
    ...row,
    at: Temporal.Instant.from(at),
    by: name,
    bySystem: person_id === null,
  }))
}

/** What one person changed, for their own export. */
export async function changesBy(db: Db, personId: string) {
  const { rows } = await sql<{ at: string; what: ChangeKind; title: LocalText }>`
    select c.at, c.what, s.title from activities.change c join activities.series s on s.id = c.series_id
    where c.person_id = ${personId}::uuid order by c.id`.execute(db)
  return rows
}
