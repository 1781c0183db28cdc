import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { db, sql } from '#kernel'
import { addPerson, everybodyListens, type TestPerson, visit } from '#testing'
import { bookedShape, bookingShape, foundShape, freeShape, roomShape, seriesShape } from './api-schemas.ts'
import { aHall, anyTime, aRoom } from './room-for-test.ts'

/** A Tuesday far enough ahead, whenever the test runs. */
const day = Temporal.Now.plainDateISO('Europe/Oslo').add({
  days: 8 - Temporal.Now.plainDateISO('Europe/Oslo').dayOfWeek + 8,
})
const at = (hour: number, minute = 0, date = day) =>
  date.toPlainDateTime({ hour, minute }).toZonedDateTime('Europe/Oslo').toInstant().toString()
const json = { accept: 'application/json' }

let sigrid: TestPerson
let olav: TestPerson
beforeAll(async () => {
  await everybodyListens()
  sigrid = await addPerson({ name: 'Sigrid Prøve' })
  olav = await addPerson({ name: 'Olav Prøve' })
})

const get = (path: string, ask: { as?: string; headers?: Record<string, string> } = {}) =>
  visit(path, { ...ask, headers: { ...json, ...ask.headers } })
const search = async (query: string, ask = {}) =>
  foundShape.parse((await get(`/api/rooms?${query}`, ask)).json())
const book = (wish: object, who?: TestPerson, key: string = randomUUID()) =>
  visit('/api/bookings', { json: wish, as: who?.cookie, headers: { ...json, 'idempotency-key': key } })
const change = (id: string, wish: object, who: TestPerson) =>
  visit(`/api/bookings/${id}`, { method: 'PATCH', json: wish, as: who.cookie, headers: json })
const cancel = (id: string, who: TestPerson) =>
  visit(`/api/bookings/${id}`, { method: 'DELETE', as: who.cookie, headers: json })
const problemOf = (answer: { json: () => unknown; headers: Headers }) => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  return z.looseObject({ code: z.string() }).parse(answer.json())
}
const wish = (roomId: string, from = at(18), to = at(20)) => ({
  roomId,
  from,
  to,
  headCount: 6,
  purpose: 'Strikking',
})
const booked = async (roomId: string, who: TestPerson, from?: string, to?: string) =>
  bookedShape.parse((await book(wish(roomId, from, to), who)).json())

describe('looking for a room', () => {
  test('free ones come first, and the others say why and what comes nearest', async () => {
    const hub = 'api-leter'
    const room = await aRoom({ hubId: hub, rules: { tidyMinutes: 15 } })
    const small = await aRoom({ hubId: hub, capacity: 4 })
    await booked(room.id, olav)
    const busy = await search(`hub=${hub}&people=6&date=${day}&time=19:00&minutes=60`, {
      headers: { 'accept-language': 'en' },
    })
    expect(busy.free).toEqual([])
    expect(busy.notFree.map((one) => [one.room.id, one.why.code])).toEqual([
      [room.id, 'rooms.taken'],
      [small.id, 'rooms.over-capacity'],
    ])
    expect(busy.notFree[0]?.why.title).toMatch(/taken|occupied|booked/i)
    // Twenty past is tidying time; half past is the next start.
    expect(busy.notFree[0]?.alternative).toEqual({
      roomId: room.id,
      startsAt: at(20, 30),
      endsAt: at(21, 30),
      minutes: 90,
    })
    const later = await search(`hub=${hub}&people=6&date=${day}&time=20:30&minutes=60`)
    expect(later.free.map((one) => [one.room.id, one.way])).toEqual([[room.id, 'instant']])
  })

  test('one half of a hall is offered where the whole hall is taken', async () => {
    const hall = await aHall()
    await booked(hall.left.id, olav)
    const { notFree } = await search(`people=6&date=${day}&time=18:00&minutes=60`)
    const whole = notFree.find((one) => one.room.id === hall.whole.id)
    expect([whole?.why.code, whole?.alternative?.roomId]).toEqual(['rooms.taken', hall.right.id])
  })

  test('every Tuesday for ten weeks: the dates that cannot be had are named', async () => {
    const room = await aRoom({ hubId: 'api-hver-uke' })
    const third = day.add({ weeks: 2 })
    await booked(room.id, olav, at(18, 0, third), at(20, 0, third))
    const answer = await search(
      `hub=api-hver-uke&date=${day}&time=18:00&minutes=120&repeat=FREQ%3DWEEKLY%3BCOUNT%3D10`,
    )
    expect(answer.dates).toHaveLength(10)
    expect(answer.notFree[0]?.refused).toEqual([{ code: 'rooms.taken', dates: [third.toString()] }])
    expect(answer.notFree[0]?.alternative?.minutes).toBe(120)
  })

  test('without a time it lists rooms that fit', async () => {
    const room = await aRoom({ hubId: 'api-uten-tid', capacity: 9 })
    expect((await search('hub=api-uten-tid&people=9')).free.map((one) => [one.room.id, one.way])).toEqual([
      [room.id, null],
    ])
    expect((await search('hub=api-uten-tid&people=10')).notFree[0]?.why.code).toBe('rooms.over-capacity')
  })

  test.each(['people=0', 'date=2026-02-30', 'time=25:00', 'equipment=jacuzzi', 'hubs=borgen', 'near=here'])(
    '%s is refused',
    async (query) => {
      const answer = await get(`/api/rooms?${query}`)
      expect([answer.status, problemOf(answer).code]).toEqual([400, 'kernel.bad-query'])
    },
  )

  test('a rule that repeats by the hour is refused with its own code', async () => {
    const answer = await get(`/api/rooms?date=${day}&time=18:00&repeat=FREQ%3DHOURLY`)
    expect([answer.status, problemOf(answer).code]).toEqual([422, 'recurrence.rule-unsupported'])
  })
})

describe('one room', () => {
  test('tells its facts and rules, and when it is free', async () => {
    const room = await aRoom({ rules: { tidyMinutes: 30 } })
    expect(roomShape.parse((await get(`/api/rooms/${room.id}`)).json())).toMatchObject({
      id: room.id,
      rules: { tidyMinutes: 30 },
    })
    await booked(room.id, olav, at(12), at(13))
    const times = await get(`/api/rooms/${room.id}/free?from=${at(10)}&to=${at(16)}`)
    expect(freeShape.parse(times.json()).free).toEqual([
      { startsAt: at(10), endsAt: at(11, 30) },
      { startsAt: at(13, 30), endsAt: at(16) },
    ])
  })

  test('a draft does not exist', async () => {
    const { id } = await aRoom({ state: 'draft' })
    for (const path of [
      `/api/rooms/${id}`,
      `/api/rooms/${id}/free?from=${at(10)}&to=${at(16)}`,
      '/api/rooms/Storsalen',
    ])
      expect((await get(path)).status).toBe(404)
  })

  test.each([
    [at(16), at(10), 'rooms.ends-before-start'],
    [at(10), at(10, 0, day.add({ days: 63 })), 'kernel.bad-query'],
    ['today', at(10), 'kernel.bad-query'],
  ])('free from %s to %s is refused', async (from, to, code) => {
    const { id } = await aRoom()
    expect(problemOf(await get(`/api/rooms/${id}/free?from=${from}&to=${to}`)).code).toBe(code)
  })
})

describe('booking', () => {
  test('201 the first time, the same answer when one asks again with the same key, 409 for the next one', async () => {
    const { id } = await aRoom()
    const key = randomUUID()
    const first = await book(wish(id), sigrid, key)
    const again = await book(wish(id), sigrid, key)
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.json()).toEqual(first.json())
    const { id: bookingId } = bookedShape.parse(first.json())
    const mine = bookingShape.parse((await get(`/api/bookings/${bookingId}`, { as: sigrid.cookie })).json())
    expect(first.headers.get('location')).toBe(`/api/bookings/${mine.id}`)
    expect(mine).toMatchObject({ state: 'booked', startsAt: at(18), endsAt: at(20), headCount: 6 })
    const rival = await book(wish(id, at(19), at(21)), olav)
    expect([rival.status, problemOf(rival).code]).toEqual([409, 'rooms.taken'])
    const { rows } = await sql<{
      count: number
    }>`select count(*)::int as count from rooms.booking where room_id = ${id}`.execute(db)
    expect(rows[0]?.count).toBe(1)
  })

  test('a key used for another wish is refused', async () => {
    const { id } = await aRoom()
    const key = randomUUID()
    await book(wish(id), sigrid, key)
    expect(problemOf(await book(wish(id, at(10), at(11)), sigrid, key)).code).toBe('kernel.key-reused')
  })

  test('where a host answers it is a request, and blocks', async () => {
    const { id } = await aRoom({
      rules: { way: { ...anyTime.way, evening: 'approval', staffed: 'approval', weekend: 'approval' } },
    })
    const request = await booked(id, sigrid)
    const seen = bookingShape.parse((await get(`/api/bookings/${request.id}`, { as: sigrid.cookie })).json())
    expect([request.state, seen.state, seen.answerBy]).toEqual(['requested', 'requested', expect.any(String)])
    expect(problemOf(await book(wish(id), olav)).code).toBe('rooms.taken')
  })

  test('nobody books without a session, with a body that is not understood, or for an association that is not theirs', async () => {
    const { id } = await aRoom()
    expect((await book(wish(id))).status).toBe(403)
    expect(problemOf(await book({ ...wish(id), headCount: 0 }, sigrid)).code).toBe('kernel.bad-body')
    expect(problemOf(await book({ ...wish(id), chairs: 3 }, sigrid)).code).toBe('kernel.bad-body')
    expect(problemOf(await book({ ...wish(id), associationId: randomUUID() }, sigrid)).code).toBe(
      'rooms.no-mandate',
    )
    expect((await book(wish('atlantis'), sigrid)).status).toBe(404)
  })
})

describe('booking every week', () => {
  test('all dates, or none with the reason for each that cannot be had', async () => {
    const { id: roomId } = await aRoom()
    const third = day.add({ weeks: 2 })
    await booked(roomId, olav, at(19, 0, third), at(21, 0, third))
    const { from: _, to: __, ...one } = wish(roomId)
    const rule = { start: day.toString(), time: '18:00', minutes: 120, rrule: 'FREQ=WEEKLY;COUNT=4' }
    const send = (more: object) =>
      visit('/api/booking-series', {
        json: { ...one, rule, ...more },
        as: sigrid.cookie,
        headers: { ...json, 'idempotency-key': randomUUID() },
      })
    const no = await send({})
    expect([no.status, problemOf(no)]).toEqual([
      409,
      expect.objectContaining({
        code: 'rooms.dates-refused',
        errors: [{ field: third.toString(), message: expect.stringContaining('opptatt') }],
      }),
    ])
    const yes = await send({ choices: [{ date: third.toString(), choice: 'skip' }] })
    expect(yes.status).toBe(201)
    expect(seriesShape.parse(yes.json()).bookings.map(({ date }) => date)).toEqual(
      [0, 1, 3].map((weeks) => day.add({ weeks }).toString()),
    )
  })
})

describe('a booking of one’s own', () => {
  test('is seen, moved, shortened and cancelled, and the time is free again', async () => {
    const { id: roomId } = await aRoom()
    const { id } = await booked(roomId, sigrid)
    expect((await get(`/api/bookings/${id}`, { as: sigrid.cookie })).status).toBe(200)

    const moved = bookingShape.parse((await change(id, { from: at(10) }, sigrid)).json())
    expect([moved.startsAt, moved.endsAt]).toEqual([at(10), at(12)])
    const shorter = bookingShape.parse((await change(id, { to: at(11) }, sigrid)).json())
    expect([shorter.startsAt, shorter.endsAt]).toEqual([at(10), at(11)])
    expect(shorter.version).toBeGreaterThan(moved.version)

    const gone = await cancel(id, sigrid)
    expect([gone.status, bookingShape.parse(gone.json()).state]).toEqual([200, 'cancelled'])
    expect((await cancel(id, sigrid)).status).toBe(200)
    expect((await book(wish(roomId, at(10), at(11)), olav)).status).toBe(201)
  })

  test('cannot move onto somebody else’s time', async () => {
    const { id: roomId } = await aRoom()
    await booked(roomId, olav)
    const { id } = await booked(roomId, sigrid, at(10), at(12))
    const answer = await change(id, { from: at(19) }, sigrid)
    expect([answer.status, problemOf(answer).code]).toEqual([409, 'rooms.taken'])
    expect(
      bookingShape.parse((await get(`/api/bookings/${id}`, { as: sigrid.cookie })).json()).startsAt,
    ).toBe(at(10))
  })

  test('somebody else’s does not exist', async () => {
    const { id: roomId } = await aRoom()
    const { id } = await booked(roomId, olav)
    expect((await get(`/api/bookings/${id}`, { as: sigrid.cookie })).status).toBe(404)
    expect((await change(id, { from: at(10) }, sigrid)).status).toBe(404)
    expect((await cancel(id, sigrid)).status).toBe(404)
    expect((await get(`/api/bookings/${id}`)).status).toBe(403)
    expect((await get('/api/bookings/1', { as: sigrid.cookie })).status).toBe(404)
  })

  test('another site cannot make the browser cancel it', async () => {
    const { id: roomId } = await aRoom()
    const { id } = await booked(roomId, sigrid)
    const answer = await visit(`/api/bookings/${id}`, {
      method: 'DELETE',
      as: sigrid.cookie,
      headers: { ...json, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    })
    expect(answer.status).toBe(403)
  })
})
