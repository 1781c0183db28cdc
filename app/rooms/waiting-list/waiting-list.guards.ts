import { db, inTransaction, sql } from '#kernel'
import { addPerson, connections, type Guard } from '#testing'
import { bookRoom } from '../book-room.ts'
import { cancelBooking } from '../cancel-booking.ts'
import { aRoom, at, aWish } from '../room-for-test.ts'
import { waitForRoom } from './wait-for-room.ts'
import { waitById } from './waits.ts'

const insist = (kept: boolean, what: string) => {
  if (!kept) throw new Error(what)
}
const [from, to] = [at(5, 18), at(5, 20)]

export const guards: Guard[] = [
  {
    name: 'nobody stands twice in the same line',
    remove: 'drop index rooms."rooms.waiting-already"',
    prove: async () => {
      const room = await aRoom()
      const { actor } = await addPerson()
      const { id } = await addPerson()
      await inTransaction((tx) => bookRoom(tx, actor, aWish(room.id, from, to)))
      await connections(4, async (clients) => {
        const tries = clients.map((client) =>
          client.query(
            'insert into rooms.wait (room_id, starts_at, ends_at, person_id) values ($1, $2, $3, $4)',
            [room.id, from.toString(), to.toString(), id],
          ),
        )
        const done = await Promise.allSettled(tries)
        insist(done.filter(({ status }) => status === 'fulfilled').length === 1, 'twice in one line')
      })
    },
  },
  {
    name: 'who gets in line while the time comes free is asked, or told that it is free',
    remove: `do $$ begin
      execute replace(pg_get_functiondef('rooms.hold_parts'::regproc), 'for no key update', '');
    end $$`,
    prove: async () => {
      for (let round = 0; round < 30; round++) {
        const room = await aRoom()
        const [owner, waiter] = [await addPerson(), await addPerson()]
        const { id } = await inTransaction((tx) => bookRoom(tx, owner.actor, aWish(room.id, from, to)))
        const wish = { roomId: room.id, from, to, headCount: 5 }
        const [got] = await Promise.all([
          inTransaction(async (tx) => {
            const wait = await waitForRoom(tx, waiter.actor, wish)
            await sql`select pg_sleep(0.02)`.execute(tx)
            return wait
          }).catch(() => null),
          inTransaction((tx) => cancelBooking(tx, owner.actor, id)),
        ])
        const state = got && (await waitById(db, got.id))?.state
        insist(state !== 'waiting', 'somebody waits for a time that is free')
      }
    },
  },
]
