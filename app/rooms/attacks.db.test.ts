import { beforeAll, describe, expect, test } from 'vitest'
import { db, found, inTransaction, type Refusal, sql, type Tx, today } from '#kernel'
import { addPerson, everybodyListens, type TestPerson, visit } from '#testing'
import { answerCorrection, askForCorrection, declineBooking } from './answer-request.ts'
import { appealBooking, decideAppeal } from './appeal.ts'
import { bookRoom } from './book-room.ts'
import { cancelBooking } from './cancel-booking.ts'
import { holdRoom } from './hold-room.ts'
import { moveBooking } from './move-booking.ts'
import { bookingById, roomById } from './reads.ts'
import { aRoom, at, aWish } from './room-for-test.ts'
import { waitForRoom } from './waiting-list/wait-for-room.ts'
import { writeHold } from './write-hold.ts'

beforeAll(everybodyListens)

/** What came of it: a refusal's code, or 'yes'. */
const says = (verb: (tx: Tx) => Promise<unknown>): Promise<string> =>
  inTransaction(verb).then(
    () => 'yes',
    (error: Refusal) => error.code ?? String(error),
  )
const book = (who: TestPerson, roomId: string, days = 3, hour = 10, more = {}) =>
  inTransaction((tx) =>
    bookRoom(tx, who.actor, aWish(roomId, at(days, hour), at(days, hour + 2), { ...more })),
  )
const json = { accept: 'application/json' }
const allAsk = {
  way: {
    staffed: 'approval',
    staffless: 'approval',
    evening: 'approval',
    weekend: 'approval',
    night: 'approval',
    closed: 'no',
  },
} as const

describe('a host of one hub', () => {
  test('is a resident at another one: their own booking goes there by that room’s rules', async () => {
    const host = await addPerson({ roles: ['host at prove'] })
    const here = await aRoom()
    const there = await aRoom({ hubId: 'nabo', rules: allAsk })
    const { id } = await book(host, here.id)
    const wish = { roomId: there.id, from: at(3, 10), to: at(3, 12) }
    expect(await says((tx) => moveBooking(tx, host.actor, id, wish))).toBe('rooms.needs-approval')
    expect(
      await says((tx) => moveBooking(tx, host.actor, id, { ...wish, overrideReason: 'Fordi jeg vil' })),
    ).toBe('rooms.needs-approval')
    const sent = await visit(`/api/bookings/${id}`, {
      method: 'PATCH',
      json: { roomId: there.id },
      as: host.cookie,
      headers: json,
    })
    expect(sent.status).toBe(409)
    expect(await bookingById(db, id)).toMatchObject({ roomId: here.id, state: 'booked' })
  })
})

describe('moving to another room', () => {
  const withTerms = async (roomId: string) => {
    const { rows } = await sql<{ id: number }>`
      insert into rooms.terms (hub_id, version, title, body) values ('prove',
        (select coalesce(max(version), 0) + 1 from rooms.terms where hub_id = 'prove'), '{}', '{}') returning id`.execute(
      db,
    )
    await sql`update rooms.room set terms_id = ${rows[0]?.id}, version = version + 1 where id = ${roomId}`.execute(
      db,
    )
    return rows[0]?.id as number
  }

  test('takes a yes to what is agreed to there', async () => {
    const person = await addPerson()
    const [plain, strict] = [await aRoom(), await aRoom()]
    const termsId = await withTerms(strict.id)
    const { id } = await book(person, plain.id)
    const move = (more = {}) =>
      visit(`/api/bookings/${id}`, {
        method: 'PATCH',
        json: { roomId: strict.id, ...more },
        as: person.cookie,
        headers: json,
      })
    expect((await move()).json()).toMatchObject({ code: 'rooms.terms-missing' })
    expect((await move({ acceptTerms: true, termsId: termsId + 1 })).json()).toMatchObject({
      code: 'rooms.terms-changed',
    })
    expect((await move({ acceptTerms: true, termsId })).status).toBe(200)
    expect(await bookingById(db, id)).toMatchObject({ roomId: strict.id, termsId })
    // What was agreed to when it was booked is not asked about again.
    expect(await says((tx) => moveBooking(tx, person.actor, id, { from: at(3, 12), to: at(3, 14) }))).toBe(
      'yes',
    )
  })
})

describe('the weekly quota', () => {
  test('holds also when a correction is answered with another week', async () => {
    const [person, host] = [await addPerson(), await addPerson({ roles: ['host at prove'] })]
    const room = await aRoom({ rules: { ...allAsk, perPersonAWeek: 1 } })
    const days = 15 - today().dayOfWeek
    await book(person, room.id, days)
    const { id } = await book(person, room.id, days + 7)
    await inTransaction((tx) =>
      askForCorrection(tx, host.actor, id, { question: 'Når?', by: today().add({ days: 2 }) }),
    )
    const answer = (day: number) =>
      says((tx) => answerCorrection(tx, person.actor, id, aWish(room.id, at(day, 14), at(day, 16))))
    expect(await answer(days + 1)).toBe('rooms.person-quota')
    expect(await answer(days + 8)).toBe('yes')
  })
})

describe('many requests at once', () => {
  test('hold no more rooms than one after another', async () => {
    const person = await addPerson()
    const rooms = await Promise.all(Array.from({ length: 8 }, () => aRoom()))
    await Promise.all(
      rooms.map(({ id }) =>
        says((tx) => holdRoom(tx, person.actor, { roomId: id, from: at(3, 10), to: at(3, 12) })),
      ),
    )
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from rooms.booking where person_id = ${person.id} and state = 'held'`.execute(
      db,
    )
    expect(rows[0]?.n).toBe(3)
  })

  test('stand in no more lines than one after another', async () => {
    const [person, other] = [await addPerson(), await addPerson()]
    const rooms = await Promise.all(Array.from({ length: 14 }, () => aRoom()))
    for (const { id } of rooms) await book(other, id)
    await Promise.all(
      rooms.map(({ id: roomId }) =>
        says((tx) => waitForRoom(tx, person.actor, { roomId, from: at(3, 10), to: at(3, 12), headCount: 2 })),
      ),
    )
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from rooms.wait where person_id = ${person.id}`.execute(db)
    expect(rows[0]?.n).toBe(10)
  })
})

describe('trying again and again', () => {
  const tries = (who: TestPerson, n: number) =>
    sql`insert into kernel.rate (key, window_ends, used) values (${`book-room:${who.id}`}, now() + interval '1 hour', ${n})
      on conflict (key) do update set used = excluded.used`.execute(db)

  test('ends for the page’s form as for the API, whatever is changed', async () => {
    const person = await addPerson()
    const room = await aRoom()
    const { id } = await book(person, room.id)
    await tries(person, 500)
    const form = { date: today().add({ days: 4 }).toString(), from: '10:00', to: '12:00' }
    for (const todo of ['hold', 'wait', 'book'])
      expect(
        (
          await visit(`/rooms/${room.id}/book?${new URLSearchParams(form)}`, {
            as: person.cookie,
            form: { do: todo, headCount: 5, purpose: 'Strikking', audience: 'closed', ...form },
          })
        ).status,
      ).toBe(429)
    const patch = { method: 'PATCH', json: { from: at(3, 14).toString() }, as: person.cookie, headers: json }
    expect((await visit(`/api/bookings/${id}`, patch)).status).toBe(429)
    expect(
      (await visit(`/me/bookings/${id}`, { as: person.cookie, form: { do: 'move', scope: 'this', ...form } }))
        .status,
    ).toBe(429)
    expect(await bookingById(db, id)).toMatchObject({ startsAt: at(3, 10) })
  })

  test('never keeps anybody from giving a room back', async () => {
    const person = await addPerson()
    const room = await aRoom()
    const { id } = await book(person, room.id)
    await tries(person, 500)
    expect(
      (await visit(`/me/bookings/${id}`, { as: person.cookie, form: { do: 'cancel', scope: 'this' } }))
        .location,
    ).toMatch(/done=cancelled/)
  })
})

async function seenBy(host: TestPerson, who: TestPerson): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from people.audit where actor_id = ${host.id} and about_person = ${who.id}`.execute(
    db,
  )
  return rows[0]?.n as number
}

describe('a host who looks through another door', () => {
  test('is written down: the API and the calendar file as the page', async () => {
    for (const path of [
      (id: string) => `/api/bookings/${id}`,
      (id: string) => `/me/bookings/${id}/calendar.ics`,
    ]) {
      const [owner, host] = [await addPerson(), await addPerson({ roles: ['host at prove'] })]
      const room = await aRoom()
      const { id } = await book(owner, room.id)
      expect((await visit(path(id), { as: owner.cookie })).status).toBe(200)
      expect(await seenBy(owner, owner)).toBe(1)
      expect((await visit(path(id), { as: host.cookie })).status).toBe(200)
      expect(await seenBy(host, owner)).toBe(1)
    }
  })
})

async function anAssociation(...members: TestPerson[]): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into people.association (name, kind) values ('Strikkelaget', 'association') returning id`.execute(
    db,
  )
  const id = rows[0]?.id as string
  for (const { id: personId } of members)
    await sql`insert into people.mandate (association_id, person_id, role, from_date)
      values (${id}, ${personId}, 'booker', ${today().toString()})`.execute(db)
  return id
}
const endMandateOf = (who: TestPerson) =>
  sql`update people.mandate set ended_at = now() where person_id = ${who.id}`.execute(db)

describe('whoever may not act for the association any more', () => {
  test('cannot give its booking back, and cannot complain for it; those who may, can', async () => {
    const [left, stays, host] = [
      await addPerson(),
      await addPerson(),
      await addPerson({ roles: ['host at prove'] }),
    ]
    const associationId = await anAssociation(left, stays)
    const room = await aRoom()
    const { id } = await book(left, room.id, 3, 10, { associationId })
    const asking = await aRoom({ rules: allAsk })
    const { id: declined } = await book(left, asking.id, 3, 10, { associationId })
    await inTransaction((tx) => declineBooking(tx, host.actor, declined, { reason: 'Nei' }))
    await endMandateOf(left)
    expect(await says((tx) => cancelBooking(tx, left.actor, id))).toBe('rooms.no-mandate')
    expect(await says((tx) => moveBooking(tx, left.actor, id, { from: at(3, 12), to: at(3, 14) }))).toBe(
      'rooms.no-mandate',
    )
    expect(await says((tx) => appealBooking(tx, left.actor, declined, { reason: 'Jo' }))).toBe(
      'rooms.no-mandate',
    )
    expect(await says((tx) => appealBooking(tx, stays.actor, declined, { reason: 'Jo' }))).toBe('yes')
    expect(await says((tx) => cancelBooking(tx, stays.actor, id))).toBe('yes')
  })

  test('does not get the time it was offered for themselves', async () => {
    const left = await addPerson()
    const associationId = await anAssociation(left)
    const room = await aRoom()
    const view = found(await roomById(db, room.id))
    const span = { from: at(3, 10), to: at(3, 12) }
    const holdId = await inTransaction((tx) =>
      writeHold(
        tx,
        { room: view, span, personId: left.id, associationId, hoursState: 'staffed', until: at(1, 10) },
        Temporal.Now.instant(),
      ),
    )
    await endMandateOf(left)
    expect(
      await says((tx) => bookRoom(tx, left.actor, aWish(room.id, at(3, 10), at(3, 12), { holdId }))),
    ).toBe('rooms.taken')
  })
})

describe('an appeal that is granted', () => {
  const declined = async (who: TestPerson, first: TestPerson) => {
    const room = await aRoom({ capacity: 20, rules: allAsk })
    const { id } = await book(who, room.id)
    await inTransaction((tx) => declineBooking(tx, first.actor, id, { reason: 'Nei' }))
    await inTransaction((tx) => appealBooking(tx, who.actor, id, { reason: 'Jo' }))
    return { id, roomId: room.id }
  }
  const grant = (host: TestPerson, id: string) =>
    says((tx) => decideAppeal(tx, host.actor, id, { uphold: false, reason: 'Greit' }))

  test('lets no more people in than the room holds by now', async () => {
    const [who, first, second] = [
      await addPerson(),
      await addPerson({ roles: ['host at prove'] }),
      await addPerson({ roles: ['host at prove'] }),
    ]
    const { id, roomId } = await declined(who, first)
    await sql`update rooms.room set capacity = 3, version = version + 1 where id = ${roomId}`.execute(db)
    expect(await grant(second, id)).toBe('rooms.over-capacity')
    await sql`update rooms.room set capacity = 30, version = version + 1 where id = ${roomId}`.execute(db)
    expect(await grant(second, id)).toBe('yes')
  })

  test('is not granted by whoever appealed', async () => {
    const [who, first] = [
      await addPerson({ roles: ['host at prove'] }),
      await addPerson({ roles: ['host at prove'] }),
    ]
    const { id } = await declined(who, first)
    expect(await grant(who, id)).toBe('rooms.another-must-decide')
  })
})

describe('a search', () => {
  test('is for so many dates as a page asks about: nobody makes the others wait for four hundred', async () => {
    const { id } = await aRoom({ hubId: 'lenge' })
    const date = today().add({ days: 3 })
    const search = (rule: string) =>
      visit(`/api/rooms?hub=lenge&date=${date}&time=10:00&repeat=${encodeURIComponent(rule)}`, {
        headers: json,
      })
    expect((await search('FREQ=DAILY;COUNT=60')).json()).toMatchObject({ free: [{ room: { id } }] })
    for (const rule of ['FREQ=DAILY;COUNT=61', 'FREQ=DAILY;COUNT=400', 'FREQ=DAILY']) {
      const no = await search(rule)
      expect([no.status, no.json()]).toEqual([422, expect.objectContaining({ code: 'rooms.too-many-dates' })])
    }
  })
})

describe('a look at two hubs within ten minutes', () => {
  test('is in the log of each', async () => {
    const [owner, host] = [await addPerson(), await addPerson({ roles: ['host at prove', 'host at nabo'] })]
    for (const hubId of ['prove', 'nabo']) {
      const room = await aRoom({ hubId })
      const { id } = await book(owner, room.id)
      await visit(`/staff/bookings/${id}`, { as: host.cookie })
      await visit(`/staff/bookings/${id}`, { as: host.cookie })
    }
    expect(await seenBy(host, owner)).toBe(2)
  })
})
