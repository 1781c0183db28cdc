import { beforeEach, describe, expect, test } from 'vitest'
import { draftHoursChange } from '#hubs'
import { db, instantOf, inTransaction, inZone, now, sql } from '#kernel'
import { usualRules } from '#rooms'
import {
  addPerson,
  everybodyListens,
  mailTo,
  parse,
  runJobs,
  seededDatabase,
  type TestPerson,
  visit,
} from '#testing'

let host: TestPerson

beforeEach(async () => {
  await seededDatabase()
  host = await addPerson({ name: 'Vert Prøve', roles: ['host at borgen'] })
}, 120_000)

/** Borgen shut from tomorrow, drafted and not yet made true. */
const closing = (days: number) =>
  inTransaction((tx) =>
    draftHoursChange(tx, host.actor, 'borgen', {
      kind: 'close',
      everyHub: false,
      serviceId: null,
      effect: 'closed',
      from: now().add({ hours: 24 }).toString(),
      until: now()
        .add({ hours: 24 * (days + 1) })
        .toString(),
      mayBeExtended: false,
      reason: { nb: 'Vannlekkasje' },
      exceptions: [],
    }),
  )
const preview = (draft: string) => `/staff/hubs/borgen/hours/preview?draft=${draft}`
const choices = (body: string) => [
  ...new Set([...body.matchAll(/name="choice-(\d+)"/g)].map((found) => Number(found[1]))),
]
const closures = async () =>
  Number(
    (
      await sql<{
        n: number
      }>`select count(*)::int as n from hubs.closure where reason ->> 'nb' = 'Vannlekkasje'`.execute(db)
    ).rows[0]?.n,
  )
const statesOf = async (ids: number[]) =>
  await db
    .selectFrom('activities.occurrence')
    .select(['id', 'state', 'starts_at', 'message', 'changes'])
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()

describe('closing a hub', () => {
  test('first shows every date it hits', async () => {
    const { status, body } = await visit(preview(await closing(7)), { as: host.cookie })
    expect(status).toBe(200)
    expect(choices(body).length).toBeGreaterThan(2)
    expect(parse(body).text).toContain('Torget er stengt da')
    expect(await closures()).toBe(0)
  })

  test('moves, cancels and keeps each in one press, and a second press changes nothing', async () => {
    const draft = await closing(7)
    const ids = choices((await visit(preview(draft), { as: host.cookie })).body)
    const [moved, kept] = ids as [number, number]
    const day = now()
      .add({ hours: 24 * 30 })
      .toString()
      .slice(0, 10)
    const form = {
      all: 'cancel',
      [`choice-${kept}`]: 'keep',
      [`choice-${moved}`]: 'move',
      [`date-${moved}`]: day,
      [`time-${moved}`]: '17:30',
      message: 'Vi har vannlekkasje.',
    }
    const done = await visit(preview(draft), { as: host.cookie, form })
    expect(done.location).toBe('/staff/hubs/borgen/hours?done=hours-changed')
    expect(await closures()).toBe(1)
    const after = new Map((await statesOf(ids)).map((row) => [row.id, row]))
    expect(after.get(kept)?.state).toBe('on')
    expect(after.get(moved)?.changes).toMatchObject({ time: { date: day, start: '17:30' } })
    for (const id of ids.slice(2)) {
      expect(after.get(id)?.state).toBe('cancelled')
      expect(after.get(id)?.message).toEqual({ nb: 'Vi har vannlekkasje.' })
    }

    const again = await visit(preview(draft), { as: host.cookie, form })
    expect(again.status).toBe(409)
    expect(await closures()).toBe(1)
  })

  test('for good: a new status is previewed as a closure is, and its dates go with it', async () => {
    const leader = await addPerson({ name: 'Leder Prøve', roles: ['hub-leader at borgen'] })
    const from = now()
      .add({ hours: 24 * 3 })
      .toString()
      .slice(0, 10)
    const { location } = await visit('/staff/hubs/borgen/status', {
      as: leader.cookie,
      form: { status: 'closed', from },
    })
    const shown = await visit(location ?? '', { as: leader.cookie })
    const ids = choices(shown.body)
    expect(ids.length).toBeGreaterThan(2)
    const done = await visit(location ?? '', { as: leader.cookie, form: { all: 'cancel' } })
    expect(done.location).toBe('/staff/hubs/borgen/status?done=hours-changed')
    expect((await statesOf(ids)).every((row) => row.state === 'cancelled')).toBe(true)
    const { rows } =
      await sql`select status from hubs.status_period where hub_id = 'borgen' and valid_from = ${from}`.execute(
        db,
      )
    expect(rows).toEqual([{ status: 'closed' }])
  })

  test('a date is not moved to another hour of the same closure, but to another hub it may', async () => {
    const both = await addPerson({ name: 'Vert Begge', roles: ['host at borgen', 'host at heggedal'] })
    const draft = await closing(7)
    const [id] = choices((await visit(preview(draft), { as: both.cookie })).body) as [number]
    const day = now()
      .add({ hours: 24 * 4 })
      .toString()
      .slice(0, 10)
    const form = {
      all: 'later',
      [`choice-${id}`]: 'move',
      [`date-${id}`]: day,
      [`time-${id}`]: '16:00',
    }
    const refused = await visit(preview(draft), { as: both.cookie, form })
    expect(refused.status).toBe(422)
    expect(parse(refused.body).text).toContain('ikke åpent på den nye tiden heller')
    expect(await closures()).toBe(0)
    const elsewhere = await visit(preview(draft), {
      as: both.cookie,
      form: { ...form, [`hub-${id}`]: 'heggedal' },
    })
    expect(elsewhere.status).toBe(303)
    expect((await statesOf([id]))[0]?.changes).toMatchObject({ hubId: 'heggedal', time: { date: day } })
  })

  test('a date that came to the programme meanwhile is not decided for unseen', async () => {
    const draft = await closing(2)
    const ids = choices((await visit(preview(draft), { as: host.cookie })).body)
    const answer = await visit(preview(draft), {
      as: host.cookie,
      form: { all: 'cancel', shown: ids.slice(1).join(' ') },
    })
    expect(answer.status).toBe(409)
    expect(parse(answer.body).text).toContain('Programmet har endret seg')
    expect(await closures()).toBe(0)
  })

  test('what is decided later stays on the desk', async () => {
    const draft = await closing(2)
    await visit(preview(draft), { as: host.cookie, form: { all: 'later' } })
    const desk = await visit('/staff', { as: host.cookie })
    expect(parse(desk.body).text).toContain('Torget er stengt da')
    expect(desk.body).toMatch(/\/staff\/activities\/\d+\/dates\/\d+/)
  })

  test('two hosts pressing at once close it once', async () => {
    const draft = await closing(2)
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => visit(preview(draft), { as: host.cookie, form: { all: 'cancel' } })),
    )
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(5)
    expect(await closures()).toBe(1)
  })

  test('a date without a choice stops it: nothing is half done, and what was chosen stays', async () => {
    const draft = await closing(7)
    const ids = choices((await visit(preview(draft), { as: host.cookie })).body)
    const page = await visit(preview(draft), { as: host.cookie, form: { [`choice-${ids[0]}`]: 'cancel' } })
    expect(page.status).toBe(422)
    expect(parse(page.body).text).toContain('Noen aktiviteter eller bookinger mangler et valg')
    expect(page.body).toMatch(new RegExp(`name="choice-${ids[0]}" value="cancel" checked`))
    expect(await closures()).toBe(0)
    expect((await statesOf(ids)).every((row) => row.state === 'on')).toBe(true)
  })

  test('a move without a day or to a day that does not exist is refused at its own field', async () => {
    const draft = await closing(7)
    const [id] = choices((await visit(preview(draft), { as: host.cookie })).body)
    const page = await visit(preview(draft), {
      as: host.cookie,
      form: {
        all: 'cancel',
        [`choice-${id}`]: 'move',
        [`date-${id}`]: '2027-02-29',
        [`time-${id}`]: '25:00',
      },
    })
    expect(page.status).toBe(422)
    expect(page.body).toContain(`href="#date-${id}"`)
    expect(page.body).toContain(`href="#time-${id}"`)
    expect(page.body).toContain('value="2027-02-29"')
    expect(await closures()).toBe(0)
  })

  test('is not for the host of another hub', async () => {
    const draft = await closing(7)
    const other = await addPerson({ name: 'Vert Annet', roles: ['host at heggedal'] })
    expect((await visit(preview(draft), { as: other.cookie })).status).toBe(403)
    expect((await visit(preview('not-a-draft'), { as: host.cookie })).status).toBe(404)
  })
})

describe('closing a hub where rooms are booked', () => {
  let resident: TestPerson
  let roomId: string

  /** Booked straight in: which rules a room has is not what this is about. */
  const booked = async (days: number, hour: number, more: Record<string, unknown> = {}) => {
    const from = inZone(now())
      .add({ days })
      .with({ hour, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
      .toInstant()
    const row = {
      kind: 'booking',
      state: 'booked',
      room_id: roomId,
      hub_id: 'borgen',
      starts_at: from.toString(),
      ends_at: from.add({ hours: 1 }).toString(),
      first_starts_at: from.toString(),
      person_id: resident.id,
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
    const id = rows[0]?.id as string
    await sql`insert into rooms.occupancy (booking_id, part_id, during)
      select ${id}::uuid, part_id, tstzrange(${from.toString()}::timestamptz, ${from.add({ hours: 1 }).toString()}::timestamptz, '[)')
      from rooms.room_part where room_id = ${roomId}`.execute(db)
    return id
  }
  const bookingsAfter = async (ids: string[]) =>
    new Map(
      (
        await db
          .selectFrom('rooms.booking')
          .select(['id', 'state', 'attention', 'starts_at', 'message'])
          .where('id', 'in', ids)
          .execute()
      ).map((row) => [row.id, row]),
    )
  const mails = async () => {
    await runJobs()
    return (await mailTo('bo@eksempel.no')).map(({ subject }) => subject)
  }

  beforeEach(async () => {
    await everybodyListens()
    resident = await addPerson({ name: 'Bo Prøve', email: 'bo@eksempel.no' })
    const { rows } = await sql<{ id: number }>`
      insert into rooms.part (hub_id, name) values ('borgen', '{"nb": "Del"}') returning id`.execute(db)
    roomId = 'prove-rom'
    await sql`insert into rooms.room (id, hub_id, name, kind, state, capacity, rules)
      values (${roomId}, 'borgen', '{"nb": "Prøverommet"}', 'meeting', 'open', 20, ${JSON.stringify(usualRules)})`.execute(
      db,
    )
    await sql`insert into rooms.room_part (room_id, part_id) values (${roomId}, ${rows[0]?.id})`.execute(db)
    await sql`delete from kernel.mail`.execute(db)
  })

  test('shows each booking with its purpose, and notes that its owner was looked up', async () => {
    const id = await booked(3, 18)
    const after = await booked(12, 18)
    const { body } = await visit(preview(await closing(7)), { as: host.cookie })
    expect(body).toContain(`name="choice-${id}"`)
    expect(body).not.toContain(after)
    const { text } = parse(body)
    expect(text).toContain('Prøverommet')
    expect(text).toContain('Bo Prøve · Styremøte')
    const { rows } =
      await sql`select from people.audit where action = 'portal.hours-hits-seen' and about_person = ${resident.id}::uuid`.execute(
        db,
      )
    expect(rows).toHaveLength(1)
  })

  test('moves, cancels, keeps and leaves for later in one press; each hears once', async () => {
    const [moved, cancelled, kept, later] = [
      await booked(3, 8),
      await booked(3, 10),
      await booked(3, 12),
      await booked(3, 14),
    ]
    const block = await booked(3, 16, {
      kind: 'block',
      person_id: null,
      title: { nb: 'Vask' },
    })
    const day = inZone(now()).add({ days: 30 }).toPlainDate().toString()
    const done = await visit(preview(await closing(7)), {
      as: host.cookie,
      form: {
        all: 'later',
        [`choice-${moved}`]: 'move',
        [`date-${moved}`]: day,
        [`time-${moved}`]: '17:30',
        [`room-${moved}`]: roomId,
        [`choice-${cancelled}`]: 'cancel',
        [`choice-${kept}`]: 'keep',
        [`choice-${later}`]: 'later',
        message: 'Vi har vannlekkasje.',
      },
    })
    expect(done.location).toBe('/staff/hubs/borgen/hours?done=hours-changed')
    const rows = await bookingsAfter([moved, cancelled, kept, later, block])
    expect(rows.get(moved)).toMatchObject({ state: 'booked', attention: null })
    expect(
      inZone(instantOf(rows.get(moved)?.starts_at as string))
        .toPlainDateTime()
        .toString(),
    ).toBe(`${day}T17:30:00`)
    expect(rows.get(cancelled)).toMatchObject({ state: 'cancelled', message: { nb: 'Vi har vannlekkasje.' } })
    expect(rows.get(kept)).toMatchObject({ state: 'booked', attention: null })
    expect(rows.get(later)).toMatchObject({ state: 'booked', attention: 'closed' })
    expect(rows.get(block)).toMatchObject({ state: 'booked', attention: null })
    expect((await mails()).sort()).toEqual([
      'Avlyst av torget: Prøverommet',
      'Bookingen din står: Prøverommet',
      'Endret: Prøverommet',
    ])
    const desk = await visit('/staff', { as: host.cookie })
    expect(desk.body).toContain(`/staff/bookings/${later}`)
    expect(parse(desk.body).text).toContain('Prøverommet')

    const page = await visit(`/staff/bookings/${later}`, { as: host.cookie, form: { do: 'keep' } })
    expect(page.status).toBe(303)
    expect((await bookingsAfter([later])).get(later)).toMatchObject({ state: 'booked', attention: null })
  })

  test('the dates of a series that are cancelled together are told of in one letter', async () => {
    const rule = { start: '2026-01-01', time: '18:00', minutes: 60, rrule: 'FREQ=DAILY;COUNT=3' }
    const { rows } = await sql<{ id: number }>`insert into rooms.series (room_id, person_id, rule)
      values (${roomId}, ${resident.id}::uuid, ${JSON.stringify(rule)}) returning id`.execute(db)
    const seriesId = rows[0]?.id
    const ids = []
    for (const days of [3, 4, 5])
      ids.push(await booked(days, 18, { series_id: seriesId, original_date: `2026-01-0${days}` }))
    await visit(preview(await closing(7)), { as: host.cookie, form: { all: 'cancel' } })
    expect([...(await bookingsAfter(ids)).values()].every((row) => row.state === 'cancelled')).toBe(true)
    expect(await mails()).toHaveLength(1)
  })

  test('a booking is not moved to another hour of the same closure, nor onto somebody else', async () => {
    const [id, other] = [await booked(3, 18), await booked(30, 18)]
    const draft = await closing(7)
    const move = (days: number) =>
      visit(preview(draft), {
        as: host.cookie,
        form: {
          all: 'later',
          [`choice-${id}`]: 'move',
          [`date-${id}`]: inZone(now()).add({ days }).toPlainDate().toString(),
          [`time-${id}`]: '18:00',
          [`room-${id}`]: roomId,
        },
      })
    expect((await move(4)).status).toBe(422)
    const onto = await move(30)
    expect(onto.status).toBe(409)
    expect(parse(onto.body).text).toContain('opptatt')
    expect(await closures()).toBe(0)
    expect((await bookingsAfter([id, other])).get(id)).toMatchObject({ state: 'booked' })
  })

  test('a booking made meanwhile is not decided for unseen, and one without a choice stops it', async () => {
    const id = await booked(3, 18)
    const draft = await closing(2)
    const dates = choices((await visit(preview(draft), { as: host.cookie })).body)
    const unseen = await visit(preview(draft), {
      as: host.cookie,
      form: { all: 'cancel', shown: dates.join(' ') },
    })
    expect(unseen.status).toBe(409)
    const each = Object.fromEntries(dates.map((date) => [`choice-${date}`, 'keep']))
    expect((await visit(preview(draft), { as: host.cookie, form: each })).status).toBe(422)
    expect((await bookingsAfter([id])).get(id)).toMatchObject({ state: 'booked', attention: null })
  })

  test('whoever booked while the hub was being closed is on the desk, and what was kept is not', async () => {
    const kept = await booked(3, 18)
    await visit(preview(await closing(7)), { as: host.cookie, form: { all: 'keep' } })
    // Asked about hours that were not there any more when it was written.
    const late = await booked(3, 20)
    const untouched = await booked(20, 20)
    await runJobs()
    const rows = await bookingsAfter([kept, late, untouched])
    expect(rows.get(kept)?.attention).toBeNull()
    expect(rows.get(late)?.attention).toBe('closed')
    expect(rows.get(untouched)?.attention).toBeNull()
  })

  test('an editor changes the hours and sees no names: the hub’s hosts decide', async () => {
    const id = await booked(3, 18)
    const editor = await addPerson({ name: 'Redaktør Prøve', roles: ['editor at borgen'] })
    const draft = await inTransaction((tx) =>
      draftHoursChange(tx, editor.actor, 'borgen', {
        kind: 'close',
        everyHub: false,
        serviceId: null,
        effect: 'closed',
        from: now().add({ hours: 24 }).toString(),
        until: now()
          .add({ hours: 24 * 8 })
          .toString(),
        mayBeExtended: false,
        reason: { nb: 'Vannlekkasje' },
        exceptions: [],
      }),
    )
    const page = await visit(preview(draft), { as: editor.cookie })
    expect(page.body).not.toContain('Bo Prøve')
    expect(parse(page.body).text).toContain('Vertene på torget')
    const done = await visit(preview(draft), { as: editor.cookie, form: { all: 'cancel' } })
    expect(done.status).toBe(303)
    expect((await bookingsAfter([id])).get(id)).toMatchObject({ state: 'booked', attention: 'closed' })
  })
})
