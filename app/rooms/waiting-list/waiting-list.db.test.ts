import { beforeAll, describe, expect, test } from 'vitest'
import { db, inTransaction, now, type Refusal, sql, type Tx } from '#kernel'
import { addPerson, everybodyListens, mailTo, runJobs, runTimer, type TestPerson } from '#testing'
import { declineBooking } from '../answer-request.ts'
import { bookRoom } from '../book-room.ts'
import { cancelBooking } from '../cancel-booking.ts'
import { moveBooking } from '../move-booking.ts'
import { bookingById } from '../reads.ts'
import { aHall, aRoom, at, aWish } from '../room-for-test.ts'
import { usualRules } from '../rule-set.ts'
import { bookSeries } from '../series/book-series.ts'
import { cancelSeries } from '../series/cancel-series.ts'
import { moveSeries } from '../series/move-series.ts'
import { ruleToEdit } from '../series/series.ts'
import { datesWish, everyWeek } from '../series/series-for-test.ts'
import { bookingWish } from '../shapes.ts'
import { declineOffer, leaveWait, takeOffer } from './answer-offer.ts'
import { waitForRoom } from './wait-for-room.ts'
import { waitById, waitOfBooking, waitsOfPerson } from './waits.ts'

beforeAll(everybodyListens)

const wish = bookingWish.omit({ roomId: true, from: true, to: true, holdId: true }).parse({ headCount: 5 })
const says = (verb: (tx: Tx) => Promise<unknown>): Promise<string> =>
  inTransaction(verb).then(
    () => 'yes',
    (error: Refusal) => error.code ?? String(error),
  )
const book = (person: TestPerson, roomId: string, from: Temporal.Instant, to: Temporal.Instant) =>
  inTransaction((tx) => bookRoom(tx, person.actor, aWish(roomId, from, to)))
const wait = (person: TestPerson, roomId: string, from: Temporal.Instant, to: Temporal.Instant) =>
  inTransaction((tx) => waitForRoom(tx, person.actor, { roomId, from, to, headCount: 5 }))
const stateOf = async ({ id }: { id: string }) => (await waitById(db, id))?.state

/** A room that somebody has, and people who wait for it. */
async function aLine(count: number, rules: Partial<typeof usualRules> = {}) {
  const owner = await addPerson()
  const room = await aRoom({ rules })
  const [from, to] = [at(5, 18), at(5, 20)]
  const { id: bookingId } = await book(owner, room.id, from, to)
  const people: TestPerson[] = []
  const waits: { id: string }[] = []
  for (let n = 0; n < count; n++) {
    const person = await addPerson({ email: `vent${n}-${room.id}@eksempel.no` })
    people.push(person)
    waits.push(await wait(person, room.id, from, to))
  }
  const free = () => inTransaction((tx) => cancelBooking(tx, owner.actor, bookingId))
  return { owner, room, from, to, bookingId, people, waits, free }
}
type Line = Awaited<ReturnType<typeof aLine>>
const states = ({ waits }: Line) => Promise.all(waits.map(stateOf))

describe('getting in line', () => {
  test('what is free is booked, not waited for; what is taken is waited for once', async () => {
    const line = await aLine(1)
    const [first] = line.people as [TestPerson]
    expect(
      await says((tx) =>
        waitForRoom(tx, first.actor, { roomId: line.room.id, from: at(6, 18), to: at(6, 20), headCount: 5 }),
      ),
    ).toBe('rooms.is-free')
    expect(
      await says((tx) =>
        waitForRoom(tx, first.actor, { roomId: line.room.id, from: line.from, to: line.to, headCount: 5 }),
      ),
    ).toBe('rooms.waiting-already')
  })
  test('nobody waits for what they could not book, or for more than ten times', async () => {
    const { owner, room } = await aLine(0, { longestMinutes: 180 })
    const person = await addPerson()
    const tryWait = (from: Temporal.Instant, to: Temporal.Instant) =>
      says((tx) => waitForRoom(tx, person.actor, { roomId: room.id, from, to, headCount: 5 }))
    expect(await tryWait(at(5, 16), at(5, 20))).toBe('rooms.too-long')
    for (let day = 6; day < 17; day++) await book(owner, room.id, at(day, 18), at(day, 20))
    for (let day = 6; day < 16; day++) expect(await tryWait(at(day, 18), at(day, 20))).toBe('yes')
    expect(await tryWait(at(16, 18), at(16, 20))).toBe('rooms.too-many-waits')
  })
  test('each sees how many stand before them, and nobody else’s place', async () => {
    const line = await aLine(3)
    const ahead = await Promise.all(line.waits.map(async ({ id }) => (await waitById(db, id))?.ahead))
    expect(ahead).toEqual([0, 1, 2])
    const [, second] = line.people as [TestPerson, TestPerson]
    expect(await waitsOfPerson(db, second.id, now())).toMatchObject([
      { id: line.waits[1]?.id, state: 'waiting' },
    ])
    expect(await says((tx) => leaveWait(tx, second.actor, line.waits[0]?.id as string))).toBe(
      'kernel.not-found',
    )
  })
})

describe('an offer', () => {
  test('goes to the first in line with the cancelling itself, and holds the time against everybody else', async () => {
    const line = await aLine(2)
    await line.free()
    expect(await states(line)).toEqual(['offered', 'waiting'])
    const newcomer = await addPerson()
    const [first, second] = line.people as [TestPerson, TestPerson]
    for (const person of [newcomer, second, line.owner])
      expect(await says((tx) => bookRoom(tx, person.actor, aWish(line.room.id, line.from, line.to)))).toBe(
        'rooms.taken',
      )
    expect(await says((tx) => takeOffer(tx, second.actor, line.waits[1]?.id as string, wish))).toBe(
      'rooms.offer-ended',
    )
    expect(await says((tx) => takeOffer(tx, second.actor, line.waits[0]?.id as string, wish))).toBe(
      'kernel.not-found',
    )
    const { id, state } = await inTransaction((tx) =>
      takeOffer(tx, first.actor, line.waits[0]?.id as string, wish),
    )
    expect(state).toBe('booked')
    expect(await bookingById(db, id)).toMatchObject({ personId: first.id, state: 'booked', heldUntil: null })
    expect(await states(line)).toEqual(['taken', 'waiting'])
    expect(await waitOfBooking(db, id)).toMatchObject({ id: line.waits[0]?.id, state: 'taken' })
  })

  test('that is declined, or left, goes to the next at once', async () => {
    const line = await aLine(3)
    await line.free()
    const [first, second] = line.people as [TestPerson, TestPerson]
    await inTransaction((tx) => declineOffer(tx, first.actor, line.waits[0]?.id as string))
    expect(await states(line)).toEqual(['left', 'offered', 'waiting'])
    await inTransaction((tx) => leaveWait(tx, second.actor, line.waits[1]?.id as string))
    expect(await states(line)).toEqual(['left', 'left', 'offered'])
  })

  test('stands for a day by the clock, and then goes to the next; no newcomer slips in between', async () => {
    const line = await aLine(2)
    await line.free()
    const [first, second] = line.people as [TestPerson, TestPerson]
    const until = (await waitById(db, line.waits[0]?.id as string))?.offeredUntil as Temporal.Instant
    expect(now().until(until).total('hours')).toBeCloseTo(24, 1)
    const late = until.add({ seconds: 1 })
    const newcomer = await addPerson()
    // The timer has not run yet.
    expect(await says((tx) => takeOffer(tx, first.actor, line.waits[0]?.id as string, wish, until))).toBe(
      'rooms.offer-ended',
    )
    expect(
      await says((tx) => bookRoom(tx, newcomer.actor, aWish(line.room.id, line.from, line.to), late)),
    ).toBe('rooms.taken')
    await runTimer('rooms.sweep-waits', late)
    expect(await states(line)).toEqual(['lapsed', 'offered'])
    expect(await says((tx) => takeOffer(tx, second.actor, line.waits[1]?.id as string, wish, late))).toBe(
      'yes',
    )
  })

  test('in the last moment before it ends is taken', async () => {
    const line = await aLine(1)
    await line.free()
    const until = (await waitById(db, line.waits[0]?.id as string))?.offeredUntil as Temporal.Instant
    const [first] = line.people as [TestPerson]
    const moment = until.subtract({ seconds: 1 })
    expect(await says((tx) => takeOffer(tx, first.actor, line.waits[0]?.id as string, wish, moment))).toBe(
      'yes',
    )
    await runTimer('rooms.sweep-waits', until.add({ minutes: 1 }))
    expect(await states(line)).toEqual(['taken'])
  })

  test('is not made to who has reached their quota, who keeps the place; the next gets it', async () => {
    const line = await aLine(2, { perPersonAWeek: 1 })
    const [first] = line.people as [TestPerson]
    // The same week, by the same clock.
    const day = line.from.toZonedDateTimeISO('Europe/Oslo').dayOfWeek
    const other = at(day === 7 ? 4 : 6, 18)
    await book(first, line.room.id, other, other.add({ hours: 2 }))
    await line.free()
    expect(await states(line)).toEqual(['waiting', 'offered'])
  })

  test('waits for nobody whose time has passed', async () => {
    const line = await aLine(1)
    await runTimer('rooms.sweep-waits', line.from)
    expect(await states(line)).toEqual(['lapsed'])
  })
})

describe('time comes free', () => {
  test('when a request is declined', async () => {
    const approval = Object.fromEntries(Object.keys(usualRules.way).map((state) => [state, 'approval']))
    const line = await aLine(1, { way: approval as typeof usualRules.way })
    const host = await addPerson({ roles: ['host at prove'] })
    await inTransaction((tx) =>
      declineBooking(tx, host.actor, line.bookingId, { reason: 'Stengt for maling.' }),
    )
    expect(await states(line)).toEqual(['offered'])
    // What needs an answer becomes a request when it is taken.
    const [first] = line.people as [TestPerson]
    const { state } = await inTransaction((tx) =>
      takeOffer(tx, first.actor, line.waits[0]?.id as string, wish),
    )
    expect(state).toBe('requested')
  })
  test('when a booking moves away, or becomes shorter', async () => {
    const line = await aLine(1)
    await inTransaction((tx) =>
      moveBooking(tx, line.owner.actor, line.bookingId, { from: at(6, 18), to: at(6, 20) }),
    )
    expect(await states(line)).toEqual(['offered'])

    const second = await aLine(0)
    const waiter = await addPerson()
    const late = await wait(waiter, second.room.id, at(5, 19), at(5, 21))
    await inTransaction((tx) =>
      moveBooking(tx, second.owner.actor, second.bookingId, { from: second.from, to: at(5, 19) }),
    )
    expect(await stateOf(late)).toBe('offered')
  })
  test('for the whole hall when its last half is free, and not before', async () => {
    const hall = await aHall()
    const owner = await addPerson()
    const left = await book(owner, hall.left.id, at(5, 18), at(5, 20))
    const right = await book(owner, hall.right.id, at(5, 18), at(5, 20))
    const whole = await wait(await addPerson(), hall.whole.id, at(5, 18), at(5, 20))
    await inTransaction((tx) => cancelBooking(tx, owner.actor, left.id))
    expect(await stateOf(whole)).toBe('waiting')
    await inTransaction((tx) => cancelBooking(tx, owner.actor, right.id))
    expect(await stateOf(whole)).toBe('offered')
  })
  test('for two who want different hours of it, both are asked', async () => {
    const owner = await addPerson()
    const room = await aRoom()
    const { id } = await book(owner, room.id, at(5, 12), at(5, 20))
    const waits = [
      await wait(await addPerson(), room.id, at(5, 12), at(5, 14)),
      await wait(await addPerson(), room.id, at(5, 13), at(5, 15)),
      await wait(await addPerson(), room.id, at(5, 16), at(5, 18)),
    ]
    await inTransaction((tx) => cancelBooking(tx, owner.actor, id))
    expect(await Promise.all(waits.map(stateOf))).toEqual(['offered', 'waiting', 'offered'])
  })
  test('when a series is cancelled; and when it moves, only what its own dates have not taken', async () => {
    const owner = await addPerson()
    const room = await aRoom()
    const rule = everyWeek(5, 3, { minutes: 24 * 60, rrule: 'FREQ=DAILY;COUNT=3' })
    const { booked } = await inTransaction((tx) =>
      bookSeries(tx, owner.actor, { wish: datesWish(room.id), rule }),
    )
    const bookingId = booked[0]?.id as string
    const early = await wait(await addPerson(), room.id, at(5, 18), at(5, 20))
    const later = await wait(await addPerson(), room.id, at(6, 18), at(6, 20))
    await inTransaction(async (tx) =>
      moveSeries(tx, owner.actor, {
        bookingId,
        scope: 'all',
        rule: { ...(await ruleToEdit(tx, bookingId, 'all', now())), time: '20:00' },
      }),
    )
    expect(await Promise.all([early, later].map(stateOf))).toEqual(['offered', 'waiting'])
    await inTransaction((tx) => cancelSeries(tx, owner.actor, { bookingId, scope: 'all' }))
    expect(await Promise.all([early, later].map(stateOf))).toEqual(['offered', 'offered'])
  })
  test('unheard: the recount finds it', async () => {
    const line = await aLine(1)
    await sql`delete from rooms.occupancy where booking_id = ${line.bookingId}`.execute(db)
    await sql`update rooms.booking set state = 'cancelled' where id = ${line.bookingId}`.execute(db)
    await runTimer('rooms.sweep-waits')
    expect(await states(line)).toEqual(['offered'])
  })
})

describe('letters', () => {
  test('say that one is in line, that there is an offer and until when, and that it ended', async () => {
    const line = await aLine(1)
    const to = `vent0-${line.room.id}@eksempel.no`
    await runJobs()
    await line.free()
    await runJobs()
    const until = (await waitById(db, line.waits[0]?.id as string))?.offeredUntil as Temporal.Instant
    await runTimer('rooms.sweep-waits', until)
    await runJobs()
    const letters = (await mailTo(to)).map((mail) => [mail.subject.split(':')[0], mail.body_text])
    expect(letters.map(([subject]) => subject)).toEqual([
      'Venteliste',
      'Ledig tid til deg',
      'Tilbudet er utløpt',
    ])
    expect(letters[0]?.[1]).toContain('først i køen')
    expect(letters[1]?.[1]).toContain(`/me/waits/${line.waits[0]?.id}`)
  })
})
