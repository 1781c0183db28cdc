import { beforeAll, expect, test } from 'vitest'
import type { HubFacts } from '#hubs'
import { type Actor, db, inTransaction, inZone, sql } from '#kernel'
import { addPerson } from '#testing'
import { blockRoom } from './block-room.ts'
import { bookRoom } from './book-room.ts'
import { holdRoomsFor } from './hold-for.ts'
import { resolveRoomHits, whatHoursHitRooms } from './hours-hits.ts'
import { bookingById } from './reads.ts'
import { anyTime, aRoom, at, aWish } from './room-for-test.ts'

let host: Actor
let bo: Actor
/** The next Wednesday that is at least a week ahead: no holiday is near enough to matter to these hours. */
const days = (() => {
  const weekday = inZone(at(7, 12)).dayOfWeek
  return 7 + ((3 - weekday + 7) % 7)
})()

const hours = (osm: string, staffless?: string): HubFacts => ({
  hubId: 'prove',
  serviceIds: [],
  rows: (
    [
      ['staffed', osm],
      ['staffless', staffless],
    ] as const
  ).flatMap(([kind, written], i) =>
    written
      ? [
          {
            id: i + 1,
            serviceId: null,
            kind,
            osm: written,
            validFrom: null,
            validTo: null,
            closedOnHolidays: false,
            example: false,
            note: null,
          },
        ]
      : [],
  ),
  status: [{ status: 'open', from: null, to: null }],
  closures: [],
  schoolHolidays: [],
})
const before = hours('Mo-Su 08:00-16:00', 'Mo-Su 16:00-20:00')
const shut: HubFacts = {
  ...before,
  closures: [
    {
      id: 1,
      hubId: 'prove',
      serviceId: null,
      effect: 'closed',
      from: at(days, 0).toString(),
      until: at(days + 1, 0).toString(),
      mayBeExtended: false,
      reason: { nb: 'Vannlekkasje' },
      exceptions: [],
    },
  ],
}

const needsHost = { rules: { way: { ...anyTime.way, staffless: 'approval', evening: 'no' } as const } }
const book = async (roomId: string, hour: number) => {
  const span = [at(days, hour), at(days, hour + 1)] as const
  const { rows } = await sql<{ id: string }>`
    insert into rooms.booking (kind, state, room_id, hub_id, starts_at, ends_at, first_starts_at, person_id, hours_state)
    values ('booking', 'booked', ${roomId}, 'prove', ${span[0].toString()}, ${span[1].toString()}, ${span[0].toString()},
      ${bo.personId}::uuid, 'staffed') returning id`.execute(db)
  return rows[0]?.id as string
}
const hit = async (after: HubFacts, ids: string[]) =>
  (await whatHoursHitRooms(db, { before, after }))
    .filter(({ id }) => ids.includes(id))
    .map(({ id, because }) => [ids.indexOf(id), because])

beforeAll(async () => {
  await aRoom()
  host = (await addPerson({ name: 'Vert Prøve', roles: ['host at prove'] })).actor
  bo = (await addPerson({ name: 'Bo Prøve' })).actor
})

test('a closure hits every booking of its day, also where people let themselves in', async () => {
  const [own, hosted] = [await aRoom(), await aRoom(needsHost)]
  const ids = [await book(own.id, 10), await book(hosted.id, 17), await book(own.id, 22)]
  expect(await hit(shut, ids)).toEqual([
    [0, 'closed'],
    [1, 'closed'],
    [2, 'closed'],
  ])
  expect(await hit(before, ids)).toEqual([])
})

test('shorter hours hit those who counted on the open door, not those whose room opens by itself', async () => {
  const [own, hosted] = [await aRoom(), await aRoom(needsHost)]
  const ids = [
    await book(hosted.id, 10),
    await book(hosted.id, 14),
    await book(hosted.id, 18),
    await book(own.id, 14),
  ]
  expect(await hit(hours('Mo-Su 08:00-12:00', 'Mo-Su 12:00-17:00'), ids)).toEqual([
    [1, 'not-staffed'],
    [2, 'not-open'],
  ])
})

test('longer hours, blocks, and rooms that activities hold are nobody’s to answer for here', async () => {
  const room = await aRoom(needsHost)
  await inTransaction((tx) =>
    blockRoom(tx, host, { roomIds: [room.id], from: at(days, 8), to: at(days, 9), title: { nb: 'Vask' } }),
  )
  const held = {
    hubId: 'prove',
    roomIds: [room.id],
    from: at(days, 9),
    to: at(days, 10),
    title: { nb: 'Kor' },
    headCount: 1,
  }
  await inTransaction((tx) => holdRoomsFor(tx, host, 'prove:1', held))
  expect(
    (await whatHoursHitRooms(db, { before, after: shut })).filter(({ roomId }) => roomId === room.id),
  ).toEqual([])
  const late = await book(room.id, 18)
  expect(await hit(hours('Mo-Su 06:00-23:00'), [late])).toEqual([])
})

test('all the choices are made, or none', async () => {
  const room = await aRoom()
  const [first, second] = await Promise.all(
    [10, 12].map((hour) =>
      inTransaction((tx) => bookRoom(tx, bo, aWish(room.id, at(days, hour), at(days, hour + 1)))),
    ),
  )
  const choices = [
    { bookingId: first?.id as string, choice: 'cancel', because: 'closed', message: null },
    {
      bookingId: second?.id as string,
      choice: 'move',
      because: 'closed',
      message: null,
      from: at(-3, 10),
      to: at(-3, 11),
    },
  ] as const
  await expect(inTransaction((tx) => resolveRoomHits(tx, host, choices))).rejects.toMatchObject({
    code: 'rooms.past',
  })
  expect((await bookingById(db, first?.id as string))?.state).toBe('booked')
})

test('the host of another hub decides nothing', async () => {
  const room = await aRoom()
  const id = await book(room.id, 10)
  const other = (await addPerson({ roles: ['host at elsewhere'] })).actor
  for (const choice of [
    { choice: 'keep', because: 'closed' },
    { choice: 'later', because: 'closed' },
    { choice: 'cancel', because: 'closed', message: null },
  ] as const)
    await expect(
      inTransaction((tx) => resolveRoomHits(tx, other, [{ bookingId: id, ...choice }])),
    ).rejects.toMatchObject({ status: expect.any(Number) })
  expect(await bookingById(db, id)).toMatchObject({ state: 'booked', attention: null })
})
