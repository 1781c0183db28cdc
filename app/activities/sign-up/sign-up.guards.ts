import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { db, inTransaction, now, sql } from '#kernel'
import { connections, type Guard } from '#testing'
import { anActivity, aWish, everyone, poolNow } from './activity-for-test.ts'

const insist = (kept: boolean, what: string) => {
  if (!kept) throw new Error(what)
}

const place = (poolId: number, told: Record<string, unknown>) =>
  inTransaction((tx) =>
    sql`select * from activities.place(${poolId}::bigint, ${now().toString()}::timestamptz, ${JSON.stringify(told)}::jsonb)`.execute(
      tx,
    ),
  )

/** Past every verb, straight into the table: what a new code path that forgot to ask would do. */
const insertAttending = (poolId: number, email: string) =>
  sql`insert into activities.sign_up (pool_id, name, email, party_size, state, holds, code)
    values (${poolId}, 'Prøve', ${email}, 1, 'attending', true, 'AAAAAAAA')`.execute(db)

const withoutLock = (name: string) => `
  do $$ begin
    execute replace(pg_get_functiondef('activities.${name}'::regproc), 'for no key update', '');
  end $$`

export const guards: Guard[] = [
  {
    name: 'an activity never has more people than places, whatever the code path',
    remove: 'alter table activities.pool drop constraint "activities.full"',
    prove: async () => {
      const { poolId } = await anActivity({ capacity: 2 })
      await Promise.allSettled(
        Array.from({ length: 6 }, (_, i) => insertAttending(poolId, `p${i}@eksempel.no`)),
      )
      insist((await poolNow(poolId)).taken === 2, 'more people than places')
    },
  },
  {
    name: 'the count of taken places is the sum of those who hold one',
    remove: 'drop trigger count_places on activities.sign_up',
    prove: async () => {
      const { poolId } = await anActivity({ capacity: 20 })
      await Promise.all(Array.from({ length: 10 }, (_, i) => insertAttending(poolId, `p${i}@eksempel.no`)))
      await sql`update activities.sign_up set party_size = 2 where email = 'p1@eksempel.no'`.execute(db)
      await sql`delete from activities.sign_up where email = 'p2@eksempel.no'`.execute(db)
      const pool = await poolNow(poolId)
      insist(pool.taken === pool.counted && pool.taken === 10, `taken ${pool.taken}, counted ${pool.counted}`)
    },
  },
  {
    name: 'rivals for the last places queue: each gets a place or a number, nobody gets an error',
    remove: withoutLock('place'),
    prove: async () => {
      const { poolId } = await anActivity({ capacity: 5 })
      await connections(16, async (clients) => {
        await Promise.all(
          clients.map((client, i) =>
            client.query('select * from activities.place($1, now(), $2)', [
              poolId,
              JSON.stringify(aWish(`p${i}@eksempel.no`)),
            ]),
          ),
        )
      })
      const all = await everyone(poolId)
      insist(all.filter((one) => one.state === 'attending').length === 5, 'not five attending')
      const ranks = all.flatMap((one) => one.rank ?? []).sort((a, b) => a - b)
      insist(ranks.join() === '1,2,3,4,5,6,7,8,9,10,11', `ranks ${ranks}`)
    },
  },
  {
    name: 'nobody is signed up twice for the same thing',
    remove: 'drop index activities."activities.already-signed-up"',
    prove: async () => {
      const { poolId } = await anActivity({ capacity: 20 })
      await Promise.allSettled([1, 2, 3, 4].map(() => place(poolId, aWish('to.ganger@eksempel.no'))))
      insist((await everyone(poolId)).length === 1, 'signed up twice')
    },
  },
  {
    name: 'a child is signed up once, whichever guardian does it',
    remove: 'drop index activities."activities.child-already-signed-up"',
    prove: async () => {
      const { poolId } = await anActivity({ capacity: 20 })
      const childId = randomUUID()
      await sql`insert into people.child (id, name, birth_year) values (${childId}, 'Prøve', 2018)`.execute(
        db,
      )
      const told = (email: string) => aWish(email, 1, { attends: false, attendees: [{ childId }] })
      await Promise.allSettled(['a', 'b', 'c'].map((who) => place(poolId, told(`${who}@eksempel.no`))))
      insist((await everyone(poolId)).length === 1, 'the child was signed up twice')
    },
  },
  {
    name: 'no two in line have the same number',
    remove: 'alter table activities.sign_up drop constraint "activities.rank-taken"',
    prove: async () => {
      const { poolId } = await anActivity({ capacity: 1 })
      const line = (email: string) =>
        sql`insert into activities.sign_up (pool_id, name, email, party_size, state, holds, rank, code)
          values (${poolId}, 'Prøve', ${email}, 1, 'waiting', false, 1, 'AAAAAAAA')`.execute(db)
      await Promise.allSettled([line('a@eksempel.no'), line('b@eksempel.no')])
      insist((await everyone(poolId)).length === 1, 'two have number 1')
    },
  },
  {
    name: 'nobody is signed up behind the back of a cancellation',
    remove: 'drop trigger cancelling_waits_for_sign_ups on activities.series',
    prove: async () => {
      const { poolId, seriesId } = await anActivity({ capacity: 20 })
      await connections(2, async ([host, resident]) => {
        await host?.query('begin')
        await host?.query(`update activities.series set state = 'cancelled' where id = $1`, [seriesId])
        const late = resident?.query('select * from activities.place($1, now(), $2)', [
          poolId,
          JSON.stringify(aWish('sen@eksempel.no')),
        ])
        const outcome = Promise.allSettled([late])
        await pause(150)
        await host?.query('commit')
        insist((await outcome)[0].status === 'rejected', 'signed up for what was being cancelled')
      })
    },
  },
]
