import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, db, inTransaction, type Refusal, sql, type Tx } from '#kernel'
import { addPerson, everybodyListens } from '#testing'
import { approveBooking } from './answer-request.ts'
import { bookRoom } from './book-room.ts'
import { cancelBooking } from './cancel-booking.ts'
import { holdRoom } from './hold-room.ts'
import { moveBooking } from './move-booking.ts'
import { aHall, anyTime, aRoom, at, aWish } from './room-for-test.ts'

const clients = 32
const rounds = 12
let people: Actor[]

beforeAll(async () => {
  await everybodyListens()
  people = []
  for (let i = 0; i < clients; i++) people.push((await addPerson()).actor)
})

const answer = (verb: (tx: Tx) => Promise<unknown>): Promise<string> =>
  inTransaction(verb).then(
    () => 'won',
    (error: Refusal) => error.code ?? `fault: ${error}`,
  )

const deadlocks = async () => {
  const { rows } = await sql<{
    n: number
  }>`select deadlocks::int as n from pg_stat_database where datname = current_database()`.execute(db)
  return rows[0]?.n ?? 0
}

/** Nothing blocks the same part twice, and whatever blocks has a row for each of its parts. */
async function tableAgrees() {
  const { rows: overlaps } = await sql`
    select from rooms.occupancy a join rooms.occupancy b
      on a.part_id = b.part_id and a.during && b.during and a.booking_id < b.booking_id`.execute(db)
  const { rows: lopsided } = await sql`
    select b.id from rooms.booking b
    where (select array_agg(o.part_id order by o.part_id) from rooms.occupancy o where o.booking_id = b.id)
      is distinct from case when b.state in ('held', 'requested', 'correction', 'booked')
        then (select array_agg(rp.part_id order by rp.part_id) from rooms.room_part rp where rp.room_id = b.room_id) end`.execute(
    db,
  )
  return { overlaps: overlaps.length, lopsided: lopsided.length }
}
const agrees = { overlaps: 0, lopsided: 0 }

/** All at once, round after round: one wins each, the others hear why. */
async function race(
  name: string,
  oneRound: (round: number) => Promise<((actor: Actor, i: number) => (tx: Tx) => Promise<unknown>)[]>,
  losing = 'rooms.taken',
) {
  const before = await deadlocks()
  for (let round = 0; round < rounds; round++) {
    const verbs = await oneRound(round)
    const answers = await Promise.all(
      people.map((actor, i) => answer((verbs[i % verbs.length] as (typeof verbs)[number])(actor, i))),
    )
    const lost = answers.filter((one) => one !== 'won')
    expect({ name, round, won: answers.length - lost.length, lost: [...new Set(lost)] }).toEqual({
      name,
      round,
      won: 1,
      lost: [losing],
    })
  }
  expect(await deadlocks()).toBe(before)
  expect(await tableAgrees()).toEqual(agrees)
}

describe('thirty-two people want the same at the same moment', () => {
  test('the same hours of a room: one gets them', async () => {
    const room = await aRoom()
    await race('same', async (round) => {
      const wish = aWish(room.id, at(2 + round, 10), at(2 + round, 12))
      return [(actor) => (tx) => bookRoom(tx, actor, wish)]
    })
  })

  test('hours that overlap a little: one gets theirs', async () => {
    const room = await aRoom({ rules: { stepMinutes: 5 } })
    await race('overlapping', async (round) => [
      (actor, i) => (tx) =>
        bookRoom(tx, actor, aWish(room.id, at(2 + round, 10, (i % 12) * 5), at(2 + round, 12, (i % 12) * 5))),
    ])
  })

  test('the whole hall against one of its halves: one gets it', async () => {
    const { whole, left } = await aHall()
    await race('whole and half', async (round) =>
      [whole, left].map(
        ({ id }) =>
          (actor: Actor) =>
          (tx: Tx) =>
            bookRoom(tx, actor, aWish(id, at(2 + round, 10), at(2 + round, 12))),
      ),
    )
  })

  test('the whole hall against both halves: the whole for one, or each half for one', async () => {
    const { whole, left, right } = await aHall()
    const rooms = [whole, left, right]
    for (let round = 0; round < rounds; round++) {
      const answers = await Promise.all(
        people.map((actor, i) => {
          const { id } = rooms[i % 3] as (typeof rooms)[number]
          return answer((tx) => bookRoom(tx, actor, aWish(id, at(2 + round, 10), at(2 + round, 12))))
        }),
      )
      const won = answers.flatMap((one, i) => (one === 'won' ? [i % 3] : [])).sort()
      expect([[0], [1, 2]]).toContainEqual(won)
    }
    expect(await tableAgrees()).toEqual(agrees)
  })

  test('several approve the same request: it is approved once', async () => {
    const room = await aRoom({
      rules: {
        way: {
          ...anyTime.way,
          staffed: 'approval',
          evening: 'approval',
          weekend: 'approval',
          night: 'approval',
        },
      },
    })
    const host = await addPerson({ roles: ['host at prove'] })
    await race(
      'approve',
      async (round) => {
        const wish = aWish(room.id, at(2 + round, 10), at(2 + round, 12))
        const { id } = await inTransaction((tx) => bookRoom(tx, people[0] as Actor, wish))
        return [() => (tx) => approveBooking(tx, host.actor, id)]
      },
      'rooms.not-waiting',
    )
  })

  test('everybody moves onto the same free hours: one does, the others stand where they stood', async () => {
    const rooms = []
    for (let i = 0; i < clients; i++) rooms.push(await aRoom())
    const target = await aRoom()
    const before = await deadlocks()
    for (let round = 0; round < rounds / 2; round++) {
      const span = { from: at(2 + round, 10), to: at(2 + round, 12) }
      const ids = await Promise.all(
        rooms.map(async (room, i) => {
          const wish = aWish(room.id, span.from, span.to)
          return (await inTransaction((tx) => bookRoom(tx, people[i] as Actor, wish))).id
        }),
      )
      const answers = await Promise.all(
        ids.map((id, i) =>
          answer((tx) => moveBooking(tx, people[i] as Actor, id, { roomId: target.id, ...span })),
        ),
      )
      expect(answers.filter((one) => one === 'won')).toHaveLength(1)
      expect(new Set(answers)).toEqual(new Set(['won', 'rooms.taken']))
    }
    expect(await deadlocks()).toBe(before)
    expect(await tableAgrees()).toEqual(agrees)
  })

  test('two swap their hours: nobody deadlocks, nobody loses what they had', async () => {
    const [one, two] = [await aRoom(), await aRoom()]
    const before = await deadlocks()
    for (let round = 0; round < rounds; round++) {
      const span = { from: at(2 + round, 10), to: at(2 + round, 12) }
      const book = (roomId: string, actor: Actor) =>
        inTransaction((tx) => bookRoom(tx, actor, aWish(roomId, span.from, span.to)))
      const [a, b] = [await book(one.id, people[0] as Actor), await book(two.id, people[1] as Actor)]
      const answers = await Promise.all([
        answer((tx) => moveBooking(tx, people[0] as Actor, a.id, { roomId: two.id, ...span })),
        answer((tx) => moveBooking(tx, people[1] as Actor, b.id, { roomId: one.id, ...span })),
      ])
      expect(answers).toEqual(['rooms.taken', 'rooms.taken'])
    }
    expect(await deadlocks()).toBe(before)
    expect(await tableAgrees()).toEqual(agrees)
  })

  test('a quota is counted inside the lock: pressing at once in many windows gives no more', async () => {
    const room = await aRoom({ rules: { perPersonAWeek: 2 } })
    const owner = people[0] as Actor
    const monday = 8 - Temporal.Now.zonedDateTimeISO('Europe/Oslo').dayOfWeek
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        answer((tx) =>
          bookRoom(
            tx,
            owner,
            aWish(
              room.id,
              at(monday + (i % 5), 8 + Math.floor(i / 5)),
              at(monday + (i % 5), 9 + Math.floor(i / 5)),
            ),
          ),
        ),
      ),
    )
    expect(answers.filter((one) => one === 'won')).toHaveLength(2)
    expect(new Set(answers)).toEqual(new Set(['won', 'rooms.person-quota']))
  })

  test('holds: one holds, and when it ends by the clock the next one gets it', async () => {
    const room = await aRoom()
    await race('hold', async (round) => [
      (actor) => (tx) =>
        holdRoom(tx, actor, { roomId: room.id, from: at(2 + round, 10), to: at(2 + round, 12) }),
    ])
    const later = Temporal.Now.instant().add({ minutes: 11 })
    await race('after a hold', async (round) => {
      const wish = aWish(room.id, at(2 + round, 10), at(2 + round, 12))
      return [(actor) => (tx) => bookRoom(tx, actor, wish, later)]
    })
  })

  test('somebody cancels while others want it: it is theirs or nobody’s, never twice', async () => {
    const room = await aRoom()
    const before = await deadlocks()
    for (let round = 0; round < rounds; round++) {
      const wish = aWish(room.id, at(2 + round, 10), at(2 + round, 12))
      const { id } = await inTransaction((tx) => bookRoom(tx, people[0] as Actor, wish))
      const answers = await Promise.all([
        answer((tx) => cancelBooking(tx, people[0] as Actor, id)),
        ...people.slice(1).map((actor) => answer((tx) => bookRoom(tx, actor, wish))),
      ])
      expect(answers[0]).toBe('won')
      expect(answers.slice(1).filter((one) => one === 'won').length).toBeLessThan(2)
      expect(answers.filter((one) => one.startsWith('fault'))).toEqual([])
    }
    expect(await deadlocks()).toBe(before)
    expect(await tableAgrees()).toEqual(agrees)
  })
})
