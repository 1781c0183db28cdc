import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { db, inTransaction, now, type Refusal, sql, type Tx } from '#kernel'
import { addPerson, type TestPerson } from '#testing'
import { bookRoom } from '../book-room.ts'
import { cancelBooking } from '../cancel-booking.ts'
import { aHall, aRoom, at, aWish } from '../room-for-test.ts'
import { bookSeries } from '../series/book-series.ts'
import { moveSeries } from '../series/move-series.ts'
import { ruleToEdit } from '../series/series.ts'
import { datesOfSeries, datesWish, everyWeek } from '../series/series-for-test.ts'
import { bookingWish } from '../shapes.ts'
import { declineOffer, takeOffer } from './answer-offer.ts'
import { sweepWaits } from './sweep-waits.ts'
import { waitForRoom } from './wait-for-room.ts'
import { waitById } from './waits.ts'

const wish = bookingWish.omit({ roomId: true, from: true, to: true, holdId: true }).parse({ headCount: 5 })
const [from, to] = [at(5, 18), at(5, 20)]

/** What came of it: a refusal's code, 'yes', or the fault, which fails every test here. */
const says = (verb: (tx: Tx) => Promise<unknown>): Promise<string> =>
  inTransaction(verb).then(
    () => 'yes',
    (error: Refusal) => error.code ?? String(error),
  )
const book = (person: TestPerson, roomId: string) =>
  inTransaction((tx) => bookRoom(tx, person.actor, aWish(roomId, from, to)))
const wait = (person: TestPerson, roomId: string) =>
  inTransaction((tx) => waitForRoom(tx, person.actor, { roomId, from, to, headCount: 5 }))
const cancel = (person: TestPerson, id: string) => says((tx) => cancelBooking(tx, person.actor, id))

/** Bookings that block and stand in each other's time: there must never be any. */
async function overlaps(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from rooms.booking a join rooms.booking b on a.id < b.id
      and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
      and exists (select from rooms.room_part x join rooms.room_part y using (part_id)
        where x.room_id = a.room_id and y.room_id = b.room_id)
    where a.state in ('held', 'requested', 'correction', 'booked') and b.state in ('held', 'requested', 'correction', 'booked')
      and (a.state <> 'held' or a.held_until > now()) and (b.state <> 'held' or b.held_until > now())`.execute(
    db,
  )
  return rows[0]?.n as number
}
const offeredIn = async (roomIds: string[]) => {
  const { rows } = await sql<{ id: string; room: string; state: string; held: boolean }>`
    select w.id, w.room_id as room, w.state, exists (select from rooms.occupancy o where o.booking_id = w.booking_id) as held
    from rooms.wait w where w.room_id = any(${roomIds}) and w.state = 'offered'`.execute(db)
  return rows
}
const deadlocks = async () => {
  // Counts reach the view a moment after the connection that saw them is idle.
  await pause(1100)
  const { rows } = await sql<{ n: number }>`
    select deadlocks::int as n from pg_stat_database where datname = current_database()`.execute(db)
  return rows[0]?.n as number
}

let people: TestPerson[]
/** New ones for every round: nobody waits for more than ten times. */
const meet = async () => {
  people = await Promise.all(Array.from({ length: 10 }, () => addPerson()))
}
const person = (nth: number) => people[nth % people.length] as TestPerson

describe('when an offer is made, answered and over at once', () => {
  test('a hall’s halves are given back together: whoever waits for the whole and for halves never gets the same hours', async () => {
    for (let round = 0; round < 12; round++) {
      await meet()
      const hall = await aHall()
      const left = await book(person(0), hall.left.id)
      const right = await book(person(0), hall.right.id)
      const line = round % 2 ? [hall.whole, hall.left, hall.right] : [hall.left, hall.whole, hall.right]
      for (const [nth, room] of line.entries()) await wait(person(1 + nth), room.id)
      const done = await Promise.all([cancel(person(0), left.id), cancel(person(0), right.id)])
      expect(done).toEqual(['yes', 'yes'])
      await sweepWaits({ db, now: now() })
      const offered = (await offeredIn(line.map(({ id }) => id))).map(({ room }) => room)
      expect(offered).toHaveLength(offered.includes(hall.whole.id) ? 1 : 2)
      // Nobody overtakes: who is first in line for what became free is asked.
      if (round % 2 === 0) expect(offered).toContain(hall.left.id)
    }
    expect(await overlaps()).toBe(0)
  })

  test('taken in the moment in which its time ends: it is theirs or it is the next one’s, never both and never nobody’s', async () => {
    for (let round = 0; round < 16; round++) {
      await meet()
      const room = await aRoom()
      const { id } = await book(person(0), room.id)
      const first = await wait(person(1), room.id)
      const second = await wait(person(2), room.id)
      await cancel(person(0), id)
      const until = (await waitById(db, first.id))?.offeredUntil as Temporal.Instant
      const take = () =>
        says((tx) => takeOffer(tx, person(1).actor, first.id, wish, until.subtract({ milliseconds: 1 })))
      const sweep = () => sweepWaits({ db, now: until })
      const together = round % 2 ? [take(), sweep(), sweep()] : [sweep(), sweep(), take()]
      const said = (await Promise.all(together)).find((one) => one !== undefined)
      const states = [await waitById(db, first.id), await waitById(db, second.id)].map((one) => one?.state)
      expect([said, ...states]).toEqual(
        said === 'yes' ? ['yes', 'taken', 'waiting'] : ['rooms.offer-ended', 'lapsed', 'offered'],
      )
    }
    expect(await overlaps()).toBe(0)
  })

  test('declined twice and swept by three workers: the next is asked once', async () => {
    for (let round = 0; round < 8; round++) {
      await meet()
      const room = await aRoom()
      const { id } = await book(person(0), room.id)
      const waits = [
        await wait(person(1), room.id),
        await wait(person(2), room.id),
        await wait(person(3), room.id),
      ]
      await cancel(person(0), id)
      const decline = () => says((tx) => declineOffer(tx, person(1).actor, waits[0]?.id as string))
      const said = await Promise.all([
        decline(),
        sweepWaits({ db, now: now() }),
        decline(),
        sweepWaits({ db, now: now() }),
        sweepWaits({ db, now: now() }),
      ])
      expect(said.filter((one) => one === 'yes')).toHaveLength(1)
      expect(await offeredIn([room.id])).toMatchObject([{ id: waits[1]?.id, held: true }])
    }
  })
})

describe('when somebody waits', () => {
  test('no newcomer is quicker than the first in line', async () => {
    for (let round = 0; round < 12; round++) {
      await meet()
      const room = await aRoom()
      const { id } = await book(person(0), room.id)
      const first = await wait(person(1), room.id)
      const newcomers = Array.from({ length: 8 }, (_, nth) =>
        says((tx) => bookRoom(tx, person(2 + nth).actor, aWish(room.id, from, to))),
      )
      const [cancelled, ...said] = await Promise.all([cancel(person(0), id), ...newcomers])
      expect([cancelled, new Set(said)]).toEqual(['yes', new Set(['rooms.taken'])])
      expect((await waitById(db, first.id))?.state).toBe('offered')
    }
  })

  test('getting in line in the moment in which the time comes free: an offer or "it is free", never a wait for nothing', async () => {
    for (let round = 0; round < 16; round++) {
      await meet()
      const room = await aRoom()
      const { id } = await book(person(0), room.id)
      const getInLine = inTransaction((tx) =>
        waitForRoom(tx, person(1).actor, { roomId: room.id, from, to, headCount: 5 }),
      ).catch((error: Refusal) => error.code)
      const [got] = await Promise.all([getInLine, cancel(person(0), id)])
      if (typeof got === 'string') expect(got).toBe('rooms.is-free')
      else expect((await waitById(db, got.id))?.state).toBe('offered')
    }
  })
})

describe('when a series and others want the same time', () => {
  test('a series against singles: the series has all its dates or none, and nobody shares an hour', async () => {
    let whole = 0
    for (let round = 0; round < 20; round++) {
      await meet()
      const room = await aRoom()
      const rule = everyWeek(3, 4)
      const day = at(3 + 7 * (round % 4), 18)
      const series = () =>
        inTransaction((tx) => bookSeries(tx, person(0).actor, { wish: datesWish(room.id), rule })).then(
          ({ seriesId }) => seriesId,
          (error: Refusal) => error.code,
        )
      const single = (nth: number) => async () => {
        // A series asks more before it queues: now and then it gets a start.
        await pause(round % 5 === 4 ? 150 : 4 * (round % 5))
        return says((tx) => bookRoom(tx, person(nth).actor, aWish(room.id, day, day.add({ hours: 2 }))))
      }
      const tries: (() => Promise<unknown>)[] = Array.from({ length: 7 }, (_, nth) => single(nth + 1))
      tries.splice(round % 8, 0, series)
      const said = await Promise.all(tries.map((one) => one()))
      const seriesId = said[round % 8]
      const singles = said.filter((_, nth) => nth !== round % 8)
      if (typeof seriesId === 'number') {
        whole++
        expect(await datesOfSeries(seriesId)).toHaveLength(4)
        expect(new Set(singles)).toEqual(new Set(['rooms.taken']))
      } else {
        expect(seriesId).toBe('rooms.dates-refused')
        expect(singles.sort()).toEqual([...Array(6).fill('rooms.taken'), 'yes'])
      }
    }
    expect(await overlaps()).toBe(0)
    expect(whole).toBeGreaterThan(0)
  })

  test('series over both halves of a hall, in both orders, and moves onto each other: they queue', async () => {
    for (let round = 0; round < 8; round++) {
      await meet()
      const hall = await aHall()
      const rule = everyWeek(3, 3)
      const inRoom = (roomId: string, nth: number, first: string) =>
        inTransaction((tx) =>
          bookSeries(tx, person(nth).actor, {
            wish: datesWish(roomId),
            rule,
            choices: [
              { date: rule.start, choice: 'move', to: { roomId: first, from: at(3, 8), to: at(3, 10) } },
            ],
          }),
        ).then(
          ({ booked }) => booked[0]?.id as string,
          (error: Refusal) => error.code,
        )
      const [left, right, whole] = await Promise.all([
        inRoom(hall.left.id, 1, hall.right.id),
        inRoom(hall.right.id, 2, hall.left.id),
        inRoom(hall.whole.id, 3, hall.left.id),
      ])
      expect([left, right, whole].filter((one) => one !== 'rooms.dates-refused').length).toBeGreaterThan(0)
      const moves = [left, right].flatMap((bookingId, nth) => {
        if (!bookingId || bookingId === 'rooms.dates-refused') return []
        const roomId = nth === 0 ? hall.right.id : hall.left.id
        return [
          says(async (tx) =>
            moveSeries(tx, person(nth + 1).actor, {
              bookingId,
              scope: 'all',
              roomId,
              rule: await ruleToEdit(tx, bookingId, 'all', now()),
            }),
          ),
        ]
      })
      for (const said of await Promise.all(moves)) expect(['yes', 'rooms.dates-refused']).toContain(said)
    }
    expect(await overlaps()).toBe(0)
  })
})

afterAll(async () => {
  expect(await deadlocks()).toBe(0)
})
