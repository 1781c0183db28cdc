import { z } from 'zod'
import { type Db, type LocalText, sql } from '#kernel'
import { nameSubjects } from '#people'

type Row = { id: string; name: LocalText; at: string | null }
const byId = (rows: readonly Row[]) =>
  new Map(rows.map(({ id, name, at }) => [id, { name, at: at ?? undefined }]))
const numbers = (ids: readonly string[]) => ids.filter((id) => /^\d{1,15}$/.test(id))
const uuids = (ids: readonly string[]) => ids.filter((id) => z.uuid().safeParse(id).success)

async function rooms(db: Db, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select id, name, null as at from rooms.room where id = any(${[...ids]}::text[])`.execute(db)
  return byId(rows)
}

async function bookings(db: Db, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select b.id::text, r.name, b.starts_at as at from rooms.booking b join rooms.room r on r.id = b.room_id
    where b.id = any(${uuids(ids)}::uuid[])`.execute(db)
  return byId(rows)
}

async function waits(db: Db, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select w.id::text, r.name, w.starts_at as at from rooms.wait w join rooms.room r on r.id = w.room_id
    where w.id = any(${uuids(ids)}::uuid[])`.execute(db)
  return byId(rows)
}

async function series(db: Db, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select s.id::text, r.name, min(b.starts_at) as at from rooms.series s join rooms.room r on r.id = s.room_id
    left join rooms.booking b on b.series_id = s.id
    where s.id = any(${numbers(ids)}::bigint[]) group by s.id, r.name`.execute(db)
  return byId(rows)
}

async function terms(db: Db, ids: readonly string[]) {
  const { rows } = await sql<Row>`
    select id::text, title as name, null as at from rooms.terms where id = any(${numbers(ids)}::bigint[])`.execute(
    db,
  )
  return byId(rows)
}

nameSubjects({ room: rooms, booking: bookings, wait: waits, 'room-series': series, terms })
