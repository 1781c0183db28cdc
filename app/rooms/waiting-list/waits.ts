import { type Db, instantOf, type LocalText, sql, type Tx } from '#kernel'

export type WaitState = 'waiting' | 'offered' | 'taken' | 'lapsed' | 'left'

export type WaitView = {
  id: string
  roomId: string
  roomName: LocalText
  hubId: string
  hubName: string
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  personId: string
  associationId: string | null
  headCount: number
  state: WaitState
  /** Of the offer, and later of what came of it. */
  bookingId: string | null
  offeredUntil: Temporal.Instant | null
  /** How many would be asked before, for a time that touches this one; 0 is first in line. */
  ahead: number
  version: number
}

type Row = Omit<WaitView, 'startsAt' | 'endsAt' | 'offeredUntil'> & {
  startsAt: string
  endsAt: string
  offeredUntil: string | null
}

const view = (row: Row): WaitView => ({
  ...row,
  startsAt: instantOf(row.startsAt),
  endsAt: instantOf(row.endsAt),
  offeredUntil: row.offeredUntil === null ? null : instantOf(row.offeredUntil),
})

/** Whoever waits for a time in a room that has a part in common stands in the same line. */
const columns = sql`
  w.id, w.room_id as "roomId", r.name as "roomName", r.hub_id as "hubId", h.name as "hubName",
  w.starts_at as "startsAt", w.ends_at as "endsAt", w.person_id as "personId", w.association_id as "associationId",
  w.head_count as "headCount", w.state, w.booking_id as "bookingId", w.offered_until as "offeredUntil", w.version,
  (select count(*)::int from rooms.wait o
    where w.state = 'waiting' and o.state in ('waiting', 'offered') and (o.created_at, o.id) < (w.created_at, w.id)
      and o.starts_at < w.ends_at and w.starts_at < o.ends_at
      and exists (select from rooms.room_part mine join rooms.room_part theirs using (part_id)
        where mine.room_id = w.room_id and theirs.room_id = o.room_id)) as ahead
  from rooms.wait w join rooms.room r on r.id = w.room_id join hubs.hub h on h.id = r.hub_id`

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function waitById(on: Db | Tx, id: string): Promise<WaitView | undefined> {
  if (!isUuid.test(id)) return undefined
  const { rows } = await sql<Row>`select ${columns} where w.id = ${id}`.execute(on)
  return rows[0] && view(rows[0])
}

/** What a person waits for and has been offered, soonest first. */
export async function waitsOfPerson(
  on: Db | Tx,
  personId: string,
  now: Temporal.Instant,
): Promise<WaitView[]> {
  const { rows } = await sql<Row>`
    select ${columns}
    where w.person_id = ${personId} and w.state in ('waiting', 'offered') and w.starts_at > ${now.toString()}::timestamptz
    order by w.starts_at, w.id`.execute(on)
  return rows.map(view)
}

/** The offer behind a held booking, so that whoever opens the booking answers the offer. */
export async function waitOfBooking(on: Db | Tx, bookingId: string): Promise<WaitView | undefined> {
  const { rows } = await sql<Row>`select ${columns} where w.booking_id = ${bookingId}`.execute(on)
  return rows[0] && view(rows[0])
}
