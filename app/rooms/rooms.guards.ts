import { type Actor, anonymous, db, inTransaction, sql } from '#kernel'
import type { Guard } from '#testing'
import { bookRoom } from './book-room.ts'
import { aHall, aRoom, at, aWish } from './room-for-test.ts'

const insist = (kept: boolean, what: string) => {
  if (!kept) throw new Error(what)
}

async function aPerson(): Promise<Actor> {
  const { rows } = await sql<{
    id: string
  }>`insert into people.person (name) values ('Prøve Person') returning id`.execute(db)
  return { ...anonymous, kind: 'person', personId: rows[0]?.id as string }
}

/** Past every verb, straight into the table: what a new code path that forgot to ask would do. */
const occupyPast = (bookingId: string, from: Temporal.Instant, to: Temporal.Instant) =>
  sql`update rooms.occupancy set during = tstzrange(${from.toString()}::timestamptz, ${to.toString()}::timestamptz, '[)')
    where booking_id = ${bookingId}`
    .execute(db)
    .catch(() => undefined)

const overlaps = async () => {
  const { rows } = await sql`
    select from rooms.occupancy a join rooms.occupancy b
      on a.part_id = b.part_id and a.during && b.during and a.booking_id < b.booking_id`.execute(db)
  return rows.length
}

export const guards: Guard[] = [
  {
    name: 'two bookings never have the same part of a room at the same time, whatever the code path',
    remove: 'alter table rooms.occupancy drop constraint "rooms.taken"',
    prove: async () => {
      const actor = await aPerson()
      const room = await aRoom()
      const book = (hour: number) =>
        inTransaction((tx) => bookRoom(tx, actor, aWish(room.id, at(3, hour), at(3, hour + 1))))
      const [, second] = [await book(10), await book(12)]
      await occupyPast(second.id, at(3, 10, 30), at(3, 11, 30))
      insist((await overlaps()) === 0, 'two bookings overlap')
    },
  },
  {
    name: 'rivals for a room queue at its parts: one wins, the others hear who was first, nobody deadlocks',
    remove: `create or replace function rooms.hold_parts(p_parts bigint[]) returns void language plpgsql as $$ begin end $$`,
    prove: async () => {
      const people = await Promise.all(Array.from({ length: 8 }, aPerson))
      const { whole, left, right } = await aHall()
      const rooms = [whole, left, right]
      for (let round = 0; round < 60; round++) {
        const answers = await Promise.allSettled(
          people.map((actor, i) => {
            const { id } = rooms[i % 3] as (typeof rooms)[number]
            return inTransaction((tx) => bookRoom(tx, actor, aWish(id, at(2 + round, 10), at(2 + round, 12))))
          }),
        )
        for (const answer of answers)
          if (answer.status === 'rejected') {
            const { params } = answer.reason as { params?: { from?: unknown } }
            // The constraint alone would refuse too, but cannot say what is in the way.
            insist(params?.from !== undefined, `refused without being told why: ${answer.reason}`)
          }
      }
      insist((await overlaps()) === 0, 'two bookings overlap')
    },
  },
  {
    name: 'a booking never ends before it starts',
    remove: 'alter table rooms.booking drop constraint "rooms.ends-before-start"',
    prove: async () => {
      const room = await aRoom()
      const { id } = await inTransaction(async (tx) =>
        bookRoom(tx, await aPerson(), aWish(room.id, at(3, 10), at(3, 11))),
      )
      await sql`update rooms.booking set ends_at = starts_at - interval '1 hour' where id = ${id}`
        .execute(db)
        .catch(() => undefined)
      const { rows } = await sql`select from rooms.booking where ends_at <= starts_at`.execute(db)
      insist(rows.length === 0, 'a booking ends before it starts')
    },
  },
  {
    name: 'what was done with a booking is not rewritten afterwards',
    remove: 'drop trigger append_only on rooms.step',
    prove: async () => {
      const room = await aRoom()
      const { id } = await inTransaction(async (tx) =>
        bookRoom(tx, await aPerson(), aWish(room.id, at(3, 10), at(3, 11))),
      )
      await sql`update rooms.step set what = 'approved' where booking_id = ${id}`
        .execute(db)
        .catch(() => undefined)
      await sql`delete from rooms.step where booking_id = ${id}`.execute(db).catch(() => undefined)
      const { rows } = await sql`select from rooms.step where booking_id = ${id} and what = 'booked'`.execute(
        db,
      )
      insist(rows.length === 1, 'history was rewritten')
    },
  },
]
