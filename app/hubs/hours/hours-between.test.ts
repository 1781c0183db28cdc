import { describe, expect, test } from 'vitest'
import { factsAfter } from '../changes/facts-after.ts'
import type { Closure, HoursRow, HubFacts } from './facts.ts'
import { hoursBetween, hoursOn } from './hours-between.ts'
import { hoursHit } from './hours-hit.ts'
import { openAt } from './open-at.ts'

const row = (osm: string, more: Partial<HoursRow> = {}): HoursRow => ({
  id: 1,
  serviceId: null,
  kind: 'staffed',
  osm,
  validFrom: null,
  validTo: null,
  closedOnHolidays: true,
  example: false,
  note: null,
  ...more,
})
const facts = (rows: HoursRow[], more: Partial<HubFacts> = {}): HubFacts => ({
  hubId: 'borgen',
  serviceIds: ['library', 'cafe', 'book-machine'],
  rows: rows.map((r, i) => ({ ...r, id: i + 1 })),
  status: [{ status: 'open', from: null, to: null }],
  closures: [],
  schoolHolidays: [],
  ...more,
})
const closure = (more: Partial<Closure> = {}): Closure => ({
  id: 1,
  hubId: null,
  serviceId: null,
  effect: 'closed',
  from: '2021-01-04T23:00:00Z',
  until: '2021-01-18T23:00:00Z',
  mayBeExtended: true,
  reason: { nb: 'Stengt etter nasjonale råd' },
  exceptions: [],
  ...more,
})
const date = Temporal.PlainDate.from
const instant = Temporal.Instant.from

/** '10.00–16.00 staffed' as a reader in Norway sees it, whatever zone this runs in. */
const said = (f: HubFacts, iso: string, service: string | null = null) => {
  const day = hoursOn(f, date(iso))
  const open = service ? day.services[service] : day.hub
  return (open?.intervals ?? [])
    .map((i) => {
      const [from, to] = [i.from, i.to].map((at) =>
        at.toZonedDateTimeISO('Europe/Oslo').toPlainTime().toString().slice(0, 5),
      )
      return `${from}-${to} ${i.state}`
    })
    .join(', ')
}

const heggedalLibrary = facts([
  row('Mo-We,Fr 10:00-16:00; Th 12:00-18:00; Sa[4] 10:00-16:00', { serviceId: 'library' }),
  row('Mo-Su 08:00-22:00', { serviceId: 'library', kind: 'staffless', closedOnHolidays: false }),
])

describe('the hours of a day', () => {
  test.each<[string, HubFacts, string, string | null, string]>([
    ['a Tuesday at Borgen', facts([row('Mo-Fr 09:00-15:00')]), '2026-11-24', null, '09:00-15:00 staffed'],
    ['a Sunday at Borgen', facts([row('Mo-Fr 09:00-15:00')]), '2026-11-22', null, ''],
    [
      'Thursday at the library, staffless before and after',
      heggedalLibrary,
      '2026-11-26',
      'library',
      '08:00-12:00 staffless, 12:00-18:00 staffed, 18:00-22:00 staffless',
    ],
    [
      'the fourth Saturday has staff',
      heggedalLibrary,
      '2026-11-28',
      'library',
      '08:00-10:00 staffless, 10:00-16:00 staffed, 16:00-22:00 staffless',
    ],
    ['the third Saturday has none', heggedalLibrary, '2026-11-21', 'library', '08:00-22:00 staffless'],
    [
      'the fourth Saturday of a month with five',
      heggedalLibrary,
      '2027-01-23',
      'library',
      '08:00-10:00 staffless, 10:00-16:00 staffed, 16:00-22:00 staffless',
    ],
    ['the fifth Saturday', heggedalLibrary, '2027-01-30', 'library', '08:00-22:00 staffless'],
    [
      '17 May 2027, Constitution Day and Whit Monday at once',
      heggedalLibrary,
      '2027-05-17',
      'library',
      '08:00-22:00 staffless',
    ],
    [
      'Christmas Eve closes nothing by itself',
      facts([row('Mo-Fr 09:00-15:00')]),
      '2026-12-24',
      null,
      '09:00-15:00 staffed',
    ],
    [
      'Christmas Eve in the text',
      facts([row('Mo-Fr 09:00-15:00; Dec 24 09:00-12:00')]),
      '2026-12-24',
      null,
      '09:00-12:00 staffed',
    ],
    ['Christmas Day is closed', facts([row('Mo-Fr 09:00-15:00')]), '2026-12-25', null, ''],
    [
      'a text with its own hours on public holidays',
      facts([row('Mo-Fr 09:00-15:00; PH 12:00-14:00')]),
      '2026-12-25',
      null,
      '12:00-14:00 staffed',
    ],
    [
      'PH off keeps the days beside it',
      facts([row('Mo-Fr 09:00-15:00; PH off')]),
      '2026-12-23',
      null,
      '09:00-15:00 staffed',
    ],
    [
      'two openings in a day',
      facts([row('Mo-Fr 10:00-12:00,13:00-15:00')]),
      '2026-11-24',
      null,
      '10:00-12:00 staffed, 13:00-15:00 staffed',
    ],
    ['no rows at all', facts([]), '2026-11-24', null, ''],
    [
      'over midnight counts as the evening it begins',
      facts([row('Fr 22:00-02:00')]),
      '2026-11-27',
      null,
      '22:00-02:00 staffed',
    ],
    ['and leaves the morning after empty', facts([row('Fr 22:00-02:00')]), '2026-11-28', null, ''],
    [
      'round the clock',
      facts([row('24/7', { closedOnHolidays: false })]),
      '2026-11-24',
      null,
      '00:00-00:00 staffed',
    ],
    [
      'the spring night skips an hour',
      facts([row('Mo-Su 01:30-02:30', { closedOnHolidays: false })]),
      '2027-03-28',
      null,
      '01:30-03:30 staffed',
    ],
    [
      'an opening that the spring night swallows',
      facts([row('Mo-Su 02:00-03:00', { closedOnHolidays: false })]),
      '2027-03-28',
      null,
      '',
    ],
    ['the autumn night', facts([row('Mo-Su 01:00-04:00')]), '2026-10-25', null, '01:00-04:00 staffed'],
  ])('%s', (_, f, iso, service, expected) => {
    expect(said(f, iso, service)).toBe(expected)
  })

  test('the autumn night is an hour longer and the spring night an hour shorter by the clock that counts minutes', () => {
    const f = facts([row('Mo-Su 01:00-04:00', { closedOnHolidays: false })])
    const hours = (iso: string) =>
      hoursOn(f, date(iso)).hub.intervals.map((i) => i.from.until(i.to).total('hours'))
    expect([hours('2026-10-25'), hours('2027-03-28'), hours('2027-03-29')]).toEqual([[4], [2], [3]])
  })

  test('17 May 2027 is named by both its names', () => {
    const day = hoursOn(heggedalLibrary, date('2027-05-17'))
    expect(day.holiday).toMatchObject({ public: true, name: { nb: 'Grunnlovsdagen og Andre pinsedag' } })
    expect(day.services.library?.why).toContainEqual({ kind: 'holiday', name: day.holiday?.name })
  })
})

describe('the narrowest period wins', () => {
  const f = facts([
    row('Mo-Fr 09:00-15:00'),
    row('Mo-Fr 10:00-14:00', { validFrom: '2026-12-14', validTo: '2027-01-03' }),
    row('off', { validFrom: '2026-12-24', validTo: '2026-12-31' }),
    row('10:00-12:00', { validFrom: '2026-12-29', validTo: '2026-12-29' }),
    row('Mo-Fr 08:00-16:00', { validFrom: '2027-02-01' }),
  ])
  test.each([
    ['2026-12-11', '09:00-15:00 staffed'],
    ['2026-12-14', '10:00-14:00 staffed'],
    ['2026-12-24', ''],
    ['2026-12-29', '10:00-12:00 staffed'],
    ['2026-12-31', ''],
    ['2027-01-29', '09:00-15:00 staffed'],
    ['2027-02-01', '08:00-16:00 staffed'],
  ])('%s', (iso, expected) => expect(said(f, iso)).toBe(expected))

  test('a deviation for one date may open on a public holiday', () => {
    const open = facts([
      row('Mo-Fr 09:00-15:00'),
      row('11:00-13:00', { validFrom: '2026-12-25', validTo: '2026-12-25', closedOnHolidays: false }),
    ])
    expect(said(open, '2026-12-25')).toBe('11:00-13:00 staffed')
  })
  test('Friday night stays Friday’s when Saturday is closed by a deviation', () => {
    const night = facts([
      row('Fr,Sa 22:00-02:00'),
      row('off', { validFrom: '2026-11-28', validTo: '2026-11-28' }),
    ])
    expect([said(night, '2026-11-27'), said(night, '2026-11-28')]).toEqual(['22:00-02:00 staffed', ''])
    expect(openAt(night, instant('2026-11-28T00:30:00Z')).state).toBe('staffed')
  })
})

describe('the notice of January 2021: every hub closed up to and including 18 January', () => {
  const f = facts(
    [
      row('Mo-Fr 09:00-15:00'),
      row('Mo-Fr 10:00-14:00', { serviceId: 'cafe' }),
      row('Mo-Fr 10:00-16:00', { serviceId: 'library' }),
      row('24/7', { serviceId: 'book-machine', kind: 'staffless', closedOnHolidays: false }),
    ],
    {
      closures: [
        closure({
          exceptions: [
            {
              id: 1,
              hubId: 'borgen',
              serviceId: 'book-machine',
              hours: 'as-usual',
              osm: null,
              note: { nb: 'Bøker kan lånes fra bokomaten' },
            },
            {
              id: 2,
              hubId: 'borgen',
              serviceId: 'cafe',
              hours: 'own',
              osm: 'Mo-Fr 11:00-13:00',
              note: { nb: 'Åpent for egne gjester' },
            },
            {
              id: 3,
              hubId: 'borgen',
              serviceId: null,
              hours: 'note',
              osm: null,
              note: { nb: 'Vi svarer på telefon og e-post' },
            },
          ],
        }),
      ],
    },
  )
  test('the hub and its library are closed, with the reason and the sentence about the phone', () => {
    expect([said(f, '2021-01-18'), said(f, '2021-01-18', 'library')]).toEqual(['', ''])
    expect(hoursOn(f, date('2021-01-18')).hub.why).toMatchObject([
      { kind: 'closure', closed: true, note: { nb: 'Vi svarer på telefon og e-post' } },
    ])
  })
  test('books can be borrowed from the book machine, and the café has its own hours', () => {
    expect(said(f, '2021-01-18', 'book-machine')).toBe('00:00-00:00 staffless')
    expect(said(f, '2021-01-18', 'cafe')).toBe('11:00-13:00 staffed')
  })
  test('the day before and the day after are as usual', () => {
    expect([said(f, '2021-01-04'), said(f, '2021-01-19')]).toEqual([
      '09:00-15:00 staffed',
      '09:00-15:00 staffed',
    ])
  })
  test('an extension is a new end', () => {
    const longer = { ...f, closures: f.closures.map((c) => ({ ...c, until: '2021-02-01T23:00:00Z' })) }
    expect([said(longer, '2021-01-19'), said(longer, '2021-02-02')]).toEqual(['', '09:00-15:00 staffed'])
  })
  test('another hub has no exceptions of Borgen’s', () => {
    expect(said({ ...f, hubId: 'tofte' }, '2021-01-18', 'cafe')).toBe('')
  })
})

test('the notice at Heggedal: no events for adults until further notice, but the doors keep their hours', () => {
  const f = facts([row('Mo-Fr 09:00-15:00')], {
    hubId: 'heggedal',
    closures: [
      closure({
        hubId: 'heggedal',
        effect: 'limited',
        from: '2026-11-01T00:00:00Z',
        until: null,
        reason: { nb: 'Ingen arrangement for voksne inntil videre' },
      }),
    ],
  })
  expect(said(f, '2026-11-24')).toBe('09:00-15:00 staffed')
  expect(hoursOn(f, date('2026-11-24')).hub.why).toMatchObject([{ kind: 'closure', closed: false }])
})

test('a closure from noon leaves the morning', () => {
  const f = facts([row('Mo-Fr 09:00-15:00')], {
    closures: [closure({ from: '2026-11-24T11:00:00Z', until: null })],
  })
  expect([said(f, '2026-11-24'), said(f, '2026-11-25')]).toEqual(['09:00-12:00 staffed', ''])
})

test('a closed café closes nothing else', () => {
  const f = facts([row('Mo-Fr 09:00-15:00'), row('Mo-Fr 10:00-14:00', { serviceId: 'cafe' })], {
    closures: [closure({ hubId: 'borgen', serviceId: 'cafe', from: '2026-11-23T00:00:00Z', until: null })],
  })
  expect([said(f, '2026-11-24'), said(f, '2026-11-24', 'cafe')]).toEqual(['09:00-15:00 staffed', ''])
})

test('school holidays are the dates an administrator entered', () => {
  const f = facts([row('Mo-Fr 09:00-20:00; SH Mo-Fr 10:00-14:00')], {
    schoolHolidays: [
      { id: 1, name: { nb: 'Høstferie' }, from: '2026-09-28', to: '2026-10-02', proposal: true },
    ],
  })
  expect([
    said(f, '2026-09-25'),
    said(f, '2026-09-28'),
    said(f, '2026-10-02'),
    said(f, '2026-10-05'),
  ]).toEqual(['09:00-20:00 staffed', '10:00-14:00 staffed', '10:00-14:00 staffed', '09:00-20:00 staffed'])
})

describe('a hub that is not open yet', () => {
  const planned = facts(
    [
      row('Mo-Fr 09:00-15:00'),
      row('24/7', { serviceId: 'book-machine', kind: 'staffless', closedOnHolidays: false }),
    ],
    {
      status: [
        { status: 'planned', from: null, to: '2026-11-30' },
        { status: 'temporary', from: '2026-12-01', to: null },
      ],
    },
  )
  test('has no hours, and says why; its book machine works', () => {
    expect(hoursOn(planned, date('2026-11-30')).hub).toEqual({
      known: true,
      intervals: [],
      why: [{ kind: 'status', status: 'planned' }],
    })
    expect(said(planned, '2026-11-30', 'book-machine')).toBe('00:00-00:00 staffless')
  })
  test('has them from the day it opens, temporary or not', () => {
    expect(said(planned, '2026-12-01')).toBe('09:00-15:00 staffed')
  })
  test('tells at noon the day before when it opens', () => {
    expect(openAt(planned, instant('2026-11-30T11:00:00Z'))).toMatchObject({
      state: 'closed',
      next: { from: instant('2026-12-01T08:00:00Z') },
    })
  })
})

describe('open now', () => {
  const borgen = facts([row('Mo-Fr 09:00-15:00')])
  test.each([
    ['2026-11-24T07:59:59Z', 'closed', '2026-11-24T08:00:00Z'],
    ['2026-11-24T08:00:00Z', 'staffed', '2026-11-24T14:00:00Z'],
    ['2026-11-24T13:59:59Z', 'staffed', '2026-11-24T14:00:00Z'],
    ['2026-11-24T14:00:00Z', 'closed', '2026-11-25T08:00:00Z'],
    ['2026-11-27T14:00:00Z', 'closed', '2026-11-30T08:00:00Z'],
  ])('%s', (at, state, until) => {
    const now = openAt(borgen, instant(at))
    expect([now.state, now.until?.toString()]).toEqual([state, until])
  })
  test('the library goes from staffless to staffed without closing', () => {
    expect(openAt(heggedalLibrary, instant('2026-11-26T10:00:00Z'), 'library')).toMatchObject({
      state: 'staffless',
      until: instant('2026-11-26T11:00:00Z'),
      next: { state: 'staffed' },
    })
  })
  test('hours nobody has told us are unknown, not closed', () => {
    expect(openAt(facts([]), instant('2026-11-24T10:00:00Z'))).toMatchObject({ state: 'unknown', next: null })
  })
  test('round the clock has no end', () => {
    const machine = facts([row('24/7', { closedOnHolidays: false })])
    expect(openAt(machine, instant('2026-11-24T10:00:00Z'))).toMatchObject({
      state: 'staffed',
      until: null,
      next: null,
    })
  })
  test('a hub closed until further notice promises no opening', () => {
    const shut = { ...borgen, closures: [closure({ from: '2026-11-01T00:00:00Z', until: null })] }
    expect(openAt(shut, instant('2026-11-24T10:00:00Z'))).toMatchObject({
      state: 'closed',
      until: null,
      next: null,
    })
  })
})

describe('what a change of hours hits', () => {
  const before = facts([
    row('Mo-Fr 09:00-20:00'),
    row('Mo-Su 08:00-22:00', { kind: 'staffless', closedOnHolidays: false }),
  ])
  const at = (id: string, from: string, to: string, needs: 'staffed' | 'any' | 'none') => ({
    id,
    hubId: 'borgen',
    from: instant(`2026-11-24T${from}:00Z`),
    to: instant(`2026-11-24T${to}:00Z`),
    needs,
  })
  const happenings = [
    at('morning', '09:00', '11:00', 'staffed'),
    at('evening', '17:00', '19:00', 'staffed'),
    at('reading circle', '17:00', '19:00', 'any'),
    at('choir with a key', '21:00', '22:30', 'none'),
    at('never had staff', '19:30', '20:30', 'staffed'),
  ]
  test('shorter staffed hours hit what needs staff in the evening, and nothing else', () => {
    const after = facts([row('Mo-Fr 09:00-15:00'), before.rows[1] as HoursRow])
    expect(hoursHit(before, after, happenings)).toEqual([{ id: 'evening', because: 'not-staffed' }])
  })
  test('a closure hits everything in the house, with or without a key', () => {
    const after = {
      ...before,
      closures: [closure({ hubId: 'borgen', from: '2026-11-24T00:00:00Z', until: '2026-11-25T00:00:00Z' })],
    }
    expect(hoursHit(before, after, happenings).map((hit) => hit.because)).toEqual([
      'closed',
      'closed',
      'closed',
      'closed',
      'closed',
    ])
  })
  test('a hub that is laid down from a date hits everything in the house from then on', () => {
    const wish = { kind: 'status', status: 'closed', from: '2026-11-24' } as const
    const after = factsAfter(before, 'borgen', wish)
    expect(hoursHit(before, after, happenings).map((hit) => hit.because)).toEqual(
      happenings.map(() => 'closed'),
    )
    expect(
      hoursHit(before, factsAfter(before, 'borgen', { ...wish, from: '2026-11-25' }), happenings),
    ).toEqual([])
  })
  test('a closed café hits nothing, and extending a closure hits only the new days', () => {
    const cafe = {
      ...before,
      closures: [closure({ hubId: 'borgen', serviceId: 'cafe', from: '2026-11-24T00:00:00Z', until: null })],
    }
    expect(hoursHit(before, cafe, happenings)).toEqual([])
    const short = {
      ...before,
      closures: [closure({ hubId: 'borgen', from: '2026-11-24T00:00:00Z', until: '2026-11-24T12:00:00Z' })],
    }
    const long = {
      ...before,
      closures: [closure({ hubId: 'borgen', from: '2026-11-24T00:00:00Z', until: null })],
    }
    expect(hoursHit(short, long, happenings).map((hit) => hit.id)).toEqual([
      'evening',
      'reading circle',
      'choir with a key',
      'never had staff',
    ])
  })
})

test('a day is worked out once for everybody who asks', () => {
  const day = hoursOn(heggedalLibrary, date('2026-11-26'))
  expect(hoursOn(heggedalLibrary, date('2026-11-26'))).toBe(day)
  expect(hoursBetween(heggedalLibrary, date('2026-11-22'), date('2026-12-05'))[4]).toBe(day)
})
