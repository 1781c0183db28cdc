import { type Db, instantOf, sql, type Tx } from '#kernel'
import { marginMinutes, type Span } from './window.ts'

export type Booking = Span & {
  id: string
  /** What holds the room, when that is an activity. */
  about: string | null
  kind: string
  state: string
  roomId: string
  personId: string | null
  version: number
}

export async function bookings(tx: Db | Tx, where: ReturnType<typeof sql>): Promise<Booking[]> {
  const { rows } = await sql<Omit<Booking, 'from' | 'to'> & { from: string; to: string }>`
    select b.id, b.about, b.kind, b.state, b.room_id as "roomId", b.person_id as "personId", b.version,
      b.starts_at as "from", b.ends_at as "to"
    from rooms.booking b where ${where} order by b.id`.execute(tx)
  return rows.map((row) => ({ ...row, from: instantOf(row.from), to: instantOf(row.to) }))
}

/** Whose time touches a booking's, in any room that shares a part with its room. */
export const neighboursOf = (tx: Tx | Db, { id, roomId, from, to }: Booking) =>
  bookings(
    tx,
    sql`b.id <> ${id} and b.state in ('requested', 'correction', 'booked')
      and b.starts_at <= ${to.add({ minutes: marginMinutes }).toString()}::timestamptz
      and b.ends_at >= ${from.subtract({ minutes: marginMinutes }).toString()}::timestamptz
      and b.room_id in (select other.room_id from rooms.room_part mine
        join rooms.room_part other on other.part_id = mine.part_id where mine.room_id = ${roomId})`,
  )
