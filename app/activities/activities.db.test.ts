import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, db, instantOf, inTransaction, sql } from '#kernel'
import { addPerson, everybodyListens } from '#testing'
import { extendEndlessSeries } from './extend-series.ts'
import {
  type ActivityWish,
  activityPage,
  addDate,
  cancelActivity,
  cancelOccurrence,
  copyActivity,
  createActivity,
  editFollowing,
  editOccurrence,
  editSeries,
  leadsOnTo,
  moveOccurrence,
  noFilters,
  plainWish,
  publishActivity,
  readCursor,
  weekOf,
} from './index.ts'
import { occurrencesOf, readSeries } from './series.ts'
import { aWish } from './sign-up/activity-for-test.ts'
import { whatIsOn } from './whats-on.ts'

const now = Temporal.Instant.from('2027-03-01T08:00:00Z')
let host: Actor
let stranger: Actor

beforeAll(async () => {
  await everybodyListens()
  await sql`insert into hubs.hub (id, name) values ('borgen', 'Borgen'), ('heggedal', 'Heggedal') on conflict do nothing`.execute(
    db,
  )
  host = (await addPerson({ name: 'Vert Borgen', roles: ['host at borgen'] })).actor
  stranger = (await addPerson({ name: 'Vert Heggedal', roles: ['host at heggedal'] })).actor
})

const tuesdays: ActivityWish = {
  ...plainWish,
  hubId: 'borgen',
  category: 'language',
  title: { nb: 'Språkkafé', en: 'Language café' },
  form: 'recurring',
  signUp: 'open',
  capacity: 10,
  rule: {
    start: '2027-03-16',
    time: '18:00',
    minutes: 120,
    rrule: 'FREQ=WEEKLY;COUNT=4',
    skipPublicHolidays: false,
    skipSchoolHolidays: false,
    extraDates: [],
    cancelledDates: [],
  },
}

const run = <T>(verb: Parameters<typeof inTransaction<T>>[0]) => inTransaction(verb)
async function make(wish: Partial<ActivityWish> = {}, publish = true) {
  const { id } = await run((tx) => createActivity(tx, host, { ...tuesdays, ...wish }, now))
  if (publish) await run((tx) => publishActivity(tx, host, id, now))
  return id
}
const datesOf = async (id: number) => (await occurrencesOf(db, id)).filter((o) => o.state !== 'dropped')
const times = async (id: number) => (await datesOf(id)).map((o) => o.startsAt.toString())
const wishOf = async (id: number) => (await readSeries(db, id)).wish
const poolOf = (occurrenceId: number) =>
  db.selectFrom('activities.pool').selectAll().where('occurrence_id', '=', occurrenceId).executeTakeFirst()
/** Somebody has signed up: what counts for these verbs is that the pool holds a place. */
async function signUp(poolId: number) {
  await sql`insert into activities.sign_up (pool_id, name, email, party_size, state, holds, code, confirmed_at)
    values (${poolId}, 'Ola', ${`ola${Math.random()}@eksempel.no`}, 1, 'attending', true, '123456', now())`.execute(
    db,
  )
}

describe('a host plans an activity', () => {
  test('a series has its dates, each with its places, and the wall clock stays put over the spring night', async () => {
    const id = await make()
    expect(await times(id)).toEqual([
      '2027-03-16T17:00:00Z',
      '2027-03-23T17:00:00Z',
      '2027-03-30T16:00:00Z',
      '2027-04-06T16:00:00Z',
    ])
    for (const { id: date } of await datesOf(id))
      expect(await poolOf(date)).toMatchObject({ capacity: 10, taken: 0 })
  })

  test('the wall clock stays put over the autumn night', async () => {
    const id = await make({ rule: { ...tuesdays.rule, start: '2027-10-26', rrule: 'FREQ=WEEKLY;COUNT=2' } })
    expect(await times(id)).toEqual(['2027-10-26T16:00:00Z', '2027-11-02T17:00:00Z'])
  })

  test('02:30 on the spring night is 03:30', async () => {
    const id = await make({
      form: 'one-off',
      rule: { ...tuesdays.rule, start: '2027-03-28', time: '02:30', rrule: null },
    })
    expect(await times(id)).toEqual(['2027-03-28T01:30:00Z'])
  })

  test('a course has one list for all its dates', async () => {
    const id = await make({ form: 'course' })
    const pools = await db.selectFrom('activities.pool').selectAll().where('series_id', '=', id).execute()
    expect(pools).toMatchObject([{ occurrence_id: null, capacity: 10 }])
  })

  test.each([
    ['a broken rule', { rule: { ...tuesdays.rule, rrule: 'FREQ=OFTEN' } }, 'recurrence.rule-broken'],
    [
      'no dates',
      { rule: { ...tuesdays.rule, rrule: 'FREQ=WEEKLY;UNTIL=20260101' } },
      'recurrence.rule-no-dates',
    ],
    ['no name', { title: { nb: '  ' } }, 'activities.title-missing'],
    ['ages upside down', { ageMin: 12, ageMax: 6 }, 'activities.ages'],
    ['more needed than there is room for', { minimum: 11 }, 'activities.minimum-over-capacity'],
  ])('%s is refused and nothing is saved', async (_, wish, code) => {
    const before = await db
      .selectFrom('activities.series')
      .select(sql<number>`count(*)`.as('n'))
      .executeTakeFirst()
    await expect(make(wish)).rejects.toMatchObject({ code })
    expect(
      await db.selectFrom('activities.series').select(sql<number>`count(*)`.as('n')).executeTakeFirst(),
    ).toEqual(before)
  })

  test('what people write comes back as they wrote it', async () => {
    const written = '<script>alert(1)</script> \u202eمرحبا 👩‍👩‍👧 O\'Brien "ja" \\ %'
    const id = await make({ title: { nb: written } })
    expect((await wishOf(id)).title.nb).toBe(written)
  })

  test("a draft is nobody else's business", async () => {
    const id = await make({}, false)
    expect(await activityPage(id, stranger, now)).toBeUndefined()
    expect((await activityPage(id, host, now))?.state).toBe('draft')
    const { items } = await whatIsOn({ ...noFilters, from: '2027-03-16', to: '2027-03-16' }, null, now)
    expect(items.map((item) => item.seriesId)).not.toContain(id)
  })

  test('nobody publishes what is over', async () => {
    const id = await make({}, false)
    const later = Temporal.Instant.from('2027-06-01T08:00:00Z')
    await expect(run((tx) => publishActivity(tx, host, id, later))).rejects.toMatchObject({
      code: 'activities.nothing-ahead',
    })
  })
})

describe('only the hosts of a hub decide there', () => {
  test('a host of another hub is refused every verb', async () => {
    const id = await make()
    const [date] = await datesOf(id)
    const wish = await wishOf(id)
    const occurrenceId = date?.id as number
    const all = [
      () => run((tx) => createActivity(tx, stranger, tuesdays, now)),
      () => run((tx) => editSeries(tx, stranger, { seriesId: id, wish }, now)),
      () => run((tx) => editFollowing(tx, stranger, { occurrenceId, wish }, now)),
      () => run((tx) => editOccurrence(tx, stranger, { occurrenceId, changes: {} }, now)),
      () => run((tx) => moveOccurrence(tx, stranger, { occurrenceId, hubId: 'heggedal' }, now)),
      () => run((tx) => cancelOccurrence(tx, stranger, { occurrenceId, message: null }, now)),
      () => run((tx) => cancelActivity(tx, stranger, { seriesId: id, message: null }, now)),
      () => run((tx) => addDate(tx, stranger, { seriesId: id, date: '2027-05-01' }, now)),
      () => run((tx) => copyActivity(tx, stranger, { seriesId: id, start: '2027-05-01' }, now)),
    ]
    for (const verb of all) await expect(verb()).rejects.toMatchObject({ code: 'people.not-allowed' })
    await expect(
      run((tx) => editSeries(tx, host, { seriesId: id, wish: { ...wish, hubId: 'heggedal' } }, now)),
    ).rejects.toMatchObject({
      code: 'people.not-allowed',
    })
  })
})

describe('edit one date', () => {
  test('its time and words differ, the others stay, and whoever signed up comes along', async () => {
    const id = await make()
    const [first, second] = await datesOf(id)
    await signUp((await poolOf(second?.id as number))?.id as number)
    const changes = { time: { date: '2027-03-24', start: '17:00', minutes: 90 }, place: { nb: 'Kafeen' } }
    await run((tx) => editOccurrence(tx, host, { occurrenceId: second?.id as number, changes }, now))
    const after = await datesOf(id)
    expect(after.map((o) => o.startsAt.toString())).toEqual([
      '2027-03-16T17:00:00Z',
      '2027-03-24T16:00:00Z',
      '2027-03-30T16:00:00Z',
      '2027-04-06T16:00:00Z',
    ])
    expect(after[1]).toMatchObject({ id: second?.id, originalDate: '2027-03-23', sequence: 1 })
    expect(after[0]?.id).toBe(first?.id)
    expect((await poolOf(second?.id as number))?.taken).toBe(1)
    const page = await activityPage(id, host, now)
    expect(page?.dates[1]).toMatchObject({
      place: { nb: 'Kafeen' },
      date: '2027-03-24',
      from: '17:00',
      to: '18:30',
      changed: true,
    })
  })

  test('what was moved by hand stays there when the series changes its hour', async () => {
    const id = await make()
    const [, second] = await datesOf(id)
    await run((tx) =>
      moveOccurrence(
        tx,
        host,
        { occurrenceId: second?.id as number, time: { date: '2027-03-24', start: '10:00', minutes: 60 } },
        now,
      ),
    )
    const wish = await wishOf(id)
    await run((tx) =>
      editSeries(tx, host, { seriesId: id, wish: { ...wish, rule: { ...wish.rule, time: '19:00' } } }, now),
    )
    expect(await times(id)).toEqual([
      '2027-03-16T18:00:00Z',
      '2027-03-24T09:00:00Z',
      '2027-03-30T17:00:00Z',
      '2027-04-06T17:00:00Z',
    ])
  })

  test('a date that has begun is not changed any more', async () => {
    const id = await make()
    const [first] = await datesOf(id)
    const during = Temporal.Instant.from('2027-03-16T17:30:00Z')
    await expect(
      run((tx) => cancelOccurrence(tx, host, { occurrenceId: first?.id as number, message: null }, during)),
    ).rejects.toMatchObject({ code: 'activities.date-past' })
  })

  test('nobody is moved into the past', async () => {
    const id = await make()
    const [first] = await datesOf(id)
    const time = { date: '2027-02-01', start: '10:00', minutes: 60 }
    await expect(
      run((tx) => moveOccurrence(tx, host, { occurrenceId: first?.id as number, time }, now)),
    ).rejects.toMatchObject({ code: 'activities.date-past' })
  })
})

describe('edit this and all following', () => {
  test('the series is split; ids, places and sign-ups go along; the old address leads on', async () => {
    const id = await make()
    const before = await datesOf(id)
    const third = before[2]?.id as number
    const pool = (await poolOf(third))?.id as number
    await signUp(pool)
    const wish = await wishOf(id)
    const { seriesId } = await run((tx) =>
      editFollowing(
        tx,
        host,
        {
          occurrenceId: third,
          wish: {
            ...wish,
            title: { nb: 'Språkkafé ute' },
            rule: { ...wish.rule, start: '2027-03-30', time: '17:00', rrule: 'FREQ=WEEKLY;COUNT=2' },
          },
        },
        now,
      ),
    )
    expect(seriesId).not.toBe(id)
    expect(await times(id)).toEqual(['2027-03-16T17:00:00Z', '2027-03-23T17:00:00Z'])
    const moved = await datesOf(seriesId)
    expect(moved.map((o) => o.id)).toEqual(before.slice(2).map((o) => o.id))
    expect(moved.map((o) => o.startsAt.toString())).toEqual(['2027-03-30T15:00:00Z', '2027-04-06T15:00:00Z'])
    expect(await poolOf(third)).toMatchObject({ id: pool, taken: 1, series_id: seriesId })
    expect((await wishOf(id)).rule.rrule).toBe('FREQ=WEEKLY;BYDAY=TU;UNTIL=20270329')

    const page = await activityPage(id, host, now)
    expect(page?.dates.map((date) => date.seriesId)).toEqual([id, id, seriesId, seriesId])
    expect(page && leadsOnTo(page)).toBeNull()
    const later = await activityPage(id, host, Temporal.Instant.from('2027-03-25T08:00:00Z'))
    expect(later && leadsOnTo(later)).toBe(seriesId)
  })

  test('split twice, the chain stays in order', async () => {
    const id = await make()
    const [, second, third] = await datesOf(id)
    const late = await run(async (tx) =>
      editFollowing(
        tx,
        host,
        { occurrenceId: third?.id as number, wish: await wishFor(third?.originalDate as string, 2) },
        now,
      ),
    )
    const middle = await run(async (tx) =>
      editFollowing(
        tx,
        host,
        { occurrenceId: second?.id as number, wish: await wishFor(second?.originalDate as string, 1) },
        now,
      ),
    )
    expect(await datesOf(id)).toHaveLength(1)
    expect(await datesOf(middle.seriesId)).toHaveLength(1)
    expect(await datesOf(late.seriesId)).toHaveLength(2)
    expect((await readSeries(db, late.seriesId)).continuesSeriesId).toBe(middle.seriesId)
    expect((await activityPage(id, host, now))?.dates).toHaveLength(4)

    async function wishFor(start: string, count: number) {
      return { ...tuesdays, rule: { ...tuesdays.rule, start, rrule: `FREQ=WEEKLY;COUNT=${count}` } }
    }
  })

  test('from the first date on it is the whole series', async () => {
    const id = await make()
    const [first] = await datesOf(id)
    const { seriesId } = await run((tx) =>
      editFollowing(
        tx,
        host,
        { occurrenceId: first?.id as number, wish: { ...tuesdays, place: { nb: 'Kjelleren' } } },
        now,
      ),
    )
    expect(seriesId).toBe(id)
  })

  test('a course stays one: its later dates change, the list does not', async () => {
    const id = await make({ form: 'course' })
    const pool = await db
      .selectFrom('activities.pool')
      .selectAll()
      .where('series_id', '=', id)
      .executeTakeFirstOrThrow()
    await signUp(pool.id)
    const [, , third] = await datesOf(id)
    const wish = await wishOf(id)
    const { seriesId } = await run((tx) =>
      editFollowing(
        tx,
        host,
        {
          occurrenceId: third?.id as number,
          wish: { ...wish, place: { nb: 'Salen' }, rule: { ...wish.rule, time: '19:00' } },
        },
        now,
      ),
    )
    expect(seriesId).toBe(id)
    expect(await times(id)).toEqual([
      '2027-03-16T17:00:00Z',
      '2027-03-23T17:00:00Z',
      '2027-03-30T17:00:00Z',
      '2027-04-06T17:00:00Z',
    ])
    const page = await activityPage(id, host, now)
    expect(page?.dates.map((date) => date.place.nb)).toEqual([undefined, undefined, 'Salen', 'Salen'])
    expect(page?.coursePool).toMatchObject({ capacity: 10, taken: 1 })
  })
})

describe('edit all', () => {
  test('from Tuesdays to Wednesdays: everybody comes along, and one announcement says so', async () => {
    const id = await make()
    const before = await datesOf(id)
    await signUp((await poolOf(before[0]?.id as number))?.id as number)
    const wish = await wishOf(id)
    await run((tx) =>
      editSeries(
        tx,
        host,
        { seriesId: id, wish: { ...wish, rule: { ...wish.rule, start: '2027-03-17' } } },
        now,
      ),
    )
    const after = await datesOf(id)
    expect(after.map((o) => o.id)).toEqual(before.map((o) => o.id))
    expect(after.map((o) => o.originalDate)).toEqual(['2027-03-17', '2027-03-24', '2027-03-31', '2027-04-07'])
    expect((await poolOf(before[0]?.id as number))?.taken).toBe(1)
  })

  test('a shorter series drops empty dates and cancels those people hold a place on', async () => {
    const id = await make()
    const before = await datesOf(id)
    await signUp((await poolOf(before[3]?.id as number))?.id as number)
    const wish = await wishOf(id)
    const message = { nb: 'Vi slutter før påske.' }
    await run((tx) =>
      editSeries(
        tx,
        host,
        { seriesId: id, wish: { ...wish, rule: { ...wish.rule, rrule: 'FREQ=WEEKLY;COUNT=2' } }, message },
        now,
      ),
    )
    expect((await occurrencesOf(db, id)).map((o) => o.state)).toEqual(['on', 'on', 'dropped', 'cancelled'])
    // And back again: the dropped date is the same date as before.
    await run((tx) => editSeries(tx, host, { seriesId: id, wish }, now))
    expect((await occurrencesOf(db, id)).map((o) => [o.id, o.state])).toEqual(
      before.map((o, i) => [o.id, i === 3 ? 'cancelled' : 'on']),
    )
  })

  test('what has been stays as it was', async () => {
    const id = await make()
    const wish = await wishOf(id)
    const middle = Temporal.Instant.from('2027-03-25T08:00:00Z')
    await run((tx) =>
      editSeries(
        tx,
        host,
        { seriesId: id, wish: { ...wish, rule: { ...wish.rule, time: '10:00' } } },
        middle,
      ),
    )
    expect(await times(id)).toEqual([
      '2027-03-16T17:00:00Z',
      '2027-03-23T17:00:00Z',
      '2027-03-30T08:00:00Z',
      '2027-04-06T08:00:00Z',
    ])
  })

  test('two hosts at once: the second is told instead of overwriting', async () => {
    const id = await make()
    const wish = await wishOf(id)
    const { sequence } = await readSeries(db, id)
    const edit = (place: string) =>
      run((tx) =>
        editSeries(
          tx,
          host,
          { seriesId: id, wish: { ...wish, place: { nb: place } }, basedOn: sequence },
          now,
        ),
      )
    const ends = await Promise.allSettled([edit('Kafeen'), edit('Salen')])
    expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(ends.find((end) => end.status === 'rejected')).toMatchObject({
      reason: { code: 'activities.changed-meanwhile' },
    })
  })

  test("nobody loses a place to a smaller room, and a course does not become a series under people's feet", async () => {
    const id = await make()
    const [first] = await datesOf(id)
    const pool = (await poolOf(first?.id as number))?.id as number
    await signUp(pool)
    await signUp(pool)
    const wish = await wishOf(id)
    const edit = (part: Partial<ActivityWish>) =>
      run((tx) => editSeries(tx, host, { seriesId: id, wish: { ...wish, ...part } }, now))
    await expect(edit({ capacity: 1 })).rejects.toMatchObject({ code: 'activities.below-taken' })
    await expect(edit({ form: 'course' })).rejects.toMatchObject({ code: 'activities.form-fixed' })
    await expect(edit({ signUp: 'none' })).rejects.toMatchObject({ code: 'activities.sign-ups-exist' })
    await edit({ capacity: 2 })
    expect(await poolOf(first?.id as number)).toMatchObject({ capacity: 2, taken: 2 })
  })
})

describe('cancel, add and copy', () => {
  test('a cancelled date stays in the list with its message', async () => {
    const id = await make()
    const [first] = await datesOf(id)
    await run((tx) =>
      cancelOccurrence(
        tx,
        host,
        { occurrenceId: first?.id as number, message: { nb: 'Verten er syk.' } },
        now,
      ),
    )
    const page = await activityPage(id, host, now)
    expect(page?.dates[0]).toMatchObject({ state: 'cancelled', message: { nb: 'Verten er syk.' } })
    await expect(
      run((tx) => cancelOccurrence(tx, host, { occurrenceId: first?.id as number, message: null }, now)),
    ).rejects.toMatchObject({ code: 'activities.date-cancelled' })
  })

  test('a cancelled activity cancels every date it still has', async () => {
    const id = await make()
    await run((tx) =>
      cancelActivity(
        tx,
        host,
        { seriesId: id, message: { nb: 'For få påmeldte.' } },
        Temporal.Instant.from('2027-03-25T08:00:00Z'),
      ),
    )
    expect((await datesOf(id)).map((o) => o.state)).toEqual(['on', 'on', 'cancelled', 'cancelled'])
    await expect(
      run(async (tx) => editSeries(tx, host, { seriesId: id, wish: await wishOf(id) }, now)),
    ).rejects.toMatchObject({ code: 'activities.cancelled-already' })
  })

  test('one more date, at another hour', async () => {
    const id = await make()
    const { occurrenceId } = await run((tx) =>
      addDate(tx, host, { seriesId: id, date: '2027-03-20', start: '12:00' }, now),
    )
    expect((await datesOf(id)).find((o) => o.id === occurrenceId)?.startsAt.toString()).toBe(
      '2027-03-20T11:00:00Z',
    )
    expect(await poolOf(occurrenceId)).toMatchObject({ capacity: 10 })
    await expect(
      run((tx) => addDate(tx, host, { seriesId: id, date: '2027-03-20' }, now)),
    ).rejects.toMatchObject({ code: 'activities.date-taken' })
  })

  test('a copy is a draft from another day on', async () => {
    const id = await make()
    const copy = await run((tx) => copyActivity(tx, host, { seriesId: id, start: '2027-08-17' }, now))
    expect((await readSeries(db, copy.id)).state).toBe('draft')
    expect((await datesOf(copy.id)).map((o) => o.originalDate)).toEqual([
      '2027-08-17',
      '2027-08-24',
      '2027-08-31',
      '2027-09-07',
    ])
  })

  test('an endless series is written on before its year runs out', async () => {
    const id = await make({ rule: { ...tuesdays.rule, rrule: 'FREQ=WEEKLY' } })
    const before = await datesOf(id)
    await extendEndlessSeries(db, now.add({ hours: 24 * 60 }))
    const after = await datesOf(id)
    expect(after.length).toBeGreaterThan(before.length)
    expect(after.slice(0, before.length).map((o) => o.id)).toEqual(before.map((o) => o.id))
  })

  test('history and audit say who did what, and history cannot be rewritten', async () => {
    const id = await make()
    const rows = await db
      .selectFrom('activities.change')
      .selectAll()
      .where('series_id', '=', id)
      .orderBy('id')
      .execute()
    expect(rows.map((row) => [row.what, row.person_id])).toEqual([
      ['created', host.personId],
      ['published', host.personId],
    ])
    await expect(sql`delete from activities.change where series_id = ${id}`.execute(db)).rejects.toThrow(
      'append-only',
    )
    const audit = await db
      .selectFrom('people.audit')
      .select('action')
      .where('about_id', '=', String(id))
      .where('about_kind', '=', 'activity')
      .execute()
    expect(audit.map((row) => row.action).sort()).toEqual(['activities.created', 'activities.published'])
  })
})

describe('what is on', () => {
  test('pages follow each other without a gap', async () => {
    await make({ title: { nb: 'Paginering' }, category: 'craft' })
    await make({ title: { nb: 'Paginering to' }, category: 'craft' })
    const filters = { ...noFilters, categories: ['craft'] }
    const first = await whatIsOn(filters, null, now, { take: 5 })
    const second = await whatIsOn(filters, readCursor(first.next), now, { take: 5 })
    expect([first.items.length, second.items.length, second.next]).toEqual([5, 3, null])
    expect(new Set([...first.items, ...second.items].map((item) => item.id)).size).toBe(8)
    const starts = [...first.items, ...second.items].map((item) => item.startsAt)
    expect(starts).toEqual([...starts].sort())
  })

  test.each([
    ['strikkekafé', true],
    ['strikkekafe', true],
    ['strikkekaféen', true],
    ['kafé', true],
    ['stikkekafe', true],
    ['strik', true],
    ['knitting', true],
    ['knit', true],
    ['Strikkeforeningen', true],
    ['garn', true],
    ['fotball', false],
    ["'; drop table x; --", false],
    ['%', false],
  ])('searching for "%s"', async (q, found) => {
    const id = await strikkekafe()
    const { items } = await whatIsOn({ ...noFilters, q }, null, now, { take: 200 })
    expect(items.some((item) => item.seriesId === id)).toBe(found)
  })
  let made: Promise<number> | undefined
  const strikkekafe = () => {
    made ??= make({
      title: { nb: 'Strikkekafé', en: 'Knitting café' },
      summary: { nb: 'Ta med garn' },
      organiserName: 'Strikkeforeningen',
    })
    return made
  }

  test('filters narrow the list', async () => {
    const id = await make({
      title: { nb: 'Filter' },
      hubId: 'borgen',
      audience: ['children'],
      ageMin: 6,
      ageMax: 12,
      languages: ['ar'],
      free: false,
      accessibility: ['wheelchair'],
      outdoors: true,
      category: 'children',
      capacity: 1,
    })
    const isThere = async (part: Partial<typeof noFilters>) =>
      (await whatIsOn({ ...noFilters, ...part }, null, now, { take: 500 })).items.some(
        (item) => item.seriesId === id,
      )
    expect(
      await isThere({
        hubs: ['borgen'],
        audiences: ['children'],
        age: 8,
        spoken: ['ar'],
        accessible: true,
        categories: ['children'],
        forms: ['recurring'],
        seats: true,
      }),
    ).toBe(true)
    for (const other of [
      { hubs: ['heggedal'] },
      { audiences: ['seniors'] },
      { age: 13 },
      { age: 5 },
      { spoken: ['nb'] },
      { free: true },
      { indoors: true },
      { from: '2027-05-01' },
      { to: '2027-03-15' },
    ])
      expect(await isThere(other)).toBe(false)
    const dates = await datesOf(id)
    for (const date of dates) await signUp((await poolOf(date.id))?.id as number)
    expect(await isThere({ seats: true })).toBe(false)
    expect(await isThere({})).toBe(true)
  })

  test('a week is its days in order, with what is over in it', async () => {
    const id = await make({ title: { nb: 'Uke' }, category: 'music' })
    const days = await weekOf(
      { ...noFilters, categories: ['music'] },
      Temporal.PlainDate.from('2027-03-18'),
      instantOf('2027-03-20T00:00:00Z'),
    )
    expect(days.map((day) => [day.date, day.count, day.items.map((item) => item.seriesId)])).toEqual([
      ['2027-03-16', 1, [id]],
    ])
    expect(days[0]?.items[0]).toMatchObject({
      from: '18:00',
      to: '20:00',
      hubId: 'borgen',
      title: { nb: 'Uke' },
    })
  })
})

describe('at the same moment', () => {
  test('eight hosts add the same date: it stands once, seven are told', async () => {
    const id = await make()
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        run((tx) => addDate(tx, host, { seriesId: id, date: '2027-05-04' }, now)),
      ),
    )
    expect(all.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
    for (const end of all)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'activities.date-taken' })
    expect((await datesOf(id)).filter((o) => o.originalDate === '2027-05-04')).toHaveLength(1)
  })

  test('people sign up for a date while it goes away: nobody holds a place on a date that is not there', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await make({ capacity: 20 })
      const last = (await datesOf(id)).at(-1)?.id as number
      const pool = (await poolOf(last))?.id as number
      const wish = await wishOf(id)
      const shorter = { ...wish, rule: { ...wish.rule, rrule: 'FREQ=WEEKLY;COUNT=3' } }
      await Promise.allSettled([
        ...Array.from({ length: 6 }, (_, i) => joins(pool, `p${round}-${i}@eksempel.no`)),
        run((tx) => editSeries(tx, host, { seriesId: id, wish: shorter }, now)),
        ...Array.from({ length: 6 }, (_, i) => joins(pool, `q${round}-${i}@eksempel.no`)),
      ])
      const { state } = (await occurrencesOf(db, id)).find((o) => o.id === last) as { state: string }
      const { taken = 0 } = (await poolOf(last)) ?? {}
      expect([state, taken > 0]).toEqual(taken > 0 ? ['cancelled', true] : ['dropped', false])
    }
  })

  test('a series is split while people sign up: every place goes along', async () => {
    const id = await make({ capacity: 20 })
    const third = (await datesOf(id))[2]
    const pool = (await poolOf(third?.id as number))?.id as number
    const rest = {
      ...tuesdays,
      capacity: 20,
      rule: { ...tuesdays.rule, start: '2027-03-30', time: '10:00', rrule: 'FREQ=WEEKLY;COUNT=2' },
    }
    const [split, ...joined] = await Promise.allSettled([
      run((tx) => editFollowing(tx, host, { occurrenceId: third?.id as number, wish: rest }, now)),
      ...Array.from({ length: 12 }, (_, i) => joins(pool, `s${i}@eksempel.no`)),
    ])
    expect([split?.status, joined.filter((end) => end.status === 'fulfilled').length]).toEqual([
      'fulfilled',
      12,
    ])
    expect(await poolOf(third?.id as number)).toMatchObject({ id: pool, taken: 12 })
  })

  /** One sign-up as the database places it, on a connection of its own. */
  const joins = (pool: number, email: string) =>
    run((tx) =>
      sql`select * from activities.place(${pool}::bigint, ${now.toString()}::timestamptz,
        ${JSON.stringify(aWish(email))}::jsonb)`.execute(tx),
    )
})
