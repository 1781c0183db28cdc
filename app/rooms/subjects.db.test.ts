import { expect, test } from 'vitest'
import { inTransaction } from '#kernel'
import { addPerson, textOf, visit } from '#testing'
import { bookRoom } from './book-room.ts'
import { aRoom, at, aWish } from './room-for-test.ts'
import { bookSeries } from './series/book-series.ts'
import { datesWish, everyWeek } from './series/series-for-test.ts'
import { waitForRoom } from './waiting-list/wait-for-room.ts'

test('the log names the room and the time that a booking, a series and a place in line are about', async () => {
  const admin = await addPerson({ roles: ['administrator'], steppedUp: true })
  const [owner, waiter] = [await addPerson(), await addPerson()]
  const room = await aRoom()
  const [from, to] = [at(3, 10), at(3, 12)]
  await inTransaction((tx) => bookRoom(tx, owner.actor, aWish(room.id, from, to)))
  await inTransaction((tx) => waitForRoom(tx, waiter.actor, { roomId: room.id, from, to, headCount: 5 }))
  await inTransaction((tx) =>
    bookSeries(tx, owner.actor, { wish: datesWish(room.id), rule: everyWeek(3, 2) }),
  )
  const text = textOf((await visit('/staff/audit', { as: admin.cookie })).body)
  for (const deed of ['Booket et rom', 'Stilte seg på venteliste', 'Booket rom flere ganger'])
    expect(text).toContain(deed)
  expect(text.match(/Rom 1/g)?.length).toBeGreaterThanOrEqual(3)
})
