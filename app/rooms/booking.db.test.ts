import { describe, expect, test } from 'vitest'
import { anonymous, db, inTransaction, now, type Refusal, type Tx } from '#kernel'
import { addPerson } from '#testing'
import { bookForOther, bookRoom } from './book-room.ts'
import { cancelBooking } from './cancel-booking.ts'
import { holdRoom } from './hold-room.ts'
import { moveBooking } from './move-booking.ts'
import { bookingById, bookingsOfPerson, bookingsOfRoom, roomById } from './reads.ts'
import { aHall, aRoom, at, aWish, occupiedBy } from './room-for-test.ts'

const says = (verb: (tx: Tx) => Promise<unknown>): Promise<string> =>
  inTransaction(verb).then(
    () => 'yes',
    (error: Refusal) => error.code ?? String(error),
  )

describe('booking a room', () => {
  test('a room that is free is mine at once, and is in my list', async () => {
    const { actor, id: personId } = await addPerson()
    const room = await aRoom()
    const { id, state } = await inTransaction((tx) =>
      bookRoom(tx, actor, aWish(room.id, at(3, 10), at(3, 12), { purpose: 'Strikkekafé' })),
    )
    expect(state).toBe('booked')
    const [mine] = await bookingsOfPerson(db, personId)
    expect(mine).toMatchObject({ id, roomId: room.id, purpose: 'Strikkekafé', headCount: 5, version: 1 })
    expect(mine?.startsAt.equals(at(3, 10))).toBe(true)
    expect(await occupiedBy(id)).toBe(1)
  })

  test('what is taken is refused, naming the room and when, and nobody’s name', async () => {
    const { actor } = await addPerson({ name: 'Hemmelig Navn' })
    const other = await addPerson()
    const room = await aRoom()
    await inTransaction((tx) => bookRoom(tx, actor, aWish(room.id, at(3, 10), at(3, 12))))
    const no = await inTransaction((tx) =>
      bookRoom(tx, other.actor, aWish(room.id, at(3, 11), at(3, 13))),
    ).catch((error: Refusal) => error)
    expect(no).toMatchObject({ code: 'rooms.taken', status: 409 })
    expect((no as Refusal).say('nb').why).toContain('opptatt')
    expect(JSON.stringify((no as Refusal).params)).not.toContain('Hemmelig')
  })

  test('one may end where the next begins, and tidying pushes the next one on', async () => {
    const { actor } = await addPerson()
    const plain = await aRoom()
    const tidied = await aRoom({ rules: { tidyMinutes: 30 } })
    for (const room of [plain, tidied])
      await inTransaction((tx) => bookRoom(tx, actor, aWish(room.id, at(3, 10), at(3, 12))))
    const next = (roomId: string, hour: number, minute = 0) =>
      says((tx) => bookRoom(tx, actor, aWish(roomId, at(3, hour, minute), at(3, hour + 1, minute))))
    expect(await next(plain.id, 12)).toBe('yes')
    expect(await next(tidied.id, 12)).toBe('rooms.taken')
    expect(await next(tidied.id, 12, 30)).toBe('yes')
    // The other way round: my own tidying must be over before the next one comes.
    expect(await next(tidied.id, 9)).toBe('rooms.taken')
    expect(await next(plain.id, 9)).toBe('yes')
  })

  test('the whole hall blocks its halves, and two halves do not block each other', async () => {
    const { actor } = await addPerson()
    const { whole, left, right } = await aHall()
    const book = (roomId: string, day: number) =>
      says((tx) => bookRoom(tx, actor, aWish(roomId, at(day, 10), at(day, 12))))
    expect(await book(whole.id, 2)).toBe('yes')
    expect(await book(left.id, 2)).toBe('rooms.taken')
    expect(await book(right.id, 2)).toBe('rooms.taken')
    expect(await book(left.id, 3)).toBe('yes')
    expect(await book(right.id, 3)).toBe('yes')
    expect(await book(whole.id, 3)).toBe('rooms.taken')
    const seen = await bookingsOfRoom(db, left.id, { from: at(2, 0), to: at(3, 0) })
    expect(seen.map(({ through }) => through)).toEqual([whole.id])
  })

  test('a hold becomes the booking, and after ten minutes it holds nobody back', async () => {
    const [first, second] = [await addPerson(), await addPerson()]
    const room = await aRoom()
    const span = { from: at(4, 10), to: at(4, 11) }
    const { id, heldUntil } = await inTransaction((tx) =>
      holdRoom(tx, first.actor, { roomId: room.id, ...span }),
    )
    const wish = aWish(room.id, span.from, span.to)
    expect(await says((tx) => bookRoom(tx, second.actor, wish))).toBe('rooms.taken')
    const booked = await inTransaction((tx) => bookRoom(tx, first.actor, { ...wish, holdId: id }))
    expect(booked).toEqual({ id, state: 'booked' })

    const later = { from: at(5, 10), to: at(5, 11) }
    const held = await inTransaction((tx) => holdRoom(tx, first.actor, { roomId: room.id, ...later }))
    const after = held.heldUntil
    expect(await says((tx) => bookRoom(tx, second.actor, aWish(room.id, later.from, later.to), after))).toBe(
      'yes',
    )
    expect((await bookingById(db, held.id))?.state).toBe('lapsed')
    expect(Temporal.Instant.compare(heldUntil, now())).toBe(1)
  })

  test('looking at another time of the same room gives up the first hold', async () => {
    const [first, second] = [await addPerson(), await addPerson()]
    const room = await aRoom()
    await inTransaction((tx) =>
      holdRoom(tx, first.actor, { roomId: room.id, from: at(4, 10), to: at(4, 11) }),
    )
    await inTransaction((tx) =>
      holdRoom(tx, first.actor, { roomId: room.id, from: at(4, 12), to: at(4, 13) }),
    )
    expect(await says((tx) => bookRoom(tx, second.actor, aWish(room.id, at(4, 10), at(4, 11))))).toBe('yes')
  })

  test('nobody books without an account, and nobody changes what is somebody else’s', async () => {
    const [owner, other] = [await addPerson(), await addPerson()]
    const room = await aRoom()
    const wish = aWish(room.id, at(3, 10), at(3, 12))
    expect(await says((tx) => bookRoom(tx, anonymous, wish))).toBe('people.sign-in-needed')
    const { id } = await inTransaction((tx) => bookRoom(tx, owner.actor, wish))
    expect(await says((tx) => cancelBooking(tx, other.actor, id))).toBe('kernel.not-found')
    expect(await says((tx) => moveBooking(tx, other.actor, id, { from: at(3, 13), to: at(3, 14) }))).toBe(
      'kernel.not-found',
    )
  })

  test('a moved booking stands on its new time only, and may overlap what it had', async () => {
    const [owner, other] = [await addPerson(), await addPerson()]
    const room = await aRoom()
    const { id } = await inTransaction((tx) =>
      bookRoom(tx, owner.actor, aWish(room.id, at(3, 10), at(3, 12))),
    )
    await inTransaction((tx) => moveBooking(tx, owner.actor, id, { from: at(3, 11), to: at(3, 13) }))
    const moved = await bookingById(db, id)
    expect(moved?.startsAt.equals(at(3, 11))).toBe(true)
    expect(moved?.firstStartsAt.equals(at(3, 10))).toBe(true)
    expect(moved?.version).toBe(2)
    expect(await says((tx) => bookRoom(tx, other.actor, aWish(room.id, at(3, 10), at(3, 11))))).toBe('yes')
    expect(await says((tx) => moveBooking(tx, owner.actor, id, { from: at(3, 10), to: at(3, 12) }))).toBe(
      'rooms.taken',
    )
    expect((await bookingById(db, id))?.startsAt.equals(at(3, 11))).toBe(true)
  })

  test('what is cancelled is free again', async () => {
    const [owner, other] = [await addPerson(), await addPerson()]
    const room = await aRoom()
    const wish = aWish(room.id, at(3, 10), at(3, 12))
    const { id } = await inTransaction((tx) => bookRoom(tx, owner.actor, wish))
    await inTransaction((tx) => cancelBooking(tx, owner.actor, id))
    expect(await occupiedBy(id)).toBe(0)
    expect(await says((tx) => bookRoom(tx, other.actor, wish))).toBe('yes')
    expect(await says((tx) => cancelBooking(tx, owner.actor, id))).toBe('rooms.not-on')
  })

  test('a host books for somebody without account, past a rule only with a reason, never past the fire limit', async () => {
    const host = await addPerson({ roles: ['host at prove'] })
    const elsewhere = await addPerson({ roles: ['host at annet'] })
    const room = await aRoom({ rules: { longestMinutes: 60 } })
    const wish = { ...aWish(room.id, at(3, 10), at(3, 12)), forName: 'Bjørg', forPhone: '40000000' }
    expect(await says((tx) => bookForOther(tx, elsewhere.actor, wish))).toBe('people.not-allowed')
    expect(await says((tx) => bookForOther(tx, host.actor, wish))).toBe('rooms.too-long')
    expect(
      await says((tx) => bookForOther(tx, host.actor, { ...wish, headCount: 21, overrideReason: 'x' })),
    ).toBe('rooms.over-capacity')
    const { id } = await inTransaction((tx) =>
      bookForOther(tx, host.actor, { ...wish, overrideReason: 'Avtalt' }),
    )
    expect(await bookingById(db, id)).toMatchObject({
      forName: 'Bjørg',
      personId: null,
      overrideReason: 'Avtalt',
    })
    expect(await says((tx) => bookForOther(tx, host.actor, { ...wish, overrideReason: 'Avtalt' }))).toBe(
      'rooms.taken',
    )
  })

  test('a room is read with its parts, its rules and its hub', async () => {
    const { whole } = await aHall()
    expect(await roomById(db, whole.id)).toMatchObject({
      parts: whole.parts,
      hubName: 'prove innbyggertorg',
      terms: null,
      pictures: [],
    })
    expect(await roomById(db, 'finnes-ikke')).toBeUndefined()
  })
})
