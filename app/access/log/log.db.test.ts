import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db, inTransaction, now, sql } from '#kernel'
import { aRoomWithDoor } from '../door-for-test.ts'
import { closeDays, verifyLog } from './close-days.ts'
import { writeLog } from './write-log.ts'

let doorId: string
beforeAll(async () => {
  ;({ doorId } = await aRoomWithDoor())
  await sql`insert into hubs.hub (id, name) values ('annen', 'Et annet torg')`.execute(db)
})
beforeEach(async () => {
  await sql`truncate access.log_entry, access.log_segment`.execute(db)
  await sql`update access.log_head set seq = 0, hash = ''`.execute(db)
})
afterEach(() => sql`alter table access.log_entry enable trigger append_only`.execute(db))

const daysAgo = (days: number) => now().subtract({ hours: 24 * days })
const opened = (at: Temporal.Instant, times = 1) =>
  inTransaction((tx) =>
    writeLog(
      tx,
      Array.from({ length: times }, () => ({
        doorId,
        hubId: 'prove',
        what: 'opened' as const,
        how: 'keypad' as const,
        detail: 'slot 3',
      })),
      at,
    ),
  )
/** What an intruder with the database's keys could do. */
const tamper = async (statement: string) => {
  await sql`alter table access.log_entry disable trigger append_only`.execute(db)
  await sql.raw(statement).execute(db)
}

describe('the log of doors', () => {
  test('is whole as it is written, over several days', async () => {
    for (const days of [3, 2, 2, 1, 0]) await opened(daysAgo(days), 2)
    expect(await verifyLog(db)).toEqual({ whole: true, entries: 10, days: 0 })
    await closeDays(db, now())
    expect(await verifyLog(db)).toEqual({ whole: true, entries: 10, days: 3 })
  })

  test('cannot be rewritten or cut, not even a line of it', async () => {
    await opened(now(), 3)
    await expect(sql`update access.log_entry set what = 'locked'`.execute(db)).rejects.toThrow('append-only')
    await expect(sql`delete from access.log_entry where seq = 2`.execute(db)).rejects.toThrow('append-only')
  })

  test.each([
    ['a line that was changed', `update access.log_entry set detail = 'slot 4' where seq = 3`, 'row changed'],
    ['a line that is gone', 'delete from access.log_entry where seq = 3', 'row missing'],
    ['whom a line is about', `update access.log_entry set hub_id = 'annen' where seq = 2`, 'row changed'],
    ['an end that was cut off', 'delete from access.log_entry where seq > 7', 'end missing'],
    ['a line cut from a signed day’s end', 'delete from access.log_entry where seq in (3, 4)', 'day changed'],
    [
      'a signed day whose borders were moved',
      'update access.log_segment set last_seq = last_seq - 1',
      'signature',
    ],
    [
      'a signed day that is gone with its lines',
      `delete from access.log_entry where seq <= 4; delete from access.log_segment where first_seq = 1`,
      'day missing',
    ],
  ])('shows %s', async (_name, statement, why) => {
    for (const days of [2, 2, 1, 0]) await opened(daysAgo(days), 2)
    await closeDays(db, now())
    expect((await verifyLog(db)).whole).toBe(true)
    await tamper(statement)
    expect(await verifyLog(db)).toMatchObject({ whole: false, why })
  })

  test('a day older than thirty is dropped behind its signature, and what is left still verifies', async () => {
    await opened(daysAgo(33), 4)
    await opened(daysAgo(32), 1)
    await opened(daysAgo(5), 2)
    await closeDays(db, daysAgo(4))
    expect(await verifyLog(db)).toEqual({ whole: true, entries: 7, days: 3 })
    await closeDays(db, now())
    expect(await verifyLog(db)).toEqual({ whole: true, entries: 2, days: 3 })
    await opened(now())
    expect((await verifyLog(db)).whole).toBe(true)
  })

  test('lines written at the same time by many stand in one chain', async () => {
    await Promise.all(Array.from({ length: 12 }, () => opened(now())))
    expect(await verifyLog(db)).toEqual({ whole: true, entries: 12, days: 0 })
  })
})
