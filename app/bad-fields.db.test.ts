import { beforeAll, describe, expect, test } from 'vitest'
import { db, inZone, now, sql } from '#kernel'
import { seededDatabase, signedInAs, visit } from '#testing'

// Everything right but one: a form or an address that is wrong all over is refused at its first field, and tries no other.

const real: Record<string, string> = {}
const as: Record<string, string> = {}
const tomorrow = inZone(now()).toPlainDate().add({ days: 1 }).toString()

beforeAll(async () => {
  await seededDatabase()
  as.resident = await signedInAs('resident')
  as.administrator = await signedInAs('administrator', { steppedUp: true })
  const { rows } = await sql<{ own: string; grant: string }>`
    select b.id as own, (select id from access.key_grant limit 1) as grant from rooms.booking b
    join people.person p on p.id = b.person_id and p.name = 'Sigrid Lunde' and b.kind = 'booking'
    order by b.starts_at desc limit 1`.execute(db)
  Object.assign(real, rows[0])
})

const wrong = [
  '-1',
  '1.5',
  '1e9',
  '99999999999999999999',
  "'; drop table people.person; --",
  '<script>alert(1)</script>',
  '%s%n',
  '\u202Etxt.exe',
  '👩‍👩‍👧‍👦',
  'a'.repeat(3000),
  '\0',
  '\uD800',
  '00000000-0000-0000-0000-000000000000',
  '2027-02-29',
  '9999-12-31',
  '0000-01-01',
  '24:00',
  'FREQ=SECONDLY',
  'FREQ=DAILY;COUNT=100000000',
]

type Fields = Record<string, string>
const eachWrong = (right: Fields): Fields[] =>
  Object.keys(right).flatMap((name) => wrong.map((value) => ({ ...right, [name]: value })))
const said = (fields: Fields) => JSON.stringify(fields).slice(0, 400)

const time = { date: tomorrow, from: '10:00', to: '12:00' }
const repeated = { repeat: 'weekly', times: '4' }

describe('an address', () => {
  const addresses: [string, Fields][] = [
    ['/rooms', { people: '4', ...time, ...repeated, hub: 'borgen', equipment: 'projector', near: '1384' }],
    ['/rooms', { people: '4', ...time, as: '00000000-0000-4000-8000-000000000000', stepfree: '1' }],
    ['/rooms/borgen-moterom', { people: '4', ...time, week: tomorrow }],
    ['/rooms/borgen-moterom/book', { people: '4', ...time, ...repeated, as: '', hold: '' }],
    [
      '/api/rooms',
      {
        people: '4',
        date: tomorrow,
        time: '10:00',
        minutes: '60',
        repeat: 'FREQ=WEEKLY;COUNT=2',
        hub: 'borgen',
        near: '59.8,10.4',
        km: '5',
        for: 'resident',
      },
    ],
    [
      '/api/rooms/borgen-moterom/free',
      { from: `${tomorrow}T08:00:00+01:00`, to: `${tomorrow}T20:00:00+01:00` },
    ],
    ['/hubs/borgen/calendar', { view: 'week', date: tomorrow, room: 'borgen-moterom' }],
    ['/staff/rooms', { hub: 'borgen' }],
    ['/staff/bookings', { hub: 'borgen', show: 'requests', q: 'Sigrid' }],
    ['/staff/bookings.csv', { hub: 'borgen', from: tomorrow, to: tomorrow }],
    ['/staff/bookings/new', { hub: 'borgen', room: 'borgen-moterom', ...time }],
    ['/staff/bookings/block', { hub: 'borgen', room: 'borgen-moterom', ...time }],
    ['/staff/rooms/figures', { hub: 'borgen', from: tomorrow, to: tomorrow }],
    ['/staff/rooms/figures.csv', { hub: 'borgen', from: tomorrow, to: tomorrow }],
    ['/staff/hubs/borgen/room-calendar', { view: 'week', date: tomorrow, room: 'borgen-moterom' }],
    ['/staff/doors/borgen-hoveddor/log', { before: '5', date: tomorrow, page: '2' }],
  ]

  test.each(addresses)('%s with one thing wrong is answered', async (path, right) => {
    const faults: string[] = []
    expect((await visit(`${path}?${new URLSearchParams(right)}`, { as: as.administrator })).status).toBe(200)
    for (const fields of eachWrong(right)) {
      const { status } = await visit(`${path}?${new URLSearchParams(fields)}`, { as: as.administrator })
      if (status >= 500) faults.push(`${said(fields)} → ${status}`)
    }
    expect(faults).toEqual([])
  })
})

describe('a form', () => {
  const person = { purpose: 'Prøve', headCount: '4', audience: 'closed' }
  const rights: [string, string, Fields][] = [
    ['resident', '/me/bookings/:own', { do: 'move', ...time, room: 'borgen-moterom', scope: 'this' }],
    ['resident', '/me/bookings/:own', { do: 'answer', ...time, ...person, answer: 'Ja' }],
    ['resident', '/me/bookings/:own', { do: 'appeal', reason: 'Uenig' }],
    [
      'resident',
      `/rooms/borgen-moterom/book?${new URLSearchParams({ people: '4', ...time })}`,
      {
        do: 'book',
        ...person,
        repeat: 'never',
        times: '4',
        as: '',
        responsibleName: 'Prøve',
        responsiblePhone: '91588121',
        terms: '99999',
        accept: 'on',
        instead: '',
      },
    ],
    [
      'resident',
      `/rooms/borgen-moterom/book?${new URLSearchParams({ people: '4', ...time, ...repeated })}`,
      { do: 'book', ...person, ...repeated, terms: '99999', accept: 'on', [`choice-${tomorrow}`]: 'skip' },
    ],
    ['resident', '/me/staffless', { do: 'agree', hub: 'borgen', version: '7' }],
    ['resident', '/me/staffless', { do: 'enter', hub: 'borgen', door: 'ingen' }],
    ['resident', '/me/keys/:grant', { do: 'open' }],
    ['administrator', '/staff/bookings/:own', { do: 'ask', question: 'Hva?', by: '2020-01-01' }],
    [
      'administrator',
      '/staff/bookings/:own',
      { do: 'move', roomId: 'ingen', ...time, overrideReason: 'Fordi', back: '/staff' },
    ],
    [
      'administrator',
      '/staff/bookings',
      { do: 'decline', id: '00000000-0000-4000-8000-000000000000', reason: 'Nei' },
    ],
    [
      'administrator',
      '/staff/bookings/new',
      {
        ...person,
        ...time,
        room: 'ingen',
        roomId: 'ingen',
        forName: 'Prøve',
        forEmail: 'x@eksempel.no',
        forPhone: '1',
      },
    ],
    [
      'administrator',
      '/staff/bookings/block',
      { ...time, rooms: 'ingen', title: 'Vask', title_nb: 'Vask', reason: 'Vask' },
    ],
    [
      'administrator',
      '/staff/rooms/new',
      { hub: 'ingen', name_nb: 'Rom', kind: 'meeting', capacity: '10', areaM2: '20', floor_nb: '1' },
    ],
    [
      'administrator',
      '/staff/rooms/borgen-moterom',
      { version: '99999', name_nb: 'Rom', kind: 'meeting', capacity: '10', state: 'open' },
    ],
    [
      'administrator',
      '/staff/rooms/borgen-moterom/parts',
      { do: 'divide', name_nb: '', count: '2', version: '0' },
    ],
    ['administrator', '/staff/doors/borgen-hoveddor', { do: 'remove-code', slot: '9999' }],
    ['administrator', '/staff/doors/borgen-hoveddor', { do: 'end-report', report: '9007199254740991' }],
    [
      'administrator',
      '/staff/doors/new',
      {
        hub: 'ingen',
        name_nb: 'Dør',
        directions_nb: 'Rundt hjørnet',
        emergencyPhone: '91588121',
        fireSafety_nb: 'Vaktmesteren',
        alarmFrom: '23:00',
        alarmTo: '06:00',
        slots: '20',
        failState: 'locked',
        rooms: 'ingen',
        adapter: 'simulator',
      },
    ],
    [
      'administrator',
      '/staff/doors/borgen-hoveddor/edit',
      {
        do: 'edit',
        name_nb: 'Dør',
        emergencyPhone: '91588121',
        fireSafety_nb: 'Vaktmesteren',
        failState: 'open',
        rooms: 'ingen',
        adapter: 'simulator',
      },
    ],
    [
      'administrator',
      '/staff/doors/borgen-hoveddor/give',
      {
        do: 'role',
        person: '00000000-0000-4000-8000-000000000000',
        note: 'Vaktmester',
        fromDate: tomorrow,
        fromTime: '10:00',
        toDate: tomorrow,
        toTime: '12:00',
      },
    ],
    [
      'administrator',
      '/staff/doors/borgen-hoveddor/give',
      {
        do: 'activity',
        person: '00000000-0000-4000-8000-000000000000',
        booking: '00000000-0000-4000-8000-000000000000',
      },
    ],
    [
      'administrator',
      '/staff/hubs/borgen/staffless',
      { do: 'suspend', person: '00000000-0000-4000-8000-000000000000', reason: 'Fordi', until: tomorrow },
    ],
    [
      'administrator',
      '/staff/hubs/borgen/staffless',
      { do: 'decide', suspension: '00000000-0000-4000-8000-000000000000', uphold: 'yes', answer: 'Nei' },
    ],
  ]

  test.each(rights)('of %s at %s with one thing wrong is answered: %o', async (reader, pattern, right) => {
    const path = pattern.replace(/:([a-z]+)/, (_, name: string) => real[name] as string)
    const faults: string[] = []
    for (const form of eachWrong(right)) {
      const { status } = await visit(path, { as: as[reader], form, method: 'POST' })
      if (status >= 500) faults.push(`${said(form)} → ${status}`)
    }
    expect(faults).toEqual([])
  })
})

describe('the API', () => {
  const wish = {
    roomId: 'borgen-moterom',
    from: `${tomorrow}T08:00:00Z`,
    to: `${tomorrow}T09:00:00Z`,
    headCount: 4,
    purpose: 'Prøve',
    audience: 'closed',
    associationId: '00000000-0000-4000-8000-000000000000',
    responsibleName: 'Prøve',
    responsiblePhone: '91588121',
    termsId: 99_999,
  }
  const strange = [...wrong, null, [], {}, true, -1, 1.5, 1e300, ['a']]
  const bodies = Object.keys(wish).flatMap((name) => strange.map((value) => ({ ...wish, [name]: value })))

  test.each([
    ['POST', '/api/bookings'],
    ['PATCH', '/api/bookings/:own'],
    ['POST', '/api/booking-series'],
  ])('%s %s says what is wrong as a problem', async (method, pattern) => {
    const path = pattern.replace(/:(\w+)/, (_, name: string) => real[name] as string)
    const faults: string[] = []
    for (const [n, body] of bodies.entries()) {
      const rule = { start: tomorrow, time: '10:00', minutes: 60, rrule: 'FREQ=WEEKLY;COUNT=2' }
      const { from: _, to: __, ...rest } = body
      const { status, headers } = await visit(path, {
        method,
        as: as.resident,
        json: pattern.endsWith('series') ? { ...rest, rule } : body,
        headers: { 'idempotency-key': `bad-${n}` },
      })
      const isProblem = headers.get('content-type')?.startsWith('application/problem+json')
      if (status >= 500 || (status >= 400 && !isProblem)) faults.push(`${said(body as never)} → ${status}`)
    }
    expect(faults).toEqual([])
  })
})
