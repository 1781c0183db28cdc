import { beforeAll, describe, expect, test } from 'vitest'
import { createActivity, plainWish, publishActivity } from '#activities'
import { db, inTransaction, inZone, now, sql, systemActor, today } from '#kernel'
import { usualRules } from '#rooms'
import { addPerson, parse, seededDatabase, type TestPerson, visit } from '#testing'

let host: TestPerson
let elsewhere: TestPerson
let bo: TestPerson
let hilde: TestPerson
const day = today().add({ days: 40 })
const calendar = (query = '') => `/hubs/borgen/calendar?date=${day}${query}`
const read = async (query = '', as?: string, lang = '') => {
  const { status, body } = await visit(lang + calendar(query), { as })
  expect(status).toBe(200)
  return { body, text: parse(body).text }
}

async function room(id: string, parts: number[]) {
  await sql`insert into rooms.room (id, hub_id, name, kind, state, capacity, rules)
    values (${id}, 'borgen', ${JSON.stringify({ nb: `Rom ${id}`, en: `Room ${id}` })}, 'meeting', 'open', 20, ${JSON.stringify(usualRules)})`.execute(
    db,
  )
  await sql`insert into rooms.room_part (room_id, part_id) select ${id}, unnest(${parts}::bigint[])`.execute(
    db,
  )
}
const at = (hour: number) =>
  day
    .toZonedDateTime({ timeZone: inZone(now()).timeZoneId, plainTime: { hour } })
    .toInstant()
    .toString()
async function booking(roomId: string, hour: number, more: Record<string, unknown> = {}) {
  const row = {
    kind: 'booking',
    state: 'booked',
    room_id: roomId,
    hub_id: 'borgen',
    starts_at: at(hour),
    ends_at: at(hour + 1),
    first_starts_at: at(hour),
    person_id: bo.id,
    purpose: 'Styremøte',
    hours_state: 'evening',
    ...more,
  }
  const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)))
  const { rows } = await sql<{ id: string }>`
    insert into rooms.booking (${columns})
    select ${columns} from jsonb_populate_record(null::rooms.booking, ${JSON.stringify(row)}::jsonb) returning id`.execute(
    db,
  )
  return rows[0]?.id as string
}

beforeAll(async () => {
  await seededDatabase()
  host = await addPerson({ name: 'Vert Prøve', roles: ['host at borgen'] })
  elsewhere = await addPerson({ name: 'Vert Annet', roles: ['host at heggedal'] })
  bo = await addPerson({ name: 'Bo Prøve' })
  hilde = await addPerson({ name: 'Hilde Prøve' })
  const { rows } = await sql<{ id: number }>`
    insert into rooms.part (hub_id, name) values ('borgen', '{"nb": "A"}'), ('borgen', '{"nb": "B"}') returning id`.execute(
    db,
  )
  const [a, b] = rows.map(({ id }) => id) as [number, number]
  await room('hall', [a, b])
  await room('half', [a])
  await booking('hall', 9)
  await booking('half', 12, { state: 'requested' })
  await booking('half', 7, { state: 'held', held_until: now().add({ minutes: 5 }).toString() })
  await booking('half', 15, { kind: 'block', person_id: null, purpose: '', title: { nb: 'Gulvvask' } })
  await inTransaction(async (tx) => {
    const { id } = await createActivity(tx, systemActor, {
      ...plainWish,
      hubId: 'borgen',
      category: 'music',
      title: { nb: 'Korprøve', en: 'Choir' },
      roomIds: ['hall'],
      rule: {
        start: day.toString(),
        time: '18:00',
        minutes: 60,
        rrule: null,
        skipPublicHolidays: false,
        skipSchoolHolidays: false,
        extraDates: [],
        cancelledDates: [],
      },
    })
    await publishActivity(tx, systemActor, id)
  })
}, 120_000)

describe('the calendar of a hub', () => {
  test.each(['day', 'week', 'month'])(
    '%s: everybody sees what is on and what is taken, nobody by whom',
    async (view) => {
      const { body, text } = await read(`&view=${view}`)
      expect(text).toContain('Korprøve')
      expect(text).toContain('Gulvvask')
      expect(text).toContain('Opptatt')
      expect(body).not.toMatch(/Bo Prøve|Styremøte|\/staff\/|\/me\/bookings/)
    },
  )

  test('the host reads who and why, and the look is noted once', async () => {
    const { body, text } = await read('&view=day', host.cookie)
    expect(text).toContain('Bo Prøve · Styremøte')
    expect(body).toContain('/staff/bookings/')
    await read('&view=week', host.cookie)
    const { rows } =
      await sql`select from people.audit where kind = 'view' and actor_id = ${host.id}::uuid and about_person = ${bo.id}::uuid`.execute(
        db,
      )
    expect(rows).toHaveLength(1)
  })

  test('the host of another hub reads no more than anybody', async () => {
    const { body } = await read('&view=day', elsewhere.cookie)
    expect(body).not.toMatch(/Bo Prøve|Styremøte/)
  })

  test('whoever booked finds their own, others do not', async () => {
    const own = await read('&view=day', bo.cookie)
    expect(own.text).toContain('Din booking')
    expect(own.text).toContain('Styremøte')
    expect(own.body).toMatch(/\/me\/bookings\/[0-9a-f-]{36}/)
    expect((await read('&view=day', hilde.cookie)).text).not.toContain('Din booking')
  })

  test('a request blocks, visibly; a form that somebody is filling in is not told of', async () => {
    const { text } = await read('&view=day')
    expect(text).toContain('Forespørsel')
    expect(text).not.toContain('07.00')
  })

  test('one room at a time: the whole hall is in its half’s calendar, other rooms’ are not', async () => {
    const half = await read('&view=day&room=half')
    expect(half.text).toContain('09.00')
    expect(half.text).toContain('Korprøve')
    const moterom = await read('&view=day&room=borgen-moterom')
    expect(moterom.text).not.toMatch(/Korprøve|Gulvvask/)
  })

  test('reads in nynorsk and English, and nonsense in the address is today', async () => {
    expect((await read('&view=day', undefined, '/nn')).text).toContain('Oppteke')
    const english = await read('&view=week', undefined, '/en')
    expect(english.text).toContain('Taken')
    expect(english.text).toContain('Choir')
    const odd = await visit('/hubs/borgen/calendar?view=fortnight&date=2026-02-31&room=nowhere')
    expect(odd.status).toBe(200)
    expect((await visit('/hubs/nowhere/calendar')).status).toBe(404)
  })
})
