import { beforeAll, describe, expect, test } from 'vitest'
import { db, inTransaction, now, sql } from '#kernel'
import { everybodyListens } from '#testing'
import { anActivity, aWish, everyone, fill, poolNow } from './activity-for-test.ts'
import { acceptOffer } from './answer-offer.ts'
import { cancelSignUp } from './cancel-sign-up.ts'
import { changeParty } from './change-party.ts'
import { confirmSignUp } from './confirm-sign-up.ts'
import { promote } from './settle.ts'

beforeAll(everybodyListens)

const place = (poolId: number, email: string, party = 1) =>
  inTransaction(async (tx) => {
    const { rows } = await sql<{ id: string; state: string; rank: number | null }>`
      select sign_up_id as id, state, rank
      from activities.place(${poolId}::bigint, ${now().toString()}::timestamptz, ${JSON.stringify(aWish(email, party))}::jsonb)`.execute(
      tx,
    )
    return rows[0] as { id: string; state: string; rank: number | null }
  })
const offered = async (poolId: number) => (await everyone(poolId)).filter((one) => one.state === 'offered')
const settled = (all: PromiseSettledResult<unknown>[]) =>
  all.filter((one) => one.status === 'fulfilled').length

describe('when many want the same places', () => {
  test('a thousand people for a hundred places: a hundred attend, the others wait as numbers 1 to 900', async () => {
    const { poolId } = await anActivity({ capacity: 100 })
    const placed = await Promise.all(
      Array.from({ length: 1000 }, (_, i) => place(poolId, `p${i}@eksempel.no`)),
    )
    expect(placed.filter((one) => one.state === 'attending')).toHaveLength(100)
    const ranks = placed.flatMap((one) => (one.rank === null ? [] : [one.rank])).sort((a, b) => a - b)
    expect(ranks).toEqual(Array.from({ length: 900 }, (_, i) => i + 1))
    expect(await poolNow(poolId)).toMatchObject({ taken: 100, counted: 100 })
  })

  test('numbers are given in the order in which the sign-ups become final', async () => {
    const { poolId } = await anActivity({ capacity: 1 })
    await sql`create sequence finished`.execute(db)
    const placed = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        inTransaction(async (tx) => {
          const { rows } = await sql<{ rank: number | null }>`select rank from activities.place(
            ${poolId}::bigint, ${now().toString()}::timestamptz, ${JSON.stringify(aWish(`p${i}@eksempel.no`))}::jsonb)`.execute(
            tx,
          )
          await sql`select pg_sleep(random() / 500)`.execute(tx)
          // Nobody else can be between here and their commit while this one holds the pool.
          const { rows: at } = await sql<{ at: number }>`select nextval('finished') as at`.execute(tx)
          return { rank: rows[0]?.rank ?? 0, at: at[0]?.at as number }
        }),
      ),
    )
    placed.sort((a, b) => a.at - b.at)
    expect(placed.map((one) => one.rank)).toEqual(Array.from({ length: 200 }, (_, i) => i))
  })

  test('parties of several sizes never overfill and never share a number', async () => {
    const { poolId } = await anActivity({ capacity: 37 })
    await Promise.all(Array.from({ length: 60 }, (_, i) => place(poolId, `g${i}@eksempel.no`, 1 + (i % 4))))
    const pool = await poolNow(poolId)
    expect(pool.taken).toBe(pool.counted)
    expect(pool.taken).toBeLessThanOrEqual(37)
    const ranks = (await everyone(poolId)).flatMap((one) => one.rank ?? [])
    expect(new Set(ranks).size).toBe(ranks.length)
  })
})

describe('when two things happen at once', () => {
  test('two cancel: the first two in line are asked, nobody twice', async () => {
    for (let round = 0; round < 10; round++) {
      const { poolId } = await anActivity({ capacity: 2 })
      const ids = await fill(poolId, [1, 1, 1, 1, 1])
      const refs = ids.map((id) => ({ id, poolId }))
      await Promise.all(
        refs
          .slice(0, 2)
          .map((ref) =>
            inTransaction((tx) => cancelSignUp(tx, ref as { id: string; poolId: number }, 'self', now())),
          ),
      )
      expect((await offered(poolId)).map((one) => one.rank).sort()).toEqual([1, 2])
      expect(await poolNow(poolId)).toMatchObject({ taken: 2, counted: 2 })
    }
  })

  test('an answer and the end of the offer: either the place is theirs or it is the next one’s', async () => {
    for (let round = 0; round < 10; round++) {
      const { poolId } = await anActivity({ capacity: 1 })
      const [first, second] = (await fill(poolId, [1, 1, 1])) as [string, string, string]
      await inTransaction((tx) => cancelSignUp(tx, { id: first, poolId }, 'self', now()))
      const { rows } = await sql<{
        held_until: string
      }>`select held_until from activities.sign_up where id = ${second}`.execute(db)
      const deadline = Temporal.Instant.from(rows[0]?.held_until as string)
      const done = await Promise.allSettled([
        inTransaction((tx) =>
          acceptOffer(tx, { id: second, poolId }, deadline.subtract({ milliseconds: 1 })),
        ),
        inTransaction((tx) => promote(tx, poolId, deadline)),
      ])
      const states = (await everyone(poolId)).map((one) => one.state)
      expect([
        ['cancelled', 'attending', 'waiting'],
        ['cancelled', 'lapsed', 'offered'],
      ]).toContainEqual(states)
      expect(done[0].status === 'fulfilled').toBe(states[1] === 'attending')
      expect(await poolNow(poolId)).toMatchObject({ taken: 1, counted: 1 })
    }
  })

  test('a confirmation and the end of the half hour: the place is theirs or it is free', async () => {
    for (let round = 0; round < 10; round++) {
      const { poolId } = await anActivity({ capacity: 1 })
      const until = now().add({ minutes: 30 })
      const { rows } = await sql<{ id: string }>`
        select sign_up_id as id from activities.place(${poolId}::bigint, ${now().toString()}::timestamptz,
          ${JSON.stringify(aWish('sen@eksempel.no', 1, { confirmUntil: until }))}::jsonb)`.execute(db)
      const ref = { id: rows[0]?.id as string, poolId }
      const done = await Promise.allSettled([
        inTransaction((tx) => confirmSignUp(tx, ref, until.subtract({ milliseconds: 1 }))),
        inTransaction((tx) => promote(tx, poolId, until)),
      ])
      const [state] = (await everyone(poolId)).map((one) => one.state)
      expect(['attending', 'lapsed']).toContain(state)
      expect(done[0].status === 'fulfilled').toBe(state === 'attending')
      expect((await poolNow(poolId)).taken).toBe(state === 'attending' ? 1 : 0)
    }
  })

  test('the host adds two places while somebody cancels: exactly three are asked', async () => {
    for (let round = 0; round < 10; round++) {
      const { poolId } = await anActivity({ capacity: 2 })
      const [first] = await fill(poolId, [1, 1, 1, 1, 1, 1])
      await Promise.all([
        inTransaction(async (tx) => {
          await sql`update activities.pool set capacity = capacity + 2 where id = ${poolId}`.execute(tx)
          await promote(tx, poolId, now())
        }),
        inTransaction((tx) => cancelSignUp(tx, { id: first as string, poolId }, 'self', now())),
      ])
      expect((await offered(poolId)).map((one) => one.rank).sort()).toEqual([1, 2, 3])
      expect(await poolNow(poolId)).toMatchObject({ taken: 4, counted: 4, capacity: 4 })
    }
  })

  test('two parties grow into the last place: one does', async () => {
    for (let round = 0; round < 10; round++) {
      const { poolId } = await anActivity({ capacity: 3 })
      const ids = await fill(poolId, [1, 1])
      const done = await Promise.allSettled(
        ids.map((id) => inTransaction((tx) => changeParty(tx, { id, poolId }, 2, now()))),
      )
      expect(settled(done)).toBe(1)
      expect(await poolNow(poolId)).toMatchObject({ taken: 3, counted: 3 })
    }
  })

  test('cancelling twice, pressed on two screens, gives the place once', async () => {
    const { poolId } = await anActivity({ capacity: 1 })
    const [first] = await fill(poolId, [1, 1, 1])
    const ref = { id: first as string, poolId }
    await Promise.all([1, 2, 3].map(() => inTransaction((tx) => cancelSignUp(tx, ref, 'self', now()))))
    expect(await offered(poolId)).toHaveLength(1)
  })
})
