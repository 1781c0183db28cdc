import { expect, test } from 'vitest'
import { db, sql } from '#kernel'
import { seededDatabase } from '#testing'
import { bookingsWaiting, roomsOf } from './reads.ts'
import { ruleSet } from './rule-set.ts'

test('the demonstration has rooms at every open hub, a hall that divides, and requests that wait', async () => {
  await seededDatabase()
  const rooms = await roomsOf(db)
  expect(new Set(rooms.map(({ hubId }) => hubId)).size).toBeGreaterThan(5)
  for (const { rules } of rooms) expect(ruleSet.parse(rules)).toEqual(rules)
  const stage = rooms.find(({ id }) => id === 'heggedal-scenen')
  expect(stage).toMatchObject({ capacity: 140, example: false })
  const hall = rooms.find(({ id }) => id === 'heggedal-storsalen')
  expect(hall?.parts).toHaveLength(2)
  expect(await bookingsWaiting(db, 'heggedal')).not.toHaveLength(0)
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from rooms.booking where state = 'booked'`.execute(db)
  expect(rows[0]?.n).toBeGreaterThan(3)
})
