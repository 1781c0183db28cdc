import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db, inTransaction, now, type Refusal, sql, type Tx } from '#kernel'
import { addPerson, everybodyListens, freshDatabase, mailTo, runJobs, runTimer } from '#testing'
import { answerCorrection, approveBooking, askForCorrection, declineBooking } from './answer-request.ts'
import { appealBooking, decideAppeal } from './appeal.ts'
import { bookingUsed, checkInBooking } from './be-there.ts'
import { blockRoom, unblockRoom } from './block-room.ts'
import { bookRoom } from './book-room.ts'
import { cancelBooking } from './cancel-booking.ts'
import { holdRoom } from './hold-room.ts'
import { moveBooking } from './move-booking.ts'
import { bookingById, bookingsWaiting, stepsOf } from './reads.ts'
import { anyTime, aRoom, at, aWish, occupiedBy } from './room-for-test.ts'
import type { RuleSet } from './rule-set.ts'

beforeAll(everybodyListens)
beforeEach(freshDatabase)

const says = (verb: (tx: Tx) => Promise<unknown>): Promise<string> =>
  inTransaction(verb).then(
    () => 'yes',
    (error: Refusal) => error.code ?? String(error),
  )
const onApproval: Partial<RuleSet> = {
  way: { ...anyTime.way, staffed: 'approval', evening: 'approval', weekend: 'approval', night: 'approval' },
}
const email = 'gro@eksempel.no'
const subjects = async () => (await mailTo(email)).map((mail) => mail.subject)
const state = async (id: string) => (await bookingById(db, id))?.state

async function aRequest(days = 5) {
  const owner = await addPerson({ name: 'Gro Prøve', email })
  const host = await addPerson({ roles: ['host at prove'] })
  const room = await aRoom({ rules: onApproval })
  const wish = aWish(room.id, at(days, 18), at(days, 20), { purpose: 'Årsmøte' })
  const booked = await inTransaction((tx) => bookRoom(tx, owner.actor, wish))
  return { owner, host, room, wish, id: booked.id, state: booked.state }
}

describe('a request', () => {
  test('blocks, says when it is answered, and is approved once', async () => {
    const { owner, host, room, wish, id, state: first } = await aRequest()
    expect(first).toBe('requested')
    expect(await says((tx) => bookRoom(tx, host.actor, wish))).toBe('rooms.taken')
    const [waiting] = await bookingsWaiting(db, 'prove')
    expect(waiting?.answerBy).toBeTruthy()
    await inTransaction((tx) => approveBooking(tx, host.actor, id))
    expect(await says((tx) => approveBooking(tx, host.actor, id))).toBe('rooms.not-waiting')
    expect(await state(id)).toBe('booked')
    expect(await says((tx) => bookRoom(tx, owner.actor, aWish(room.id, at(5, 19), at(5, 21))))).toBe(
      'rooms.taken',
    )
    await runJobs()
    // The request's own mail had not gone when it was approved: only what is so now is said.
    expect(await subjects()).toEqual([expect.stringMatching(/^Godkjent: /)])
  })

  test('is answered by a host of its own hub only', async () => {
    const { id } = await aRequest()
    const elsewhere = await addPerson({ roles: ['host at annet'] })
    expect(await says((tx) => approveBooking(tx, elsewhere.actor, id))).toBe('people.not-allowed')
    expect(await says((tx) => declineBooking(tx, elsewhere.actor, id, { reason: 'Nei' }))).toBe(
      'people.not-allowed',
    )
  })

  test('is corrected by a day, keeps its time meanwhile, and gets a new promise', async () => {
    const { owner, host, wish, id } = await aRequest()
    await runJobs()
    const by = now().toZonedDateTimeISO('Europe/Oslo').toPlainDate().add({ days: 2 })
    await inTransaction((tx) => askForCorrection(tx, host.actor, id, { question: 'Hvor mange kommer?', by }))
    expect(await state(id)).toBe('correction')
    expect(await occupiedBy(id)).toBe(1)
    await runJobs()
    await inTransaction((tx) => answerCorrection(tx, owner.actor, id, { ...wish, headCount: 12 }))
    expect(await bookingById(db, id)).toMatchObject({ state: 'requested', headCount: 12 })
    await runJobs()
    expect((await subjects()).map((subject) => subject.split(':')[0])).toEqual([
      'Forespørsel mottatt',
      'Vi trenger svar fra deg',
      'Forespørsel mottatt',
    ])
    expect((await mailTo(email))[1]?.body_text).toContain('Hvor mange kommer?')
  })

  test('is not kept when nobody answers the question in time', async () => {
    const { owner, host, wish, id } = await aRequest()
    const by = now().toZonedDateTimeISO('Europe/Oslo').toPlainDate().add({ days: 1 })
    await inTransaction((tx) => askForCorrection(tx, host.actor, id, { question: 'Hvem?', by }))
    const late = at(2, 0)
    expect(await says((tx) => answerCorrection(tx, owner.actor, id, wish, late))).toBe(
      'rooms.correction-over',
    )
    await runTimer('rooms.lapse-requests', late)
    expect(await state(id)).toBe('lapsed')
    expect(await occupiedBy(id)).toBe(0)
  })

  test('a refusal has a reason and a way to appeal, and somebody else decides', async () => {
    const { owner, host, id } = await aRequest()
    const leader = await addPerson({ roles: ['hub-leader at prove'] })
    expect(await says((tx) => declineBooking(tx, host.actor, id, { reason: ' ' }))).toBe(
      'rooms.reason-missing',
    )
    await inTransaction((tx) => declineBooking(tx, host.actor, id, { reason: 'Rommet males.' }))
    await runJobs()
    const [mail] = await mailTo(email)
    expect(mail?.body_text).toContain('Rommet males.')
    expect(mail?.body_text).toMatch(/kan du klage/)
    const month = now().add({ hours: 24 * 23 })
    expect(await says((tx) => appealBooking(tx, owner.actor, id, { reason: 'Urett' }, month))).toBe(
      'rooms.appeal-too-late',
    )
    await inTransaction((tx) => appealBooking(tx, owner.actor, id, { reason: 'Maleren kommer uken etter.' }))
    expect(await says((tx) => appealBooking(tx, owner.actor, id, { reason: 'Igjen' }))).toBe(
      'rooms.nothing-to-appeal',
    )
    const grant = { uphold: false, reason: 'Riktig.' }
    expect(await says((tx) => decideAppeal(tx, host.actor, id, grant))).toBe('rooms.another-must-decide')
    await inTransaction((tx) => decideAppeal(tx, leader.actor, id, grant))
    expect(await state(id)).toBe('booked')
    expect(await occupiedBy(id)).toBe(1)
    expect((await stepsOf(db, id)).map(({ what }) => what)).toEqual([
      'requested',
      'declined',
      'appealed',
      'appeal-granted',
    ])
  })

  test('an appeal that is right does not push aside who has the time now', async () => {
    const { owner, host, wish, id } = await aRequest()
    const leader = await addPerson({ roles: ['hub-leader at prove'] })
    await inTransaction((tx) => declineBooking(tx, host.actor, id, { reason: 'Opptatt' }))
    await inTransaction((tx) => appealBooking(tx, owner.actor, id, { reason: 'Nei' }))
    await inTransaction((tx) => bookRoom(tx, host.actor, wish))
    expect(await says((tx) => decideAppeal(tx, leader.actor, id, { uphold: false, reason: 'Ja' }))).toBe(
      'rooms.taken',
    )
    expect(await state(id)).toBe('declined')
  })

  test('that nobody answered lapses when its time comes', async () => {
    const { id } = await aRequest()
    await runTimer('rooms.lapse-requests', at(5, 18))
    expect(await state(id)).toBe('lapsed')
    await runJobs()
    expect(await subjects()).toEqual([expect.stringMatching(/^Forespørselen er utløpt: /)])
  })
})

describe('deadlines', () => {
  const withDeadlines: Partial<RuleSet> = { cancelMinutesBefore: 24 * 60, moveMinutesBefore: 48 * 60 }
  test('are counted from the first start: moving a booking buys no time', async () => {
    const owner = await addPerson()
    const host = await addPerson({ roles: ['host at prove'] })
    const room = await aRoom({ rules: withDeadlines })
    const { id } = await inTransaction((tx) =>
      bookRoom(tx, owner.actor, aWish(room.id, at(4, 12), at(4, 13))),
    )
    await inTransaction((tx) => moveBooking(tx, owner.actor, id, { from: at(9, 12), to: at(9, 13) }))
    const late = at(3, 12).add({ seconds: 1 })
    expect(await says((tx) => cancelBooking(tx, owner.actor, id, {}, late))).toBe('rooms.cancel-too-late')
    expect(
      await says((tx) => moveBooking(tx, owner.actor, id, { from: at(9, 14), to: at(9, 15) }, late)),
    ).toBe('rooms.move-too-late')
    expect(await says((tx) => cancelBooking(tx, host.actor, id, {}, late))).toBe('rooms.reason-missing')
    expect(
      await says((tx) => moveBooking(tx, host.actor, id, { from: at(9, 14), to: at(9, 15) }, late)),
    ).toBe('yes')
    expect(await says((tx) => cancelBooking(tx, owner.actor, id, {}, at(3, 12)))).toBe('yes')
  })

  test('an approved time is not traded for one that needs an answer, but may be made shorter', async () => {
    const { owner, host, id } = await aRequest()
    await inTransaction((tx) => approveBooking(tx, host.actor, id))
    expect(await says((tx) => moveBooking(tx, owner.actor, id, { from: at(5, 20), to: at(5, 21) }))).toBe(
      'rooms.needs-approval',
    )
    expect(await says((tx) => moveBooking(tx, owner.actor, id, { from: at(5, 18), to: at(5, 19) }))).toBe(
      'yes',
    )
    expect(await state(id)).toBe('booked')
  })

  test('quotas count this week’s bookings of this room that are not over or cancelled, also when moving', async () => {
    const owner = await addPerson()
    const room = await aRoom({ rules: { perPersonAWeek: 2 } })
    const monday = now().toZonedDateTimeISO('Europe/Oslo').toPlainDate()
    const days = 8 - monday.dayOfWeek
    const book = (day: number) =>
      inTransaction((tx) => bookRoom(tx, owner.actor, aWish(room.id, at(days + day, 12), at(days + day, 13))))
    const first = await book(0)
    await book(6)
    await expect(book(1)).rejects.toMatchObject({ code: 'rooms.person-quota' })
    const next = await book(7)
    expect(
      await says((tx) =>
        moveBooking(tx, owner.actor, next.id, { from: at(days + 2, 12), to: at(days + 2, 13) }),
      ),
    ).toBe('rooms.person-quota')
    await inTransaction((tx) => cancelBooking(tx, owner.actor, first.id))
    expect(
      await says((tx) =>
        moveBooking(tx, owner.actor, next.id, { from: at(days + 2, 12), to: at(days + 2, 13) }),
      ),
    ).toBe('yes')
  })
})

describe('being there', () => {
  const started = async () => {
    const owner = await addPerson({ name: 'Gro Prøve', email })
    const room = await aRoom()
    const from = at(1, 12)
    const { id } = await inTransaction((tx) =>
      bookRoom(tx, owner.actor, aWish(room.id, from, from.add({ hours: 2 }))),
    )
    return { owner, room, from, id }
  }

  test('a room nobody came to is given to others after half an hour', async () => {
    const { from, id } = await started()
    await runJobs()
    await runTimer('rooms.release-no-shows', from.add({ minutes: 29 }))
    expect(await state(id)).toBe('booked')
    await runTimer('rooms.release-no-shows', from.add({ minutes: 30 }))
    expect(await state(id)).toBe('released')
    expect(await occupiedBy(id)).toBe(0)
    await runJobs()
    const mails = await mailTo(email)
    expect(mails.map(({ subject }) => subject.split(':')[0])).toEqual(['Booket', 'Rommet er frigitt'])
    const [add, remove] = mails.map(({ calendar }) => calendar as { method: string; content: string })
    expect([add?.method, remove?.method]).toEqual(['REQUEST', 'CANCEL'])
    const uid = (ics?: { content: string }) => /UID:(.*)/.exec(ics?.content ?? '')?.[1]
    expect(uid(add)).toBe(uid(remove))
  })

  test('who checked in or opened the door keeps it', async () => {
    const one = await started()
    expect(
      await says((tx) => checkInBooking(tx, one.owner.actor, one.id, one.from.subtract({ minutes: 16 }))),
    ).toBe('rooms.check-in-early')
    await inTransaction((tx) =>
      checkInBooking(tx, one.owner.actor, one.id, one.from.subtract({ minutes: 15 })),
    )
    const two = await started()
    await inTransaction((tx) => bookingUsed(tx, two.id, two.from.add({ minutes: 3 })))
    await runTimer('rooms.release-no-shows', one.from.add({ minutes: 45 }))
    expect([await state(one.id), await state(two.id)]).toEqual(['booked', 'booked'])
  })

  test('is reminded of the day before, once', async () => {
    await started()
    const booked = now().subtract({ hours: 72 }).toString()
    await sql`update rooms.booking set created_at = ${booked}::timestamptz`.execute(db)
    await runTimer('rooms.remind', at(0, 14))
    await runTimer('rooms.remind', at(0, 14, 30))
    expect(await subjects()).toHaveLength(1)
    expect((await mailTo(email))[0]?.subject).toContain('kl.')
  })
})

describe('a block', () => {
  test('takes all its rooms or none, pushes nobody aside, and is lifted', async () => {
    const host = await addPerson({ roles: ['host at prove'] })
    const [one, two] = [await aRoom(), await aRoom()]
    const { id } = await inTransaction((tx) => bookRoom(tx, host.actor, aWish(two.id, at(3, 10), at(3, 11))))
    const block = {
      roomIds: [one.id, two.id],
      from: at(3, 8),
      to: at(3, 16),
      title: { nb: 'Maling' },
    }
    expect(await says((tx) => blockRoom(tx, host.actor, block))).toBe('rooms.taken')
    expect(await says((tx) => bookRoom(tx, host.actor, aWish(one.id, at(3, 8), at(3, 9))))).toBe('yes')
    await inTransaction((tx) => cancelBooking(tx, host.actor, id))
    const { ids } = await inTransaction((tx) => blockRoom(tx, host.actor, { ...block, roomIds: [two.id] }))
    const no = await inTransaction((tx) =>
      bookRoom(tx, host.actor, aWish(two.id, at(3, 10), at(3, 11))),
    ).catch((error: Refusal) => error)
    expect((no as Refusal).say('nb').why).toContain('av Maling')
    await inTransaction((tx) => unblockRoom(tx, host.actor, ids[0] as string))
    expect(await says((tx) => bookRoom(tx, host.actor, aWish(two.id, at(3, 10), at(3, 11))))).toBe('yes')
  })
})

test('a hold that nobody finished is swept, and nobody is mailed', async () => {
  const owner = await addPerson({ email })
  const room = await aRoom()
  const { id, heldUntil } = await inTransaction((tx) =>
    holdRoom(tx, owner.actor, { roomId: room.id, from: at(3, 10), to: at(3, 11) }),
  )
  await runTimer('rooms.lapse-requests', heldUntil)
  expect(await state(id)).toBe('lapsed')
  await runJobs()
  expect(await subjects()).toEqual([])
})
