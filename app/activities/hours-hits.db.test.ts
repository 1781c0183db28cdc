import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { HubFacts } from '#hubs'
import { type Actor, db, inTransaction, sql } from '#kernel'
import { addPerson } from '#testing'
import {
  type ActivityWish,
  createActivity,
  plainWish,
  publishActivity,
  resolveHoursHits,
  whatHoursHit,
} from './index.ts'
import { occurrencesOf } from './series.ts'
import { staffDatesOf } from './staff-lists.ts'

const now = Temporal.Instant.from('2027-03-01T08:00:00Z')
let host: Actor

const hours = (osm: string): HubFacts => ({
  hubId: 'borgen',
  serviceIds: [],
  rows: [
    {
      id: 1,
      serviceId: null,
      kind: 'staffed',
      osm,
      validFrom: null,
      validTo: null,
      closedOnHolidays: true,
      example: false,
      note: null,
    },
  ],
  status: [{ status: 'open', from: null, to: null }],
  closures: [],
  schoolHolidays: [],
})
const weekdays = hours('Mo-Fr 09:00-15:00')
const shut = (from: string, until: string): HubFacts => ({
  ...weekdays,
  closures: [
    {
      id: 1,
      hubId: 'borgen',
      serviceId: null,
      effect: 'closed',
      from,
      until,
      mayBeExtended: false,
      reason: { nb: 'Vannlekkasje' },
      exceptions: [],
    },
  ],
})

const wish: ActivityWish = {
  ...plainWish,
  hubId: 'borgen',
  category: 'help',
  title: { nb: 'Datahjelp' },
  form: 'recurring',
  rule: {
    start: '2027-03-16',
    time: '13:00',
    minutes: 90,
    rrule: 'FREQ=WEEKLY;COUNT=3',
    skipPublicHolidays: false,
    skipSchoolHolidays: false,
    extraDates: [],
    cancelledDates: [],
  },
}
const make = (part: Partial<ActivityWish>) =>
  inTransaction(async (tx) => {
    const { id } = await createActivity(tx, host, { ...wish, ...part }, now)
    await publishActivity(tx, host, id, now)
    return id
  })
const hit = async (before: HubFacts, after: HubFacts) =>
  (await whatHoursHit(db, { before, after }, now)).map((one) => [
    one.title.nb,
    one.startsAt.toString().slice(0, 10),
    one.because,
  ])

beforeAll(async () => {
  await sql`insert into hubs.hub (id, name) values ('borgen', 'Borgen') on conflict do nothing`.execute(db)
  host = (await addPerson({ roles: ['host at borgen'] })).actor
})
beforeEach(() =>
  sql`truncate activities.series, activities.occurrence, activities.pool, activities.change cascade`.execute(
    db,
  ),
)

test('a closure hits what falls on its days, and says why', async () => {
  await make({})
  expect(await hit(weekdays, shut('2027-03-23T00:00:00Z', '2027-03-24T00:00:00Z'))).toEqual([
    ['Datahjelp', '2027-03-23', 'closed'],
  ])
})

test('shorter hours hit what needs the staff, not what has its own key or meets outdoors', async () => {
  await make({ title: { nb: 'Med vert' } })
  await make({ title: { nb: 'Egen nøkkel' }, needsHours: 'none' })
  await make({ title: { nb: 'Tur' }, outdoors: true })
  expect(await hit(weekdays, hours('Mo-Fr 09:00-14:00'))).toEqual([
    ['Med vert', '2027-03-16', 'not-staffed'],
    ['Med vert', '2027-03-23', 'not-staffed'],
    ['Med vert', '2027-03-30', 'not-staffed'],
  ])
})

test('what never was within the hours is not hit by a change of them', async () => {
  await make({ rule: { ...wish.rule, time: '19:00' } })
  expect(await hit(weekdays, hours('Mo-Fr 09:00-14:00'))).toEqual([])
})

test('move one, cancel one, keep one, leave one for later: in one step', async () => {
  const id = await make({ rule: { ...wish.rule, rrule: 'FREQ=WEEKLY;COUNT=4' } })
  const ids = (await occurrencesOf(db, id)).map((o) => o.id) as [number, number, number, number]
  await inTransaction((tx) =>
    resolveHoursHits(
      tx,
      host,
      [
        { occurrenceId: ids[3], choice: 'later', because: 'not-staffed' },
        { occurrenceId: ids[0], choice: 'move', time: { date: '2027-03-17', start: '10:00', minutes: 90 } },
        { occurrenceId: ids[1], choice: 'cancel', message: { nb: 'Stengt' } },
        { occurrenceId: ids[2], choice: 'keep' },
      ],
      now,
    ),
  )
  const after = await staffDatesOf(db, id, now)
  expect(after.map((date) => [date.startsAt.toString(), date.state, date.attention])).toEqual([
    ['2027-03-17T09:00:00Z', 'on', null],
    ['2027-03-23T12:00:00Z', 'cancelled', null],
    ['2027-03-30T11:00:00Z', 'on', null],
    ['2027-04-06T11:00:00Z', 'on', 'not-staffed'],
  ])
})

test('when one cannot be moved, none is', async () => {
  const id = await make({})
  const [first, second] = await occurrencesOf(db, id)
  const both = inTransaction((tx) =>
    resolveHoursHits(
      tx,
      host,
      [
        { occurrenceId: first?.id as number, choice: 'cancel', message: null },
        {
          occurrenceId: second?.id as number,
          choice: 'move',
          time: { date: '2020-01-01', start: '10:00', minutes: 60 },
        },
      ],
      now,
    ),
  )
  await expect(both).rejects.toMatchObject({ code: 'activities.date-past' })
  expect((await occurrencesOf(db, id)).map((o) => o.state)).toEqual(['on', 'on', 'on'])
})
