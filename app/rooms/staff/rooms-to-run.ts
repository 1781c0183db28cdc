import type { HubPicture } from '#hubs'
import { type Db, instantOf, type LocalText, sql, type Tx } from '#kernel'

/** Bookings ahead, and those that wait for an answer, per room; a room without any is not named. */
export async function countsAt(on: Db | Tx, hubIds: readonly string[], now: Temporal.Instant) {
  const { rows } = await sql<{ roomId: string; coming: number; waiting: number }>`
    select b.room_id as "roomId", count(*) filter (where b.state = 'booked')::int as coming,
      count(*) filter (where b.state = 'requested')::int as waiting
    from rooms.booking b where b.hub_id = any(${[...hubIds]}::text[]) and b.kind = 'booking'
      and b.ends_at > ${now.toString()}::timestamptz group by 1`.execute(on)
  return new Map(rows.map((row) => [row.roomId, row]))
}

/** The lockable spaces under a hub's roof, and which rooms each of them is part of. */
export async function partsAt(on: Db | Tx, hubId: string) {
  const { rows } = await sql<{ id: number; name: LocalText; rooms: { id: string; name: LocalText }[] }>`
    select p.id, p.name, coalesce((
      select json_agg(json_build_object('id', r.id, 'name', r.name) order by r.place_in_list)
      from rooms.room_part rp join rooms.room r on r.id = rp.room_id where rp.part_id = p.id), '[]'::json) as rooms
    from rooms.part p where p.hub_id = ${hubId} order by p.place_in_list, p.id`.execute(on)
  return rows
}

export async function picturesAt(on: Db | Tx, hubId: string): Promise<HubPicture[]> {
  const { rows } = await sql<HubPicture>`
    select id, hash, widths, width, height, alt, credit from hubs.picture
    where hub_id = ${hubId} and removed_at is null order by place_in_list, id`.execute(on)
  return rows
}

export type TermsVersion = {
  id: number
  hubId: string | null
  version: number
  title: LocalText
  body: LocalText
  writtenAt: Temporal.Instant
  rooms: number
}

/** Newest first, of the hub and of the whole municipality. */
export async function termsAt(on: Db | Tx, hubId: string | null): Promise<TermsVersion[]> {
  const { rows } = await sql<Omit<TermsVersion, 'writtenAt'> & { writtenAt: string }>`
    select t.id, t.hub_id as "hubId", t.version, t.title, t.body, t.written_at as "writtenAt",
      (select count(*)::int from rooms.room r where r.terms_id = t.id) as rooms
    from rooms.terms t where t.hub_id is null or t.hub_id = ${hubId}
    order by t.hub_id nulls last, t.version desc`.execute(on)
  return rows.map((row) => ({ ...row, writtenAt: instantOf(row.writtenAt) }))
}
