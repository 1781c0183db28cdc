import { beforeEach, describe, expect, test } from 'vitest'
import { draftHoursChange } from '#hubs'
import { db, inTransaction, now, sql } from '#kernel'
import { addPerson, parse, seededDatabase, type TestPerson, visit } from '#testing'

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
    expect(parse(page.body).text).toContain('Noen aktiviteter mangler et valg')
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
