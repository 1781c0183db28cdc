import { beforeAll, expect, test } from 'vitest'
import { db, inTransaction, now, pool, sql } from '#kernel'
import { addPerson, everybodyListens, mailTo, runJobs } from '#testing'
import { declineBooking } from './answer-request.ts'
import { bookForOther, bookRoom } from './book-room.ts'
import { cleanUpBookings } from './forget-bookings.ts'
import { privacyParts } from './privacy.ts'
import { bookingById, stepsOf } from './reads.ts'
import { anyTime, aRoom, at, aWish, occupiedBy } from './room-for-test.ts'

beforeAll(everybodyListens)

const linesWith = async (word: string): Promise<string[]> => {
  const { rows: tables } = await pool.query(
    `select table_name as t from information_schema.tables where table_schema = 'rooms'`,
  )
  const found: string[] = []
  for (const { t } of tables) {
    const { rows } = await pool.query(`select x::text as line from rooms."${t}" x`)
    found.push(...rows.map(({ line }) => line).filter((line) => line.includes(word)))
  }
  return found
}

test('an export has the bookings of a person and what they were answered', async () => {
  const owner = await addPerson()
  const host = await addPerson({ roles: ['host at prove'] })
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
  const { id } = await inTransaction((tx) =>
    bookRoom(tx, owner.actor, aWish(room.id, at(3, 10), at(3, 11), { purpose: 'Dåp' })),
  )
  await inTransaction((tx) => declineBooking(tx, host.actor, id, { reason: 'Vi maler.' }))
  const sections = await Promise.all(privacyParts.map((part) => part.exportOf(db, owner.id, 'nb')))
  const rows = sections.flat().find(({ key }) => key === 'rooms.bookings')?.rows
  expect(rows).toEqual([expect.objectContaining({ purpose: 'Dåp', state: 'Avslått', answers: 'Vi maler.' })])
})

test('an erasure gives back what lies ahead, and leaves nothing that names the person', async () => {
  const email = 'slettes@eksempel.no'
  const owner = await addPerson({ email })
  const host = await addPerson({ roles: ['host at prove'] })
  const room = await aRoom()
  const { id } = await inTransaction((tx) =>
    bookRoom(
      tx,
      owner.actor,
      aWish(room.id, at(3, 10), at(3, 11), { purpose: 'Hemmelig formål', responsibleName: 'Hemmelig Navn' }),
    ),
  )
  const other = { ...aWish(room.id, at(4, 10), at(4, 11)), forName: 'Hemmelig Navn', forEmail: email }
  const written = await inTransaction((tx) => bookForOther(tx, host.actor, other))
  await runJobs()
  const before = (await mailTo(email)).length
  await inTransaction(async (tx) => {
    for (const part of privacyParts) await part.erase(tx, owner.id)
  })
  expect(await bookingById(db, id)).toMatchObject({ state: 'cancelled', personId: null, purpose: '' })
  expect(await occupiedBy(id)).toBe(0)
  expect(await occupiedBy(written.id)).toBe(0)
  for (const word of ['Hemmelig', email]) expect(await linesWith(word)).toEqual([])
  await runJobs()
  expect((await mailTo(email)).length).toBe(before)
})

test('thirty days after a booking is over, nobody is named; what was done stands', async () => {
  const owner = await addPerson()
  const room = await aRoom()
  const { id } = await inTransaction((tx) =>
    bookRoom(tx, owner.actor, aWish(room.id, at(3, 10), at(3, 11), { purpose: 'Strikk' })),
  )
  await inTransaction((tx) => cleanUpBookings(tx, at(32, 10)))
  expect((await bookingById(db, id))?.personId).toBe(owner.id)
  await inTransaction((tx) => cleanUpBookings(tx, at(34, 10)))
  expect(await bookingById(db, id)).toMatchObject({
    personId: null,
    purpose: '',
    headCount: 5,
    state: 'booked',
  })
  expect((await stepsOf(db, id)).map(({ what }) => what)).toEqual(['booked'])
  const { rows } =
    await sql`select from rooms.booking where id = ${id} and anonymised_at > ${now().toString()}::timestamptz`.execute(
      db,
    )
  expect(rows).toHaveLength(1)
})
