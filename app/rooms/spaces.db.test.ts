import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, db, inTransaction, type Refusal, sql, type Tx } from '#kernel'
import { addPerson, freshDatabase } from '#testing'
import { bookRoom } from './book-room.ts'
import { moveBooking } from './move-booking.ts'
import { bookingById, bookingsOfRoom } from './reads.ts'
import { aPart, aRoom, at, aWish } from './room-for-test.ts'

const says = (verb: (tx: Tx) => Promise<unknown>): Promise<string> =>
  inTransaction(verb).then(
    () => 'yes',
    (error: Refusal) => error.code ?? String(error),
  )
let actor: Actor
beforeEach(async () => {
  await freshDatabase()
  actor = (await addPerson()).actor
})
const book = (roomId: string, from: Temporal.Instant, to: Temporal.Instant) =>
  says((tx) => bookRoom(tx, actor, aWish(roomId, from, to)))

describe('a hall of three parts that is let whole, in pairs and one by one', () => {
  const spaces = { whole: 'abc', left: 'ab', right: 'bc', a: 'a', b: 'b', c: 'c' }
  type Space = keyof typeof spaces
  const names = Object.keys(spaces) as Space[]

  test('two bookings stand in each other’s way exactly when they share a part', async () => {
    const part = { a: await aPart(), b: await aPart(), c: await aPart() }
    const rooms = {} as Record<Space, { id: string }>
    for (const name of names)
      rooms[name] = await aRoom({ parts: [...spaces[name]].map((one) => part[one as 'a' | 'b' | 'c']) })
    let day = 2
    const found: Record<string, string> = {}
    const expected: Record<string, string> = {}
    for (const first of names)
      for (const second of names) {
        day++
        expect(await book(rooms[first].id, at(day, 10), at(day, 12))).toBe('yes')
        found[`${first} then ${second}`] = await book(rooms[second].id, at(day, 11), at(day, 13))
        const share = [...spaces[first]].some((one) => spaces[second].includes(one))
        expected[`${first} then ${second}`] = share ? 'rooms.taken' : 'yes'
      }
    expect(found).toEqual(expected)
    expect(Object.values(found).filter((one) => one === 'yes')).toHaveLength(10)
  })

  test('a booking may grow from one part to all of them when the rest is free, and not otherwise', async () => {
    const [a, b] = [await aPart(), await aPart()]
    const [whole, left, right] = [
      await aRoom({ parts: [a, b] }),
      await aRoom({ parts: [a] }),
      await aRoom({ parts: [b] }),
    ]
    const span = { from: at(3, 10), to: at(3, 12) }
    const { id } = await inTransaction((tx) => bookRoom(tx, actor, aWish(left.id, span.from, span.to)))
    const grow = () => says((tx) => moveBooking(tx, actor, id, { roomId: whole.id, ...span }))
    expect(await grow()).toBe('yes')
    expect(await book(right.id, at(3, 11), at(3, 13))).toBe('rooms.taken')
    expect(await says((tx) => moveBooking(tx, actor, id, { roomId: left.id, ...span }))).toBe('yes')
    expect(await book(right.id, at(3, 11), at(3, 13))).toBe('yes')
    expect(await grow()).toBe('rooms.taken')
    expect((await bookingById(db, id))?.roomId).toBe(left.id)
  })
})

describe('tidying times that differ', () => {
  test('between a hall and its half, each keeps its own after itself', async () => {
    const [a, b] = [await aPart(), await aPart()]
    const whole = await aRoom({ parts: [a, b], rules: { tidyMinutes: 60 } })
    const half = await aRoom({ parts: [a], rules: { tidyMinutes: 0 } })
    expect(await book(whole.id, at(3, 10), at(3, 12))).toBe('yes')
    expect(await book(half.id, at(3, 12), at(3, 13))).toBe('rooms.taken')
    expect(await book(half.id, at(3, 13), at(3, 14))).toBe('yes')
    expect(await book(half.id, at(3, 9), at(3, 10))).toBe('yes')
    // The hall would have to be tidied while the half is in use.
    expect(await book(whole.id, at(3, 7), at(3, 8))).toBe('yes')
    expect(await book(half.id, at(4, 12), at(4, 13))).toBe('yes')
    expect(await book(whole.id, at(4, 10), at(4, 11, 30))).toBe('rooms.taken')
    expect(await book(whole.id, at(4, 9), at(4, 11))).toBe('yes')
  })

  test('a booking keeps the tidying time it was made with when the rules change', async () => {
    const room = await aRoom({ rules: { tidyMinutes: 30 } })
    const { id } = await inTransaction((tx) => bookRoom(tx, actor, aWish(room.id, at(3, 10), at(3, 11))))
    const { rules } = await db
      .selectFrom('rooms.room')
      .select('rules')
      .where('id', '=', room.id)
      .executeTakeFirstOrThrow()
    await db
      .updateTable('rooms.room')
      .set({ rules: JSON.stringify({ ...rules, tidyMinutes: 0 }) })
      .where('id', '=', room.id)
      .execute()
    expect(await book(room.id, at(3, 11), at(3, 12))).toBe('rooms.taken')
    await inTransaction((tx) => moveBooking(tx, actor, id, { from: at(3, 14), to: at(3, 15) }))
    expect((await bookingById(db, id))?.tidyMinutes).toBe(30)
    expect(await book(room.id, at(3, 15), at(3, 16))).toBe('rooms.taken')
  })

  test('what blocks a room’s parts is seen with its tidying, and not beyond', async () => {
    const room = await aRoom({ rules: { tidyMinutes: 30 } })
    await book(room.id, at(3, 10), at(3, 11))
    const seen = async (from: Temporal.Instant, to: Temporal.Instant) =>
      (await bookingsOfRoom(db, room.id, { from, to })).length
    expect(await seen(at(3, 11), at(3, 12))).toBe(1)
    expect(await seen(at(3, 11, 30), at(3, 12))).toBe(0)
    expect(await seen(at(3, 9), at(3, 10))).toBe(0)
  })
})

test('a room that is divided while somebody waits for it is booked as it is now', async () => {
  const [a, b] = [await aPart(), await aPart()]
  const room = await aRoom({ parts: [a] })
  let booking: Promise<string> | undefined
  await inTransaction(async (tx) => {
    await sql`select rooms.hold_parts(array[${a}, ${b}]::bigint[])`.execute(tx)
    booking = book(room.id, at(3, 10), at(3, 12))
    await pause(100)
    await sql`insert into rooms.room_part (room_id, part_id) values (${room.id}, ${b})`.execute(tx)
  })
  expect(await booking).toBe('yes')
  const { rows } = await sql<{
    part: number
  }>`select part_id as part from rooms.occupancy order by part_id`.execute(db)
  expect(rows.map(({ part }) => part)).toEqual([a, b])
})
