import { beforeAll, describe, expect, test } from 'vitest'
import { db, inTransaction, inZone, sql } from '#kernel'
import { addPerson, type TestPerson, visit } from '#testing'
import { appealBooking } from '../appeal.ts'
import { bookForOther, bookRoom } from '../book-room.ts'
import { bookingById, roomById } from '../reads.ts'
import { aHall, aRoom, at, aWish, occupiedBy } from '../room-for-test.ts'
import { hoursStates, type usualRules } from '../rule-set.ts'
import { bookSeries } from '../series/book-series.ts'
import { divideRoom } from './room-parts.ts'

let host: TestPerson
let neighbour: TestPerson
let resident: TestPerson

beforeAll(async () => {
  // Two hubs, each with a host of its own.
  await aRoom({ hubId: 'prove' })
  await aRoom({ hubId: 'nabo' })
  host = await addPerson({ name: 'Vera Vert', roles: ['host at prove'] })
  neighbour = await addPerson({ name: 'Nils Nabovert', roles: ['host at nabo'] })
  resident = await addPerson({ name: 'Inga Innbygger' })
})

const approvalOnly = Object.fromEntries(
  hoursStates.map((state) => [state, 'approval']),
) as typeof usualRules.way
const date = (days: number) => inZone(at(days, 10)).toPlainDate().toString()
const book = async (roomId: string, days: number, hour: number, by = resident, purpose = 'Korøvelse') =>
  (
    await inTransaction((tx) =>
      bookRoom(tx, by.actor, aWish(roomId, at(days, hour), at(days, hour + 2), { purpose })),
    )
  ).id
async function somebodyWaits() {
  for (let look = 0; look < 200; look++) {
    const { rows } = await sql`select from pg_locks where not granted`.execute(db)
    if (rows.length > 0) return
    await new Promise((wait) => setTimeout(wait, 20))
  }
}
const looksAt = async (action: string, person: TestPerson) =>
  (
    await db
      .selectFrom('people.audit')
      .select('id')
      .where('action', '=', action)
      .where('about_person', '=', person.id)
      .where('kind', '=', 'view')
      .execute()
  ).length

describe('a host furnishes a room', () => {
  test('a new room is a draft that residents do not see, and is open when the host says so', async () => {
    const made = await visit('/staff/rooms/new', {
      as: host.cookie,
      form: { hub: 'prove', name_nb: 'Øvingsrommet', kind: 'studio', capacity: 8 },
    })
    expect(made.location).toBe('/staff/rooms/prove-ovingsrommet?done=created')
    expect((await roomById(db, 'prove-ovingsrommet'))?.parts).toHaveLength(1)
    expect((await visit('/rooms/prove-ovingsrommet')).status).toBe(404)
    const saved = await visit('/staff/rooms/prove-ovingsrommet', {
      as: host.cookie,
      form: {
        name_nb: 'Øvingsrommet',
        kind: 'studio',
        state: 'open',
        capacity: 8,
        stepFree: 'yes',
        equipment: ['sound', 'piano'],
        version: 0,
      },
    })
    expect(saved.location).toBe('/staff/rooms/prove-ovingsrommet?done=saved')
    expect(await roomById(db, 'prove-ovingsrommet')).toMatchObject({
      state: 'open',
      stepFree: true,
      equipment: ['sound', 'piano'],
      version: 1,
    })
    expect((await visit('/rooms/prove-ovingsrommet')).status).toBe(200)
  })

  test('what a colleague saved meanwhile is not overwritten unseen', async () => {
    const room = await aRoom()
    const form = { name_nb: 'Salen', kind: 'hall', state: 'open', capacity: 30, version: 0 }
    expect((await visit(`/staff/rooms/${room.id}`, { as: host.cookie, form })).status).toBe(303)
    const late = await visit(`/staff/rooms/${room.id}`, { as: host.cookie, form: { ...form, capacity: 99 } })
    expect(late.status).toBe(409)
    expect(late.body).toContain('En kollega har endret rommet')
    expect((await roomById(db, room.id))?.capacity).toBe(30)
  })

  const rulesTyped = {
    version: 0,
    daysAhead: 60,
    seriesDaysAhead: 365,
    notice: 0,
    shortest: 60,
    longest: 240,
    step: 30,
    tidy: 30,
    smallest: 3,
    age: 20,
    who: ['association'],
    alcohol: 'no',
    cancel: 1440,
    move: 0,
    age_evening: 25,
    ...Object.fromEntries(hoursStates.map((state) => [`way_${state}`, 'approval'])),
  }

  test('the rules are previewed in the words residents read, and hold when they are saved', async () => {
    const room = await aRoom()
    const path = `/staff/rooms/${room.id}/rules`
    const seen = await visit(path, { as: host.cookie, form: { ...rulesTyped, do: 'preview' } })
    expect(seen.status).toBe(200)
    expect(seen.body).toContain('Den som har ansvaret, må være fylt 20 år.')
    expect((await roomById(db, room.id))?.rules.responsibleAge).toBe(18)
    expect((await visit(path, { as: host.cookie, form: { ...rulesTyped, do: 'save' } })).status).toBe(303)
    expect((await roomById(db, room.id))?.rules).toMatchObject({
      responsibleAge: 20,
      tidyMinutes: 30,
      who: ['association'],
      overrides: { evening: { responsibleAge: 25 } },
    })
  })

  test('rules that nobody could follow are refused', async () => {
    const room = await aRoom()
    const no = await visit(`/staff/rooms/${room.id}/rules`, {
      as: host.cookie,
      form: { ...rulesTyped, shortest: 300, longest: 60 },
    })
    expect(no.status).toBe(422)
    expect(no.body).toContain('Den korteste bookingen er lengre enn den lengste.')
  })

  test('a hall is divided: what was booked keeps the whole of it, and each half can be booked alone', async () => {
    const room = await aRoom({ capacity: 80 })
    const booking = await book(room.id, 5, 10)
    const divided = await visit(`/staff/rooms/${room.id}/parts`, {
      as: host.cookie,
      form: { do: 'divide', name_1: 'Delt A', name_2: 'Delt B', capacity_1: 40, capacity_2: 40 },
    })
    expect(divided.status).toBe(303)
    expect((await roomById(db, room.id))?.parts).toHaveLength(2)
    expect(await occupiedBy(booking)).toBe(2)
    const half = await roomById(db, 'prove-delt-b')
    expect(half).toMatchObject({ state: 'draft', capacity: 40 })
    await sql`update rooms.room set state = 'open' where id like 'prove-delt-%'`.execute(db)
    await expect(book('prove-delt-b', 5, 10)).rejects.toMatchObject({ code: 'rooms.taken' })
    await book('prove-delt-b', 6, 10)
    await book('prove-delt-a', 6, 10)
  })

  test('somebody who is booking the hall while it is divided gets all of it', async () => {
    const room = await aRoom({ capacity: 80 })
    const { promise: divided, resolve: isDivided } = Promise.withResolvers<void>()
    const divide = inTransaction(async (tx) => {
      const halves = ['Vegg A', 'Vegg B'].map((nb) => ({ name: { nb }, capacity: 40 }))
      await divideRoom(tx, host.actor, room.id, halves)
      isDivided()
      await somebodyWaits()
    })
    await divided
    // Reads the hall as it was, and waits for its part.
    const rival = book(room.id, 19, 10)
    await divide
    expect(await occupiedBy(await rival)).toBe(2)
  })

  test('parts that somebody else has booked are not taken from them', async () => {
    const { whole, left, right } = await aHall()
    await book(left.id, 7, 10)
    await book(right.id, 7, 10)
    const no = await visit(`/staff/rooms/${right.id}/parts`, {
      as: host.cookie,
      form: { do: 'choose', parts: whole.parts.map(String) },
    })
    expect(no.status).toBe(409)
    expect((await roomById(db, right.id))?.parts).toEqual(right.parts)
  })

  test('a new version of the terms is a new row, and the rooms that had the old one ask for the new', async () => {
    const write = (body: string) =>
      visit('/staff/rooms/terms?hub=prove', {
        as: host.cookie,
        form: { for: 'prove', title_nb: 'Husregler', body_nb: body },
      })
    expect((await write('Rydd etter deg.')).status).toBe(303)
    const room = await aRoom()
    await sql`update rooms.room set terms_id = (select max(id) from rooms.terms) where id = ${room.id}`.execute(
      db,
    )
    await write('Rydd etter deg, og slå av lyset.')
    expect((await roomById(db, room.id))?.terms).toMatchObject({ version: 2 })
    const page = await visit('/staff/rooms/terms?hub=prove', { as: host.cookie })
    expect(page.body).toContain('Rydd etter deg.')
    expect(page.body).toContain('og slå av lyset')
  })
})

describe('a host answers requests', () => {
  test('they are sorted by the promised answer, and one past its deadline says so first', async () => {
    const room = await aRoom({ rules: { way: approvalOnly } })
    const later = await book(room.id, 8, 10, resident, 'Senere frist')
    const overdue = await book(room.id, 9, 10, resident, 'Over fristen')
    await sql`update rooms.booking set answer_by = now() - interval '1 hour' where id = ${overdue}`.execute(
      db,
    )
    const { body } = await visit('/staff/bookings', { as: host.cookie })
    expect(body.indexOf('Over fristen')).toBeGreaterThan(0)
    expect(body.indexOf('Over fristen')).toBeLessThan(body.indexOf('Senere frist'))
    expect(body).toContain('Fristen er ute')
    expect(body).toContain('Vi har lovet svar innen')
    const yes = await visit('/staff/bookings', { as: host.cookie, form: { do: 'approve', id: later } })
    expect(yes.location).toBe('/staff/bookings?done=approved')
    expect((await bookingById(db, later))?.state).toBe('booked')
  })

  test('a no needs a reason, and a question needs a day', async () => {
    const room = await aRoom({ rules: { way: approvalOnly } })
    const id = await book(room.id, 10, 10)
    const path = `/staff/bookings/${id}`
    expect((await visit(path, { as: host.cookie, form: { do: 'decline' } })).status).toBe(422)
    const ask = { do: 'ask', question: 'Hvor mange barn?', by: date(5) }
    expect((await visit(path, { as: host.cookie, form: ask })).location).toContain('done=correction-asked')
    expect((await bookingById(db, id))?.state).toBe('correction')
    const no = { do: 'decline', reason: 'Salen males da.' }
    expect((await visit(path, { as: host.cookie, form: no })).location).toContain('done=declined')
    const page = await visit(path, { as: host.cookie })
    expect(page.body).toContain('Hvor mange barn?')
    expect(page.body).toContain('Salen males da.')
  })

  test('a booking is moved by the host, and what is in the way is told without moving anything', async () => {
    const room = await aRoom()
    const [id] = [await book(room.id, 11, 10), await book(room.id, 11, 14)]
    const move = (from: string, to: string, back = '') =>
      visit(`/staff/bookings/${id}`, {
        as: host.cookie,
        form: { do: 'move', roomId: room.id, date: date(11), from, to, back },
      })
    const no = await move('13:00', '15:00')
    expect(no.status).toBe(409)
    expect(no.body).toContain('14.00–16.00')
    expect(no.body).toContain('value="13:00"')
    expect((await bookingById(db, id))?.startsAt.equals(at(11, 10))).toBe(true)
    const back = '/staff/hubs/prove/room-calendar?view=day'
    expect((await move('16:00', '18:00', back)).location).toBe(`${back}&done=moved`)
    expect((await move('08:00', '10:00', '//evil.example')).location).not.toContain('evil')
  })

  test('a rule is set aside only with a reason, which stays in the history', async () => {
    const room = await aRoom({ rules: { longestMinutes: 120 } })
    const id = await book(room.id, 12, 10)
    const form = { do: 'move', roomId: room.id, date: date(12), from: '10:00', to: '15:00' }
    expect((await visit(`/staff/bookings/${id}`, { as: host.cookie, form })).status).toBe(422)
    const forced = { ...form, overrideReason: 'Avtalt med rektor' }
    expect((await visit(`/staff/bookings/${id}`, { as: host.cookie, form: forced })).status).toBe(303)
    expect((await visit(`/staff/bookings/${id}`, { as: host.cookie })).body).toContain('Avtalt med rektor')
  })

  test('somebody without an account gets a room at the counter, and a repair blocks it', async () => {
    const room = await aRoom()
    const form = {
      roomId: room.id,
      date: date(13),
      from: '10.00',
      to: '12.00',
      forName: 'Sanitetsforeningen',
      forPhone: '900 00 000',
      headCount: 10,
      purpose: 'Årsmøte',
      audience: 'closed',
    }
    const booked = await visit('/staff/bookings/new?hub=prove', { as: host.cookie, form })
    expect(booked.location).toMatch(/\/staff\/bookings\/[0-9a-f-]{36}\?done=booked/)
    const page = await visit(booked.location ?? '', { as: host.cookie })
    expect(page.body).toContain('Sanitetsforeningen')
    expect(page.body).toContain('tel:')
    const block = { rooms: room.id, why: 'repair', date: date(13), from: '11:00', to: '13:00' }
    expect((await visit('/staff/bookings/block?hub=prove', { as: host.cookie, form: block })).status).toBe(
      409,
    )
    const after = { ...block, from: '12:00' }
    const blocked = await visit('/staff/bookings/block?hub=prove', { as: host.cookie, form: after })
    expect(blocked.status).toBe(303)
    const lifted = await visit((blocked.location ?? '').split('?')[0] ?? '', {
      as: host.cookie,
      form: { do: 'unblock' },
    })
    expect(lifted.location).toContain('done=unblocked')
  })
})

describe('what needs more than a yes', () => {
  test('a series is one request, and one yes answers all its dates', async () => {
    const room = await aRoom({ rules: { way: approvalOnly, seriesDaysAhead: 365 } })
    const { booked } = await inTransaction((tx) =>
      bookSeries(tx, resident.actor, {
        wish: { ...aWish(room.id, at(20, 10), at(20, 12), { purpose: 'Fast kor' }) },
        rule: {
          start: date(20),
          time: '10:00',
          minutes: 120,
          rrule: 'FREQ=WEEKLY;COUNT=3',
          skipPublicHolidays: false,
          skipSchoolHolidays: false,
          extraDates: [],
          cancelledDates: [],
        },
        choices: [],
      }),
    )
    expect(booked).toHaveLength(3)
    const { body } = await visit('/staff/bookings', { as: host.cookie })
    expect(body.match(/Fast kor/g)).toHaveLength(1)
    expect(body).toContain('Fast avtale, 3 datoer')
    const yes = { do: 'approve', id: booked[0]?.id ?? '' }
    expect((await visit('/staff/bookings', { as: host.cookie, form: yes })).status).toBe(303)
    for (const { id } of booked) expect((await bookingById(db, id))?.state).toBe('booked')
  })

  test('an appeal is answered by another host than the one who declined', async () => {
    const room = await aRoom({ rules: { way: approvalOnly } })
    const id = await book(room.id, 17, 10)
    const path = `/staff/bookings/${id}`
    await visit(path, { as: host.cookie, form: { do: 'decline', reason: 'Opptatt.' } })
    await inTransaction((tx) => appealBooking(tx, resident.actor, id, { reason: 'Det står jo tomt.' }))
    const own = await visit(path, { as: host.cookie })
    expect(own.body).toContain('Klagen må besvares av en annen')
    const other = await addPerson({ roles: ['hub-leader at prove'] })
    expect((await visit('/staff', { as: other.cookie })).body).toContain(path)
    expect((await visit('/staff/bookings', { as: other.cookie })).body).toContain('Klager')
    const answer = { do: 'appeal', answer: 'grant', appealReason: 'Du har rett.' }
    expect((await visit(path, { as: other.cookie, form: answer })).location).toContain('done=appeal-decided')
    expect((await bookingById(db, id))?.state).toBe('booked')
  })

  test('a booking whose hours went away is on the desk until somebody has decided', async () => {
    const room = await aRoom()
    const id = await book(room.id, 18, 10)
    await sql`update rooms.booking set attention = 'closed' where id = ${id}`.execute(db)
    for (const path of ['/staff', '/staff/bookings', `/staff/bookings/${id}`]) {
      const { body } = await visit(path, { as: host.cookie })
      expect(body).toContain('Torget er stengt i denne tiden')
    }
    expect((await visit('/staff', { as: neighbour.cookie })).body).not.toContain(id)
  })
})

describe('the calendar of a hub’s rooms', () => {
  test('shows the day for every room, and the whole hall as taken through its half', async () => {
    const { whole, left } = await aHall()
    const id = await book(left.id, 14, 10)
    const path = `/staff/hubs/prove/room-calendar?date=${date(14)}`
    const { body, status } = await visit(path, { as: host.cookie })
    expect(status).toBe(200)
    expect(body.match(new RegExp(`/staff/bookings/${id}`, 'g'))).toHaveLength(2)
    expect(body).toContain('data-through="true"')
    expect(body).toContain('Inga Innbygger')
    for (const view of ['week', 'month'])
      expect((await visit(`${path}&view=${view}&room=${whole.id}`, { as: host.cookie })).body).toContain(
        'Inga',
      )
  })

  test('a date that is none shows today', async () => {
    const strange = await visit('/staff/hubs/prove/room-calendar?date=2026-13-40&view=x&room=y', {
      as: host.cookie,
    })
    expect(strange.status).toBe(200)
    for (const path of ['/staff/hubs/prove/room-calendar?date=', '/staff/rooms/figures?to='])
      expect((await visit(`${path}%2B275760-09-13`, { as: host.cookie })).status).toBe(200)
  })
})

describe('figures and files', () => {
  test('too few bookings are hidden in the page and in the file', async () => {
    const room = await aRoom({ hubId: 'tall' })
    const own = await addPerson({ roles: ['host at tall'] })
    await inTransaction((tx) =>
      bookForOther(tx, own.actor, { ...aWish(room.id, at(1, 10), at(1, 12)), forName: 'Noen' }),
    )
    const query = `hub=tall&from=${date(0)}&to=${date(3)}`
    const page = await visit(`/staff/rooms/figures?${query}`, { as: own.cookie })
    expect(page.body).toContain('skjult')
    const file = await visit(`/staff/rooms/figures.csv?${query}`, { as: own.cookie })
    expect(file.headers.get('content-type')).toContain('text/csv')
    expect(file.body).toMatch(/^\uFEFF?Rom;/)
    expect(file.body).toContain('skjult;skjult')
  })

  test('a downloaded list runs no formula, and both the file and the people in it are in the log', async () => {
    const room = await aRoom()
    const dangerous = await addPerson({ name: '=HYPERLINK("http://evil.example")' })
    await book(room.id, 15, 10, dangerous)
    const file = await visit(`/staff/bookings.csv?hub=prove&from=${date(15)}&to=${date(15)}`, {
      as: host.cookie,
    })
    expect(file.status).toBe(200)
    expect(file.body).toContain("'=HYPERLINK")
    expect(file.body).not.toMatch(/(^|;)"?=/m)
    expect((await visit('/staff/bookings.csv?hub=%F0%9F%90%B8', { as: host.cookie })).status).toBe(403)
    expect(await looksAt('rooms.export-bookings', dangerous)).toBe(1)
    const [logged] = await db
      .selectFrom('people.audit')
      .select('details')
      .where('action', '=', 'rooms.export-bookings')
      .where('kind', '=', 'action')
      .execute()
    expect(logged?.details).toMatchObject({ rows: 1 })
  })
})

describe('another hub’s host', () => {
  test('sees nothing of this hub’s people, its drafts or its calendar, and changes nothing', async () => {
    const person = await addPerson({ name: 'Hemmelig Helga' })
    const room = await aRoom({ rules: { way: approvalOnly } })
    const id = await book(room.id, 16, 10, person, 'Hemmelig formål')
    const paths = [
      `/staff/bookings/${id}`,
      '/staff/hubs/prove/room-calendar',
      `/staff/rooms/${room.id}`,
      `/staff/rooms/${room.id}/rules`,
      `/staff/rooms/${room.id}/parts`,
      `/staff/rooms/${room.id}/pictures`,
      '/staff/bookings.csv?hub=prove',
    ]
    for (const path of paths) {
      const { status, body } = await visit(path, { as: neighbour.cookie })
      expect([path, status]).toEqual([path, 403])
      expect(body).not.toContain('Hemmelig')
    }
    for (const path of [
      '/staff/bookings?hub=prove',
      '/staff/rooms?hub=prove',
      '/staff/rooms/figures?hub=prove',
    ]) {
      const { body } = await visit(path, { as: neighbour.cookie })
      expect(body).not.toContain('Hemmelig')
      expect(body).not.toContain('prove innbyggertorg')
    }
    const approve = { do: 'approve', id }
    expect((await visit('/staff/bookings', { as: neighbour.cookie, form: approve })).status).toBe(403)
    expect((await bookingById(db, id))?.state).toBe('requested')
  })

  test('and residents have no business here at all', async () => {
    for (const path of [
      '/staff/rooms',
      '/staff/bookings',
      '/staff/rooms/figures',
      '/staff/rooms/terms',
      '/staff/bookings/new',
    ])
      expect((await visit(path, { as: resident.cookie })).status).toBe(403)
    expect((await visit('/staff/bookings')).location).toContain('/sign-in')
  })
})

describe('staff who look', () => {
  test('are in the log, once per person and ten minutes', async () => {
    const person = await addPerson()
    const room = await aRoom()
    const id = await book(room.id, 3, 10, person)
    await visit(`/staff/bookings/${id}`, { as: host.cookie })
    await visit(`/staff/bookings/${id}`, { as: host.cookie })
    expect(await looksAt('rooms.view-booking', person)).toBe(1)
    await visit('/staff/bookings', { as: host.cookie })
    expect(await looksAt('rooms.view-bookings', person)).toBe(1)
  })
})

test('every staff page is said in three languages', async () => {
  const room = await aRoom()
  for (const lang of ['nn', 'en'] as const)
    for (const path of [
      '/staff/rooms',
      '/staff/rooms/new',
      '/staff/rooms/terms',
      '/staff/rooms/figures',
      `/staff/rooms/${room.id}`,
      `/staff/rooms/${room.id}/rules`,
      '/staff/bookings',
      '/staff/bookings/new',
      '/staff/bookings/block',
      '/staff/hubs/prove/room-calendar?view=month',
    ]) {
      const { status, body } = await visit(path, { as: host.cookie, lang })
      expect([path, status]).toEqual([path, 200])
      expect(body).not.toContain('undefined')
    }
})
