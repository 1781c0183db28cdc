import { beforeAll, describe, expect, test } from 'vitest'
import { db, inTransaction, now, Refusal, sql } from '#kernel'
import { addPerson, everybodyListens, type TestPerson, visit } from '#testing'
import { bookRoom } from '../book-room.ts'
import { aHall, aRoom, at, aWish } from '../room-for-test.ts'
import { bookSeries } from '../series/book-series.ts'
import { bookingWish } from '../shapes.ts'
import { alternativesTo, findRooms } from './find-rooms.ts'
import { anyWish, type FindWish } from './find-wish.ts'

let sigrid: TestPerson
let olav: TestPerson
beforeAll(async () => {
  await everybodyListens()
  sigrid = await addPerson({ name: 'Sigrid Prøve' })
  olav = await addPerson({ name: 'Olav Prøve' })
})

const find = (wish: Partial<FindWish>) => findRooms(db, { ...anyWish, ...wish }, now())
const books = (who: TestPerson, roomId: string, days: number, from: number, to: number) =>
  inTransaction((tx) => bookRoom(tx, who.actor, aWish(roomId, at(days, from), at(days, to))))
const ids = (rooms: { id: string }[]) => rooms.map(({ id }) => id)
const ruleFrom = (days: number, rrule: string) => ({
  start: at(days, 12).toZonedDateTimeISO('Europe/Oslo').toPlainDate().toString(),
  time: '18:00',
  minutes: 120,
  rrule,
  skipPublicHolidays: false,
  skipSchoolHolidays: false,
  extraDates: [],
  cancelledDates: [],
})
const weekly = (days: number, count: number) => ruleFrom(days, `FREQ=WEEKLY;COUNT=${count}`)

async function hubAt(id: string, lat: number, lon: number) {
  await sql`insert into hubs.hub (id, name, lat, lon, position_source) values (${id}, ${id}, ${lat}, ${lon}, 'stated')`.execute(
    db,
  )
}

test('a search asks the database five times at most, whatever it is told', async () => {
  await hubAt('leter-her', 59.8, 10.4)
  for (let n = 0; n < 12; n++) await aRoom({ hubId: 'leter-her', rules: { perPersonAWeek: 2 } })
  const asked = async () => Number(/^db_queries_total (\d+)$/m.exec((await visit('/metrics')).body)?.[1])
  // What changes seldom, rooms and hours, is read by the first search after a change.
  await find({})
  const [before, own] = [await asked(), await asked()]
  await find({
    when: { rule: { ...weekly(3, 10), skipPublicHolidays: true, skipSchoolHolidays: true } },
    near: { lat: 59.8, lon: 10.4, km: 30 },
    personId: sigrid.id,
    equipment: [],
    headCount: 12,
  })
  expect((await asked()) - own - (own - before)).toBeLessThanOrEqual(5)
})

describe('rooms that are spoken of', () => {
  test('are those that have what one asks for', async () => {
    const hub = 'leter-utstyr'
    const [plain, piano, steps] = [
      await aRoom({ hubId: hub }),
      await aRoom({ hubId: hub }),
      await aRoom({ hubId: hub }),
    ]
    await sql`update rooms.room set equipment = '{piano,screen}', step_free = (id = ${piano.id}) where id in (${piano.id}, ${steps.id})`.execute(
      db,
    )
    expect(ids((await find({ hubIds: [hub] })).free)).toEqual(
      expect.arrayContaining([plain.id, piano.id, steps.id]),
    )
    expect(ids((await find({ hubIds: [hub], equipment: ['piano'] })).free)).toEqual(
      expect.arrayContaining([piano.id, steps.id]),
    )
    // Nobody has told whether the first one has steps: it is not promised.
    expect(ids((await find({ hubIds: [hub], stepFree: true })).free)).toEqual([piano.id])
  })

  test('come nearest first, and no further than asked', async () => {
    await hubAt('leter-naer', 61, 9)
    await hubAt('leter-fjern', 61.5, 9)
    const [near, far] = [await aRoom({ hubId: 'leter-naer' }), await aRoom({ hubId: 'leter-fjern' })]
    const here = { lat: 61.05, lon: 9 }
    const wide = await find({ near: { ...here, km: 100 } })
    expect(ids(wide.free)).toEqual([near.id, far.id])
    expect(wide.free.map(({ km }) => Math.round(km ?? 0))).toEqual([6, 50])
    expect(ids((await find({ near: { ...here, km: 10 } })).free)).toEqual([near.id])
  })

  test('a room that changes is told of as it is now', async () => {
    const room = await aRoom({ hubId: 'leter-endret', capacity: 20 })
    const wish = { hubIds: ['leter-endret'], headCount: 30 }
    expect((await find(wish)).not.map(({ code }) => code)).toEqual(['rooms.over-capacity'])
    await sql`update rooms.room set capacity = 40 where id = ${room.id}`.execute(db)
    expect(ids((await find(wish)).free)).toEqual([room.id])
  })
})

describe('what is in the way', () => {
  test('a hold is, until its time is out', async () => {
    const room = await aRoom({ hubId: 'leter-holdt' })
    const wish = { hubIds: ['leter-holdt'], when: { from: at(4, 10), to: at(4, 12) } }
    const { id } = await books(olav, room.id, 4, 10, 12)
    await sql`update rooms.booking set state = 'held', held_until = ${now().add({ minutes: 5 }).toString()} where id = ${id}`.execute(
      db,
    )
    expect((await find(wish)).not[0]?.code).toBe('rooms.taken')
    await sql`update rooms.booking set held_until = ${now().subtract({ minutes: 1 }).toString()} where id = ${id}`.execute(
      db,
    )
    expect(ids((await find(wish)).free)).toEqual([room.id])
  })

  test('the dates of one’s own wish count against the quota too, as when they are booked', async () => {
    const room = await aRoom({ hubId: 'leter-kvote', rules: { perPersonAWeek: 2 } })
    const monday = 15 - at(0, 12).toZonedDateTimeISO('Europe/Oslo').dayOfWeek
    const rule = ruleFrom(monday, 'FREQ=DAILY;COUNT=3')
    const { not } = await find({ hubIds: ['leter-kvote'], when: { rule }, personId: sigrid.id })
    expect(not[0]?.refused.map(({ code }) => code)).toEqual(['rooms.person-quota'])
    const booking = bookingWish.omit({ from: true, to: true }).parse({ roomId: room.id, headCount: 1 })
    const refused = await inTransaction((tx) => bookSeries(tx, sigrid.actor, { wish: booking, rule })).catch(
      (error: unknown) => error,
    )
    expect(refused).toBeInstanceOf(Refusal)
    expect((refused as Refusal).params).toMatchObject({ refused: [{ code: 'rooms.person-quota' }] })
  })
})

describe('what comes nearest', () => {
  test('to a whole hall whose one half is taken is the other half', async () => {
    const hall = await aHall()
    await books(olav, hall.left.id, 5, 10, 12)
    const { not } = await find({ when: { from: at(5, 10), to: at(5, 12) } })
    const alternative = not.find(({ room }) => room.id === hall.whole.id)?.alternative
    expect([alternative?.roomId, alternative?.minutes]).toEqual([hall.right.id, 0])
  })

  test('is the nearer time of the day, and of two as near the later', async () => {
    const room = await aRoom({ hubId: 'leter-tid' })
    await books(olav, room.id, 6, 10, 11)
    const one = await find({ hubIds: ['leter-tid'], when: { from: at(6, 10), to: at(6, 11) } })
    expect(one.not[0]?.alternative?.minutes).toBe(60)
    await books(olav, room.id, 6, 11, 14)
    const other = await find({ hubIds: ['leter-tid'], when: { from: at(6, 10), to: at(6, 11) } })
    expect(other.not[0]?.alternative?.minutes).toBe(-60)
  })

  test('is another room of the hub where the whole day is taken, and nothing where everything is', async () => {
    const [first, second] = [await aRoom({ hubId: 'leter-rom' }), await aRoom({ hubId: 'leter-rom' })]
    await books(olav, first.id, 7, 6, 22)
    const wish = { hubIds: ['leter-rom'], when: { from: at(7, 12), to: at(7, 13) } }
    expect((await find(wish)).not[0]?.alternative?.roomId).toBe(second.id)
    await books(sigrid, second.id, 7, 6, 22)
    expect((await find(wish)).not.map(({ alternative }) => alternative)).toEqual([undefined, undefined])
  })

  test('to each refused date of a series is found for all of them together', async () => {
    const room = await aRoom({ hubId: 'leter-serie' })
    await books(olav, room.id, 8, 18, 20)
    const spans = [8, 15].map((days) => ({ from: at(days, 18), to: at(days, 20) }))
    const [taken] = await alternativesTo(db, { ...anyWish, hubIds: ['leter-serie'] }, room.id, spans, now())
    expect([taken?.roomId, taken?.from.toString()]).toEqual([room.id, at(8, 20).toString()])
  })
})
