import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Actor, db, inTransaction, type Refusal, sql, today } from '#kernel'
import { bookingWish, bookRoom, type RuleSet, usualRules } from '#rooms'
import { addPerson, parse, visit } from '#testing'
import { addDate } from '../add-date.ts'
import { cancelActivity } from '../cancel-activity.ts'
import { cancelOccurrence } from '../cancel-occurrence.ts'
import { copyActivity } from '../copy-activity.ts'
import { createActivity } from '../create-activity.ts'
import { editFollowing } from '../edit-following.ts'
import { editOccurrence, moveOccurrence } from '../edit-occurrence.ts'
import { editSeries } from '../edit-series.ts'
import { extendEndlessSeries } from '../extend-series.ts'
import { holdAnyway, resolveHoursHits } from '../hours-hits.ts'
import { publishActivity } from '../publish-activity.ts'
import { occurrencesOf, readSeries } from '../series.ts'
import { type ActivityWish, plainWish } from '../shapes.ts'
import { tellHostsOfRooms } from './tell-hosts.ts'

const now = Temporal.Instant.from('2027-03-01T08:00:00Z')
const anyTime: RuleSet = {
  ...usualRules,
  way: {
    staffed: 'instant',
    staffless: 'instant',
    evening: 'instant',
    weekend: 'instant',
    night: 'instant',
    closed: 'instant',
  },
  daysAhead: 365,
  tidyMinutes: 0,
  perPersonAWeek: null,
  perAssociationAWeek: null,
  longestMinutes: 60 * 24,
}
let host: Actor
let hostCookie: string
let resident: Actor

async function part(hubId: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into rooms.part (hub_id, name) values (${hubId}, '{"nb": "Del"}') returning id`.execute(db)
  return rows[0]?.id as number
}
async function room(id: string, hubId: string, capacity: number, parts: number[], rules = anyTime) {
  await sql`insert into rooms.room (id, hub_id, name, kind, state, capacity, rules)
    values (${id}, ${hubId}, ${JSON.stringify({ nb: `Rommet ${id}` })}, 'hall', 'open', ${capacity}, ${JSON.stringify(rules)})`.execute(
    db,
  )
  await sql`insert into rooms.room_part (room_id, part_id) select ${id}, unnest(${parts}::bigint[])`.execute(
    db,
  )
}

beforeAll(async () => {
  await sql`insert into hubs.hub (id, name) values ('borgen', 'Borgen'), ('heggedal', 'Heggedal') on conflict do nothing`.execute(
    db,
  )
  const [left, right, other] = [await part('borgen'), await part('borgen'), await part('heggedal')]
  await room('hall', 'borgen', 80, [left, right])
  await room('left', 'borgen', 40, [left])
  await room('right', 'borgen', 40, [right], { ...anyTime, tidyMinutes: 30 })
  await room('stage', 'heggedal', 140, [other])
  const hosting = await addPerson({
    name: 'Vert Prøve',
    email: 'vert@eksempel.no',
    roles: ['host at borgen', 'host at heggedal'],
  })
  host = hosting.actor
  hostCookie = hosting.cookie
  resident = (await addPerson({ name: 'Bo Prøve' })).actor
})
beforeEach(() =>
  sql`truncate activities.series, activities.occurrence, activities.pool, activities.change, rooms.booking, rooms.occupancy, rooms.step cascade`.execute(
    db,
  ),
)

const wish: ActivityWish = {
  ...plainWish,
  hubId: 'borgen',
  category: 'music',
  title: { nb: 'Korøvelse' },
  form: 'recurring',
  roomIds: ['left'],
  rule: {
    start: '2027-03-16',
    time: '18:00',
    minutes: 120,
    rrule: 'FREQ=WEEKLY;COUNT=3',
    skipPublicHolidays: false,
    skipSchoolHolidays: false,
    extraDates: [],
    cancelledDates: [],
  },
}
const draft = (more: Partial<ActivityWish> = {}) =>
  inTransaction((tx) => createActivity(tx, host, { ...wish, ...more }, now)).then(({ id }) => id)
const publish = (id: number) => inTransaction((tx) => publishActivity(tx, host, id, now))
async function published(more: Partial<ActivityWish> = {}) {
  const id = await draft(more)
  await publish(id)
  return id
}
/** 18.00 on the wall in Asker, before and after the clocks change on 28 March. */
const evening = (date: string, hour = 18) =>
  Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: 'Europe/Oslo', plainTime: { hour } }).toInstant()
const book = (roomId: string, date: string, from = 18, to = 20) =>
  inTransaction((tx) =>
    bookRoom(
      tx,
      resident,
      bookingWish.parse({ roomId, from: evening(date, from), to: evening(date, to), headCount: 5 }),
      now,
    ),
  )
/** What rooms hold for activities: `left 2027-03-16 18.00`. */
async function held() {
  const { rows } = await sql<{ room_id: string; at: string }>`
    select b.room_id, to_char(b.starts_at at time zone 'Europe/Oslo', 'MM-DD HH24.MI') as at from rooms.booking b
    where b.kind = 'activity' and b.state = 'booked' and exists (select from rooms.occupancy o where o.booking_id = b.id)
    order by b.starts_at, b.room_id`.execute(db)
  return rows.map((row) => `${row.room_id} ${row.at}`)
}
const allThree = ['left 03-16 18.00', 'left 03-23 18.00', 'left 03-30 18.00']
const dates = async (id: number) => (await occurrencesOf(db, id)).filter((o) => o.state !== 'dropped')
const dateOf = async (id: number, i: number) => (await dates(id))[i]?.id as number
const edit = (seriesId: number, more: Partial<ActivityWish>) =>
  inTransaction((tx) => editSeries(tx, host, { seriesId, wish: { ...wish, ...more } }, now))

describe('an activity and its room', () => {
  test('a draft holds nothing; publishing books the room for every date', async () => {
    const id = await draft()
    expect(await held()).toEqual([])
    await publish(id)
    expect(await held()).toEqual(allThree)
    const { rows } =
      await sql`select title, about, person_id, hub_id from rooms.booking order by starts_at limit 1`.execute(
        db,
      )
    expect(rows).toEqual([
      {
        title: { nb: 'Korøvelse' },
        about: `activities.occurrence:${await dateOf(id, 0)}`,
        person_id: null,
        hub_id: 'borgen',
      },
    ])
  })

  test('is not published into a room somebody has, and is told which date and who', async () => {
    await published({ title: { nb: 'Bridge' }, rule: { ...wish.rule, start: '2027-03-23', rrule: null } })
    const id = await draft()
    const refused = (await publish(id).catch((error) => error)) as Refusal
    expect(refused.code).toBe('rooms.taken')
    expect(refused.params).toMatchObject({
      by: { nb: 'Bridge' },
      room: { nb: 'Rommet left' },
      from: evening('2027-03-23'),
    })
    expect((await readSeries(db, id)).state).toBe('draft')
    expect(await held()).toEqual(['left 03-23 18.00'])
  })

  test('who has booked the room privately is not named', async () => {
    await book('left', '2027-03-23')
    const refused = await publish(await draft()).catch((error) => error)
    expect(refused).toMatchObject({ code: 'rooms.taken', params: { by: null } })
  })

  test('the whole hall is in the way of its half, one half not of the other', async () => {
    await published({ roomIds: ['left'] })
    await published({ roomIds: ['right'] })
    await expect(published({ roomIds: ['hall'] })).rejects.toMatchObject({ code: 'rooms.taken' })
    expect(await held()).toHaveLength(6)
  })

  test('outdoors and for the whole municipality nothing is held', async () => {
    await published({ outdoors: true })
    expect(await held()).toEqual([])
    const editor = (await addPerson({ roles: ['editor'] })).actor
    await expect(
      inTransaction((tx) => createActivity(tx, editor, { ...wish, hubId: null }, now)),
    ).rejects.toMatchObject({ code: 'rooms.at-another-hub' })
  })

  test('more people than the fire limit are refused; two rooms hold them together', async () => {
    await expect(published({ capacity: 41 })).rejects.toMatchObject({
      code: 'rooms.over-capacity',
      params: { capacity: 40 },
    })
    await published({ capacity: 80, roomIds: ['left', 'right'] })
    expect(await held()).toHaveLength(6)
  })

  test('the room of another hub is refused by name', async () => {
    await expect(draft({ roomIds: ['stage'] })).rejects.toMatchObject({ code: 'rooms.at-another-hub' })
    await expect(draft({ roomIds: ['nowhere'] })).rejects.toMatchObject({ status: 404 })
  })
})

describe('the room follows', () => {
  test('when all dates move a week on, onto each other', async () => {
    const id = await published()
    await edit(id, { rule: { ...wish.rule, start: '2027-03-23' } })
    expect(await held()).toEqual(['left 03-23 18.00', 'left 03-30 18.00', 'left 04-06 18.00'])
    await edit(id, { rule: { ...wish.rule, start: '2027-03-23', time: '19:00' } })
    expect(await held()).toEqual(['left 03-23 19.00', 'left 03-30 19.00', 'left 04-06 19.00'])
  })

  test('or nothing moves when one new hour is taken', async () => {
    const id = await published()
    await book('left', '2027-03-30', 10, 12)
    await expect(edit(id, { rule: { ...wish.rule, time: '10:00' } })).rejects.toMatchObject({
      code: 'rooms.taken',
    })
    expect(await held()).toEqual(allThree)
    expect((await readSeries(db, id)).wish.rule.time).toBe('18:00')
  })

  test('to another room, and to none', async () => {
    const id = await published()
    await edit(id, { roomIds: ['right'] })
    expect(await held()).toEqual(allThree.map((one) => one.replace('left', 'right')))
    await edit(id, { roomIds: [] })
    expect(await held()).toEqual([])
  })

  test('a new title is what others read when they meet it', async () => {
    const id = await published()
    await edit(id, { title: { nb: 'Kammerkor' } })
    await expect(published({ title: { nb: 'Bridge' } })).rejects.toMatchObject({
      params: { by: { nb: 'Kammerkor' } },
    })
  })

  test('one date to another day, another room, no room, another hub', async () => {
    const id = await published()
    const one = await dateOf(id, 1)
    const change = (changes: Parameters<typeof editOccurrence>[2]['changes']) =>
      inTransaction((tx) => editOccurrence(tx, host, { occurrenceId: one, changes }, now))
    await change({ time: { date: '2027-03-24', start: '17:00', minutes: 60 } })
    expect(await held()).toEqual(['left 03-16 18.00', 'left 03-24 17.00', 'left 03-30 18.00'])
    await change({ roomIds: ['right'] })
    expect(await held()).toEqual(['left 03-16 18.00', 'right 03-23 18.00', 'left 03-30 18.00'])
    await change({ roomIds: [] })
    expect(await held()).toEqual(['left 03-16 18.00', 'left 03-30 18.00'])
    await expect(change({ roomIds: ['stage'] })).rejects.toMatchObject({ code: 'rooms.at-another-hub' })
    await change({ hubId: 'heggedal', roomIds: ['stage'] })
    expect(await held()).toEqual(['left 03-16 18.00', 'stage 03-23 18.00', 'left 03-30 18.00'])
    await inTransaction((tx) => moveOccurrence(tx, host, { occurrenceId: one, hubId: 'borgen' }, now))
    expect(await held()).toEqual(allThree)
  })

  test('this date and all after it', async () => {
    const id = await published()
    await inTransaction(async (tx) =>
      editFollowing(
        tx,
        host,
        {
          occurrenceId: await dateOf(id, 1),
          wish: {
            ...wish,
            roomIds: ['right'],
            rule: { ...wish.rule, start: '2027-03-23', rrule: 'FREQ=WEEKLY;COUNT=2' },
          },
        },
        now,
      ),
    )
    expect(await held()).toEqual(['left 03-16 18.00', 'right 03-23 18.00', 'right 03-30 18.00'])
  })

  test('the rest of a course', async () => {
    const id = await published({ form: 'course' })
    await inTransaction(async (tx) =>
      editFollowing(
        tx,
        host,
        { occurrenceId: await dateOf(id, 2), wish: { ...wish, form: 'course', roomIds: ['right'] } },
        now,
      ),
    )
    expect(await held()).toEqual(['left 03-16 18.00', 'left 03-23 18.00', 'right 03-30 18.00'])
  })

  test('a date more, at its own hour', async () => {
    const id = await published()
    await inTransaction((tx) =>
      addDate(tx, host, { seriesId: id, date: '2027-04-13', start: '12:00', minutes: 60 }, now),
    )
    expect(await held()).toEqual([...allThree, 'left 04-13 12.00'])
  })

  test('moved from Borgen to Heggedal it has the rooms chosen there', async () => {
    const id = await published()
    await expect(edit(id, { hubId: 'heggedal' })).rejects.toMatchObject({ code: 'rooms.at-another-hub' })
    await edit(id, { hubId: 'heggedal', roomIds: ['stage'] })
    expect(await held()).toEqual(allThree.map((one) => one.replace('left', 'stage')))
  })
})

describe('the room is free again', () => {
  test('when a date or the whole activity is cancelled', async () => {
    const id = await published()
    await inTransaction(async (tx) =>
      cancelOccurrence(tx, host, { occurrenceId: await dateOf(id, 0), message: null }, now),
    )
    expect(await held()).toEqual(allThree.slice(1))
    await inTransaction((tx) => cancelActivity(tx, host, { seriesId: id, message: null }, now))
    expect(await held()).toEqual([])
    await book('left', '2027-03-23')
  })

  test('when the rule has fewer dates', async () => {
    const id = await published()
    await edit(id, { rule: { ...wish.rule, rrule: 'FREQ=WEEKLY;COUNT=1' } })
    expect(await held()).toEqual(allThree.slice(0, 1))
  })

  test('a copy is a draft and takes nothing until it is published', async () => {
    const id = await published()
    const copy = await inTransaction((tx) =>
      copyActivity(tx, host, { seriesId: id, start: '2027-05-04' }, now),
    )
    expect((await readSeries(db, copy.id)).wish.roomIds).toEqual(['left'])
    expect(await held()).toEqual(allThree)
    await publish(copy.id)
    expect(await held()).toHaveLength(6)
  })

  test('moved, cancelled and kept dates of a closure', async () => {
    const id = await published()
    const [a, b, c] = (await dates(id)).map((date) => date.id) as [number, number, number]
    await inTransaction((tx) =>
      resolveHoursHits(
        tx,
        host,
        [
          { occurrenceId: a, choice: 'move', time: { date: '2027-03-18', start: '12:00', minutes: 60 } },
          { occurrenceId: b, choice: 'cancel', message: null },
          { occurrenceId: c, choice: 'keep' },
        ],
        now,
      ),
    )
    expect(await held()).toEqual(['left 03-18 12.00', 'left 03-30 18.00'])
  })
})

describe('who reads of the room', () => {
  const soon = { ...wish.rule, start: today().add({ days: 7 }).toString() }

  test('the activity’s page and the API name it; a date in another room says so', async () => {
    const id = await inTransaction(async (tx) => {
      const made = await createActivity(tx, host, { ...wish, rule: soon })
      await publishActivity(tx, host, made.id)
      return made.id
    })
    await inTransaction(async (tx) =>
      editOccurrence(tx, host, { occurrenceId: await dateOf(id, 2), changes: { roomIds: ['right'] } }),
    )
    const page = await visit(`/activities/${id}`)
    expect(page.body).toContain('href="/rooms/left"')
    expect(page.body).toContain('href="/rooms/right"')
    const { rooms } = JSON.parse((await visit(`/api/activities/${id}`)).body)
    expect(rooms).toEqual([{ id: 'left', name: { nb: 'Rommet left' } }])
  })

  test('the host ticks rooms in the form, and what is in the way is said there with what was typed', async () => {
    await inTransaction(async (tx) => {
      const bridge = { ...wish, title: { nb: 'Bridge' }, rule: { ...soon, rrule: null } }
      const made = await createActivity(tx, host, bridge)
      await publishActivity(tx, host, made.id)
    })
    const refused = await visit('/staff/activities/new?hub=borgen', {
      as: hostCookie,
      form: {
        do: 'publish',
        title: 'Kor',
        hub: 'borgen',
        form: 'one-off',
        category: 'music',
        date: soon.start,
        time: '19:00',
        timeEnd: '20:00',
        rooms: 'left',
      },
    })
    expect(refused.status).toBe(409)
    expect(parse(refused.body).text).toMatch(/Rommet left er opptatt .* av Bridge/)
    expect(refused.body).toMatch(/name="rooms" value="left" checked/)
  })
})

describe('dates that the timer writes', () => {
  const endless = { rule: { ...wish.rule, rrule: 'FREQ=WEEKLY' } }

  test('have their room; where it is taken the date stays without one and the hosts are asked', async () => {
    const id = await published(endless)
    const last = (await dates(id)).at(-1)?.startsAt as Temporal.Instant
    const later = now.add({ hours: 24 * 21 })
    const day = last.toZonedDateTimeISO('Europe/Oslo').toPlainDate().add({ weeks: 1 }).toString()
    const inTheWay = await inTransaction((tx) =>
      createActivity(
        tx,
        host,
        { ...wish, title: { nb: 'Loppemarked' }, rule: { ...wish.rule, start: day, rrule: null } },
        later,
      ),
    )
    await inTransaction((tx) => publishActivity(tx, host, inTheWay.id, later))
    const before = (await held()).length
    await extendEndlessSeries(db, later)
    const added = (await dates(id)).filter((date) => Temporal.Instant.compare(date.startsAt, last) > 0)
    expect(added.length).toBeGreaterThan(1)
    expect(added[0]).toMatchObject({ state: 'on', attention: 'room-taken', changes: { roomIds: [] } })
    expect(added.slice(1).every((date) => date.attention === null)).toBe(true)
    expect(await held()).toHaveLength(before + added.length - 1)

    await tellHostsOfRooms({ seriesId: id, occurrenceIds: [added[0]?.id as number] }, {
      db,
      now: later,
    } as never)
    const { rows } = await sql<{
      subject: string
    }>`select subject from kernel.mail where subject like '%Korøvelse'`.execute(db)
    expect(rows[0]?.subject).toBe('Rommet er opptatt: Korøvelse')

    // Later edits of the activity are not stopped by what its hosts decide about apart.
    await inTransaction((tx) =>
      editSeries(
        tx,
        host,
        { seriesId: id, wish: { ...wish, ...endless, title: { nb: 'Kammerkor' } } },
        later,
      ),
    )
    await inTransaction((tx) => holdAnyway(tx, host, added[0]?.id as number))
    expect((await dates(id)).every((date) => date.attention === null)).toBe(true)
  })
})

describe('at the same moment', () => {
  test('an activity and a resident want the room: one has it, the other is told, nothing overlaps', async () => {
    for (let round = 0; round < 12; round++) {
      const start = Temporal.PlainDate.from('2027-04-06').add({ weeks: round }).toString()
      const ids = await Promise.all(
        Array.from({ length: 4 }, (_, i) =>
          draft({ roomIds: i % 2 ? ['hall'] : ['left'], rule: { ...wish.rule, start, rrule: null } }),
        ),
      )
      const answers = await Promise.allSettled([
        ...ids.map(publish),
        ...Array.from({ length: 4 }, (_, i) => book(i % 2 ? 'hall' : 'left', start, 19, 21)),
      ])
      expect(answers.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
      for (const one of answers)
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'rooms.taken' })
    }
    const { rows } = await sql`
      select from rooms.occupancy a join rooms.occupancy b on a.part_id = b.part_id and a.during && b.during
        and a.booking_id < b.booking_id`.execute(db)
    expect(rows).toHaveLength(0)
  })

  test('two activities move onto the same free evening: one gets it', async () => {
    for (let round = 0; round < 8; round++) {
      const once = { ...wish.rule, rrule: null }
      const day = (plus: number) =>
        Temporal.PlainDate.from('2027-04-06').add({ weeks: round, days: plus }).toString()
      const ids = [
        await published({ rule: { ...once, start: day(0) } }),
        await published({ rule: { ...once, start: day(1) }, roomIds: ['left', 'right'] }),
      ]
      const answers = await Promise.allSettled(
        ids.map((id, i) =>
          edit(id, { rule: { ...once, start: day(2) }, roomIds: i ? ['left', 'right'] : ['left'] }),
        ),
      )
      expect(answers.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    }
  })
})
