import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { db, inTransaction, inZone, now, sql, systemActor } from '#kernel'
import { addPerson, mailTo } from '#testing'
import { typePin } from '../adapters/simulator.ts'
import { aBooking, aRoomWithDoor, lockIs, moveTo, slotsIn, theLateLockActs } from '../door-for-test.ts'
import { doorById } from '../doors.ts'
import { openReports } from '../reports.ts'
import { wishKey } from '../wish-key.ts'
import { keysFollowBooking, widenWindows } from './booking-keys.ts'
import { type GrantView, grantById, pinOf } from './grants.ts'
import { choosePin, pinHash } from './pin.ts'
import { repairDoor } from './repair-drift.ts'
import { takeBack } from './take-back.ts'
import { workKey } from './work-key.ts'

/** The clock of a story, in minutes from its start. */
const story = now().round({ smallestUnit: 'minute' })
const at = (minutes: number) =>
  story.add({ minutes: Math.trunc(minutes), seconds: Math.round((minutes % 1) * 60) })

async function liveKeyOf(bookingId: string): Promise<GrantView> {
  const { rows } = await sql<{ id: string }>`
    select id from access.key_grant where booking_id = ${bookingId}
      and state not in ('ended', 'revoked', 'removed')`.execute(db)
  expect(rows.length).toBe(1)
  return (await grantById(db, rows[0]?.id as string)) as GrantView
}
const stateOf = async (id: string) => (await grantById(db, id))?.state
const follow = (bookingId: string, minutes: number) =>
  keysFollowBooking({ bookingId }, { db, now: at(minutes) })
/** Works all keys of a door, as the worker does each minute. */
async function work(doorId: string, minutes: number) {
  const { rows } = await sql<{ id: string }>`
    select id from access.key_grant where door_id = ${doorId} order by created_at`.execute(db)
  for (const { id } of rows) await workKey(db, id, at(minutes))
}
async function repair(doorId: string, minutes: number) {
  const door = await doorById(db, doorId)
  if (door) await repairDoor(door, at(minutes))
}
const kindsAt = async (doorId: string) => (await openReports(db, doorId)).map((one) => one.kind)

/** A booking that begins an hour into the story, with its key. */
async function aKey(wanted: Parameters<typeof aRoomWithDoor>[0] = {}, personId: string | null = null) {
  const place = await aRoomWithDoor(wanted)
  const bookingId = await aBooking(place.roomId, at(60), { personId })
  await follow(bookingId, 0)
  await work(place.doorId, 0)
  const key = await liveKeyOf(bookingId)
  return { ...place, bookingId, key, pin: (await pinOf(db, key.id)) as string }
}

describe('a key from the wish to the end', () => {
  test('its code is in the lock exactly in its window, and gone and deleted after', async () => {
    const { doorId, key, pin } = await aKey()
    expect(pin).toMatch(/^[1-9]{6}$/)
    expect([key.state, key.from.toString(), key.to.toString()]).toEqual([
      'wanted',
      at(45).toString(),
      at(195).toString(),
    ])
    await work(doorId, 44)
    expect(await slotsIn(doorId)).toEqual([])
    await work(doorId, 45)
    expect(await stateOf(key.id)).toBe('active')
    expect(await typePin(doorId, pin)).toBe(1)
    await work(doorId, 195)
    expect(await stateOf(key.id)).toBe('ended')
    expect(await slotsIn(doorId)).toEqual([])
    expect(await pinOf(db, key.id)).toBeUndefined()
  })

  test('only what is booked has a key: not a request, not a hold, not what was cancelled', async () => {
    const { roomId } = await aRoomWithDoor()
    for (const state of ['requested', 'correction', 'declined', 'cancelled', 'released']) {
      const bookingId = await aBooking(roomId, at(60 * 24), { state })
      await follow(bookingId, 0)
      const { rows } = await sql`select from access.key_grant where booking_id = ${bookingId}`.execute(db)
      expect(rows.length).toBe(0)
      await sql`update rooms.booking set state = 'cancelled' where id = ${bookingId}`.execute(db)
    }
  })

  test('heard twice, a booking has one key and one mail', async () => {
    const person = await addPerson({ email: 'nokkel.to@eksempel.no' })
    const { bookingId, key } = await aKey({}, person.id)
    await follow(bookingId, 1)
    expect((await liveKeyOf(bookingId)).id).toBe(key.id)
    const mails = await mailTo('nokkel.to@eksempel.no')
    expect(mails.map((mail) => mail.subject)).toEqual(['Nøkkel til Prøve innbyggertorg'])
    expect(mails[0]?.body_text).toContain(`/me/keys/${key.id}`)
  })

  test('a cancelled booking’s code leaves the lock', async () => {
    const { doorId, bookingId, key, pin } = await aKey()
    await work(doorId, 50)
    await sql`update rooms.booking set state = 'cancelled', version = version + 1 where id = ${bookingId}`.execute(
      db,
    )
    await follow(bookingId, 51)
    expect(await stateOf(key.id)).toBe('revoked')
    await work(doorId, 51)
    expect(await stateOf(key.id)).toBe('removed')
    expect(await typePin(doorId, pin)).toBeUndefined()
  })

  test('the group after mine cuts my key, and its cancellation widens it again', async () => {
    const { roomId, bookingId } = await aKey()
    const next = await aBooking(roomId, at(180))
    await follow(next, 1)
    const cut = await liveKeyOf(bookingId)
    expect([cut.to.toString(), cut.cutBy]).toEqual([at(180).toString(), ['after']])
    expect((await liveKeyOf(next)).cutBy).toEqual(['before'])
    await sql`update rooms.booking set state = 'cancelled', version = version + 1 where id = ${next}`.execute(
      db,
    )
    await follow(next, 2)
    expect((await liveKeyOf(bookingId)).to.toString()).toBe(at(195).toString())
  })
})

test('a neighbour that moved to another room cuts nothing any more', async () => {
  const { roomId, bookingId } = await aKey()
  const other = await aRoomWithDoor()
  const next = await aBooking(roomId, at(180))
  await follow(next, 1)
  expect((await liveKeyOf(bookingId)).cutBy).toEqual(['after'])
  await sql`update rooms.booking set room_id = ${other.roomId}, version = version + 1 where id = ${next}`.execute(
    db,
  )
  await follow(next, 2)
  await widenWindows(db, at(15))
  expect((await liveKeyOf(bookingId)).cutBy).toEqual([])
})

describe('a booking with a key is moved', () => {
  test('five minutes before it begins, with the lock silent: one code at any time, and somebody is told', async () => {
    const host = await addPerson({ email: 'vert.stille@eksempel.no', roles: ['host at prove'] })
    const person = await addPerson({ email: 'flyttet@eksempel.no' })
    const { doorId, bookingId, key, pin } = await aKey({}, person.id)
    await work(doorId, 45)
    expect(await typePin(doorId, pin)).toBe(1)
    await lockIs(doorId, { online: false })
    await moveTo(bookingId, at(60 + 24 * 60))
    await follow(bookingId, 55)
    await work(doorId, 55)
    const moved = await liveKeyOf(bookingId)
    expect([await stateOf(key.id), moved.state]).toEqual(['revoked', 'wanted'])
    expect(moved.from.toString()).toBe(at(45 + 24 * 60).toString())
    await work(doorId, 61)
    expect(await kindsAt(doorId)).toContain('not-removed')
    // The next day it is still silent: the new code must not go in while the old one may be there.
    await work(doorId, 46 + 24 * 60)
    expect((await liveKeyOf(bookingId)).pin).toBe('waiting')
    await work(doorId, 56 + 24 * 60)
    expect((await liveKeyOf(bookingId)).state).toBe('failed')
    expect((await mailTo('flyttet@eksempel.no')).at(-1)?.subject).toBe(
      'Låsen på Prøve innbyggertorg svarer ikke',
    )
    expect((await mailTo('vert.stille@eksempel.no')).at(-1)?.body_text).toContain(`/staff/doors/${doorId}`)
    expect(host.id).not.toBe(person.id)
    // It comes back: first the old one goes, then the new one works, late but true.
    await lockIs(doorId, { online: true })
    await work(doorId, 62 + 24 * 60)
    expect(await stateOf(key.id)).toBe('removed')
    await work(doorId, 63 + 24 * 60)
    expect((await liveKeyOf(bookingId)).state).toBe('active')
    expect(await typePin(doorId, pin)).toBeUndefined()
    expect(await typePin(doorId, (await pinOf(db, moved.id)) as string)).toBe(1)
    expect(await kindsAt(doorId)).not.toContain('not-set')
  })

  test('who extends from inside keeps the code', async () => {
    const { doorId, bookingId, key, pin } = await aKey()
    await work(doorId, 60)
    await moveTo(bookingId, at(60), 180)
    await follow(bookingId, 100)
    await work(doorId, 100)
    const longer = await liveKeyOf(bookingId)
    expect(longer.id).not.toBe(key.id)
    expect(await pinOf(db, longer.id)).toBe(pin)
    expect([longer.state, await stateOf(key.id)]).toEqual(['active', 'removed'])
    expect(await typePin(doorId, pin)).toBe(1)
    expect(await slotsIn(doorId)).toEqual([1])
  })

  test('a code in the lock does not stay when the new time has not begun', async () => {
    const { doorId, bookingId, key, pin } = await aKey()
    await work(doorId, 46)
    await moveTo(bookingId, at(120))
    await follow(bookingId, 50)
    await work(doorId, 50)
    expect(await stateOf(key.id)).toBe('removed')
    expect(await typePin(doorId, pin)).toBeUndefined()
    expect(await pinOf(db, (await liveKeyOf(bookingId)).id)).not.toBe(pin)
  })

  test('to another room: the key at the old door goes before the one at the new door is set', async () => {
    const { doorId, bookingId, key } = await aKey()
    const other = await aRoomWithDoor()
    await work(doorId, 46)
    await lockIs(doorId, { online: false })
    await sql`update rooms.booking set room_id = ${other.roomId}, version = version + 1 where id = ${bookingId}`.execute(
      db,
    )
    await follow(bookingId, 47)
    await work(doorId, 47)
    await work(other.doorId, 47)
    expect(await slotsIn(other.doorId)).toEqual([])
    await lockIs(doorId, { online: true })
    await work(doorId, 49)
    expect(await stateOf(key.id)).toBe('removed')
    await work(other.doorId, 49)
    expect(await slotsIn(other.doorId)).toEqual([1])
  })

  test('wished by many at the same moment, there is one key, for the newest version', async () => {
    const { doorId } = await aRoomWithDoor()
    const wish = (version: number) =>
      inTransaction((tx) =>
        wishKey(
          tx,
          {
            cause: 'role',
            causeId: 'mange',
            causeVersion: version,
            doorId,
            personId: null,
            from: at(60),
            to: at(120 + version),
          },
          at(0),
        ),
      )
    await Promise.all(Array.from({ length: 8 }, (_, version) => wish(version)))
    const { rows } = await sql<{ to: string }>`
      select to_at as "to" from access.key_grant where cause_id = 'mange'
        and state not in ('ended', 'revoked', 'removed')`.execute(db)
    expect(rows.map((row) => Temporal.Instant.from(row.to).toString())).toEqual([at(127).toString()])
  })

  test('into the alarm’s hours: the key is taken back, and the hosts see why there is none', async () => {
    const wall = (minutes: number) => inZone(at(minutes)).toPlainTime().round('minute').toString().slice(0, 5)
    const { doorId, bookingId, key } = await aKey({ alarm: [wall(300), wall(600)] })
    await moveTo(bookingId, at(350))
    await follow(bookingId, 1)
    await work(doorId, 1)
    expect(await stateOf(key.id)).toBe('removed')
    expect((await openReports(db, doorId)).map((one) => [one.kind, one.detail])).toEqual([
      ['not-set', 'alarm'],
    ])
  })

  test('with two doors on the way, there are two keys and one mail that names both', async () => {
    const person = await addPerson({ email: 'to.dorer@eksempel.no' })
    const [outer, inner] = [await aRoomWithDoor(), await aRoomWithDoor()]
    await sql`insert into access.room_door (room_id, door_id, place_in_list)
      values (${inner.roomId}, ${outer.doorId}, 0)`.execute(db)
    const bookingId = await aBooking(inner.roomId, at(60), { personId: person.id })
    await follow(bookingId, 0)
    const { rows } = await sql`select from access.key_grant where booking_id = ${bookingId}`.execute(db)
    expect(rows.length).toBe(2)
    const mails = await mailTo('to.dorer@eksempel.no')
    expect(mails.length).toBe(1)
    expect(mails[0]?.body_text).toContain('Hoveddøra og Hoveddøra')
  })

  test('an older version of a booking changes nothing', async () => {
    const { doorId, bookingId, key } = await aKey()
    await sql`update access.key_grant set cause_version = 7 where id = ${key.id}`.execute(db)
    const id = await inTransaction((tx) =>
      wishKey(
        tx,
        {
          cause: 'booking',
          causeId: bookingId,
          causeVersion: 3,
          doorId,
          personId: null,
          from: at(400),
          to: at(500),
        },
        at(1),
      ),
    )
    expect(id).toBe(key.id)
    expect(await stateOf(key.id)).toBe('wanted')
  })
})

describe('a lock that', () => {
  test('loses replies holds the code all the same: it is read back', async () => {
    const { doorId, key } = await aKey()
    await lockIs(doorId, { loseReplies: 1 })
    await work(doorId, 45)
    expect(await stateOf(key.id)).toBe('active')
  })

  test('loses commands is asked again', async () => {
    const { doorId, key } = await aKey()
    await lockIs(doorId, { loseCommands: 2 })
    await work(doorId, 45)
    expect(await stateOf(key.id)).toBe('provisioning')
    await work(doorId, 46)
    await work(doorId, 47)
    expect(await stateOf(key.id)).toBe('active')
    expect(await slotsIn(doorId)).toEqual([1])
  })

  test('answers late is found to agree at the next look', async () => {
    const { doorId, key } = await aKey()
    await lockIs(doorId, { late: 40 })
    await work(doorId, 45)
    expect(await stateOf(key.id)).toBe('provisioning')
    await theLateLockActs(doorId)
    await lockIs(doorId, { late: 0 })
    await work(doorId, 46)
    expect(await stateOf(key.id)).toBe('active')
    expect(await slotsIn(doorId)).toEqual([1])
  })

  test('is full is reported, and the key goes in when there is room', async () => {
    const { doorId, key } = await aKey({ slots: 1 })
    await work(doorId, 45)
    expect(await kindsAt(doorId)).toEqual(['full'])
    await work(doorId, 56)
    expect(await stateOf(key.id)).toBe('failed')
    expect(await kindsAt(doorId)).toContain('not-set')
    await lockIs(doorId, { slots: 2 })
    await work(doorId, 60)
    expect(await stateOf(key.id)).toBe('active')
    expect(await kindsAt(doorId)).toEqual([])
  })

  test('is offline at the end keeps the slot until it confirms that the code is gone', async () => {
    const { doorId, roomId, key, pin } = await aKey()
    await work(doorId, 45)
    await lockIs(doorId, { online: false })
    await work(doorId, 195)
    expect([await stateOf(key.id), await pinOf(db, key.id)]).toEqual(['ended', pin])
    const next = await aBooking(roomId, at(240))
    await follow(next, 196)
    await lockIs(doorId, { online: true, loseCommands: 1 })
    // The next key's slot is another one, because the first is not confirmed empty.
    const nextKey = await liveKeyOf(next)
    await workKey(db, nextKey.id, at(226))
    await workKey(db, nextKey.id, at(227))
    expect(await slotsIn(doorId)).toEqual([1, 2])
    await work(doorId, 230)
    expect(await slotsIn(doorId)).toEqual([2])
    expect(await pinOf(db, key.id)).toBeUndefined()
  })

  test('lost its memory gets its codes again, within a quarter of an hour', async () => {
    const { doorId, key } = await aKey()
    await work(doorId, 45)
    await sql`delete from access.simulated_slot where door_id = ${doorId}`.execute(db)
    await repair(doorId, 50)
    await work(doorId, 50)
    expect(await slotsIn(doorId)).toEqual([1])
    expect(await stateOf(key.id)).toBe('active')
  })

  test('holds a code nobody knows: an alarm, and its slot is used by nobody until it is empty', async () => {
    const { doorId, key } = await aKey()
    await sql`insert into access.simulated_slot (door_id, slot, pin_hash) values (${doorId}, 1, 'fremmed')`.execute(
      db,
    )
    await repair(doorId, 30)
    await repair(doorId, 45)
    expect(await kindsAt(doorId)).toEqual(['unknown-code'])
    await work(doorId, 46)
    expect([await stateOf(key.id), await slotsIn(doorId)]).toEqual(['active', [1, 2]])
    await sql`delete from access.simulated_slot where door_id = ${doorId} and slot = 1`.execute(db)
    await repair(doorId, 60)
    expect(await kindsAt(doorId)).toEqual([])
    const { rows } = await sql`select from access.slot_quarantine where door_id = ${doorId}`.execute(db)
    expect(rows.length).toBe(0)
  })
})

describe('codes', () => {
  test('a door does not get a code again within 30 days, and may after', async () => {
    const { doorId } = await aRoomWithDoor()
    const draws = ['111111', '222222', '333333']
    const wish = (cause: string) =>
      inTransaction((tx) =>
        wishKey(
          tx,
          {
            cause: 'role',
            causeId: cause,
            causeVersion: 0,
            doorId,
            personId: null,
            from: at(60),
            to: at(90),
          },
          at(0),
        ),
      )
    const give = async (cause: string, minutes: number) => {
      const id = await wish(cause)
      await sql`delete from access.grant_pin where grant_id = ${id}`.execute(db)
      const left = [...draws]
      await inTransaction((tx) =>
        choosePin(tx, { grantId: id, doorId }, at(minutes), () => left.shift() ?? '444444'),
      )
      return { id, pin: await pinOf(db, id) }
    }
    const first = await give('a', 0)
    expect(first.pin).toBe('111111')
    expect((await give('b', 1)).pin).toBe('222222')
    await inTransaction((tx) => takeBack(tx, systemActor, first.id, { reason: 'prøve' }, at(2)))
    expect((await give('c', 3)).pin).toBe('333333')
    expect((await give('d', 60 * 24 * 31)).pin).toBe('111111')
  })

  test('no two keys share a slot or a code at a door, whatever comes and goes', async () => {
    const { doorId } = await aRoomWithDoor({ slots: 6 })
    const move = fc.oneof(
      fc.record({
        do: fc.constant('wish' as const),
        cause: fc.nat(9),
        start: fc.integer({ min: -20, max: 40 }),
      }),
      fc.record({ do: fc.constant('revoke' as const), cause: fc.nat(9) }),
      fc.record({
        do: fc.constantFrom('work' as const, 'repair' as const, 'offline' as const, 'online' as const),
      }),
      fc.record({ do: fc.constant('lose' as const), replies: fc.nat(2), commands: fc.nat(2) }),
    )
    let clock = 0
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 25 }), async (moves) => {
        for (const one of moves) {
          clock += 3
          if (one.do === 'wish')
            await inTransaction((tx) =>
              wishKey(
                tx,
                {
                  cause: 'role',
                  causeId: `p${one.cause}`,
                  causeVersion: clock,
                  doorId,
                  personId: null,
                  from: at(clock + one.start),
                  to: at(clock + one.start + 45),
                },
                at(clock),
              ),
            )
          else if (one.do === 'revoke') {
            const { rows } = await sql<{ id: string }>`select id from access.key_grant
              where door_id = ${doorId} and cause_id = ${`p${one.cause}`} order by created_at desc limit 1`.execute(
              db,
            )
            if (rows[0])
              await inTransaction((tx) =>
                takeBack(tx, systemActor, rows[0]?.id as string, { reason: 'prøve' }, at(clock)),
              )
          } else if (one.do === 'work') await work(doorId, clock)
          else if (one.do === 'repair') await repair(doorId, clock)
          else if (one.do === 'lose')
            await lockIs(doorId, { loseReplies: one.replies, loseCommands: one.commands })
          else await lockIs(doorId, { online: one.do === 'online' })
          await nothingShared(doorId)
        }
      }),
      { numRuns: 12 },
    )
    // Once the lock answers again, it holds exactly the codes of keys that are in their window.
    await lockIs(doorId, { online: true, loseReplies: 0, loseCommands: 0 })
    for (let n = 0; n < 4; n++) {
      clock += 6
      await repair(doorId, clock)
      await work(doorId, clock)
    }
    const { rows } = await sql<{ slot: number }>`
      select n.slot from access.grant_pin n join access.key_grant g on g.id = n.grant_id
      where n.door_id = ${doorId} and n.slot is not null and g.state = 'active' order by 1`.execute(db)
    expect(await slotsIn(doorId)).toEqual(rows.map((row) => row.slot))
  }, 60_000)
})

/** One live key per cause; a code in the lock is always one we know; hashes in the lock are all different. */
async function nothingShared(doorId: string) {
  const { rows } = await sql<{ twice: number; strange: number }>`
    select
      (select count(*)::int from (select 1 from access.key_grant where door_id = ${doorId}
        and state in ('wanted', 'provisioning', 'ready', 'active', 'failed') group by cause, cause_id having count(*) > 1) x) as twice,
      (select count(*)::int from access.simulated_slot s where s.door_id = ${doorId} and not exists
        (select from access.grant_pin n where n.door_id = s.door_id and n.slot = s.slot)) as strange`.execute(
    db,
  )
  expect(rows[0]).toEqual({ twice: 0, strange: 0 })
}

test('what a code hashes to at one door says nothing about another', () => {
  expect(pinHash('a', '123456')).not.toBe(pinHash('b', '123456'))
})
