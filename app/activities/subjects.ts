import { z } from 'zod'
import { type Db, type LocalText, sql } from '#kernel'
import { nameSubjects } from '#people'

type Row = { id: string; name: LocalText; at?: string }
const byId = (rows: readonly Row[]) => new Map(rows.map(({ id, name, at }) => [id, { name, at }]))
const numbers = (ids: readonly string[]) => ids.filter((id) => /^\d{1,15}$/.test(id))
const isUuid = (id: string) => z.uuid().safeParse(id).success

async function activities(db: Db, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select id::text, title as name from activities.series where id = any(${numbers(ids)}::bigint[])`.execute(
    db,
  )
  return byId(rows)
}

async function dates(db: Db, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select o.id::text, coalesce(o.changes -> 'title', s.title) as name, o.starts_at as at
    from activities.occurrence o join activities.series s on s.id = o.series_id
    where o.id = any(${numbers(ids)}::bigint[])`.execute(db)
  return byId(rows)
}

async function signUps(db: Db, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select u.id::text, coalesce(o.changes -> 'title', s.title) as name, o.starts_at as at
    from activities.sign_up u
    join activities.pool p on p.id = u.pool_id
    join activities.series s on s.id = p.series_id
    left join activities.occurrence o on o.id = p.occurrence_id
    where u.id = any(${ids.filter(isUuid)}::uuid[])`.execute(db)
  return byId(rows.map((row) => ({ ...row, at: row.at ?? undefined })))
}

nameSubjects({ activity: activities, occurrence: dates, 'sign-up': signUps })
