import { beforeAll, expect, test } from 'vitest'
import { type ActivityWish, createActivity, plainWish, publishActivity } from '#activities'
import { type Actor, db, inTransaction, sql, today } from '#kernel'
import { addPerson, textOf, visit } from '#testing'

let host: Actor

beforeAll(async () => {
  await sql`insert into hubs.hub (id, name) values ('borgen', 'Borgen innbyggertorg') on conflict do nothing`.execute(
    db,
  )
  host = (await addPerson({ roles: ['host at borgen'] })).actor
})

const weekly = (startsInDays: number) => ({
  start: today().add({ days: startsInDays }).toString(),
  time: '18:00',
  minutes: 120,
  rrule: 'FREQ=WEEKLY;COUNT=4',
  skipPublicHolidays: false,
  skipSchoolHolidays: false,
  extraDates: [],
  cancelledDates: [],
})

async function course(startsInDays: number, part: Partial<ActivityWish> = {}) {
  const id = await inTransaction(async (tx) => {
    const { id } = await createActivity(tx, host, {
      ...plainWish,
      hubId: 'borgen',
      category: 'craft',
      title: { nb: 'Keramikk for nye' },
      form: 'course',
      signUp: 'open',
      capacity: 2,
      rule: weekly(startsInDays),
      ...part,
    })
    await publishActivity(tx, host, id)
    return id
  })
  const { rows } = await sql<{ id: number }>`
    select id from activities.occurrence where series_id = ${id} and starts_at > now() order by starts_at`.execute(
    db,
  )
  const { rows: pools } = await sql<{ id: number }>`
    select id from activities.pool where series_id = ${id} and occurrence_id is null`.execute(db)
  return { id, dates: rows.map((row) => row.id), pool: pools[0]?.id as number }
}

async function place(poolId: number, email: string) {
  const wish = {
    name: 'Torvald',
    email,
    party: 1,
    attends: true,
    lang: 'nb',
    remind: true,
    waitingList: true,
    code: '123456',
    attendees: [],
    answers: [],
  }
  await sql`select activities.place(${poolId}::bigint, now(), ${JSON.stringify(wish)}::jsonb)`.execute(db)
}
/** Somebody has said "not tonight". */
const giveUp = (id: number, date: number | undefined) =>
  sql`insert into activities.pool (series_id, occurrence_id, capacity) values (${id}, ${date}, 1)`.execute(db)
const page = async (id: number) => (await visit(`/activities/${id}`)).body
const toSignUp = (body: string) =>
  [...body.matchAll(/href="(\/activities\/\d+\/sign-up[^"]*)"/g)].map(([, href]) => href)
const seats = async (id: number) => (await visit('/activities?seats=1')).body.includes(`/activities/${id}"`)

test('a course that has not begun is joined as a whole', async () => {
  const { id } = await course(7)
  expect(toSignUp(await page(id))).toEqual([`/activities/${id}/sign-up`])
  expect(await seats(id)).toBe(true)
})

test('a course that has begun takes nobody more; an evening somebody gave up can be had', async () => {
  const { id, dates } = await course(-6)
  await giveUp(id, dates[1])
  const body = await page(id)
  expect(textOf(body)).toContain('Påmeldingen til hele kurset er stengt')
  expect(toSignUp(body)).toEqual(dates.map((date) => `/activities/${id}/sign-up?occurrence=${date}`))
  expect(body).toMatch(new RegExp(`occurrence=${dates[1]}"[^>]*>Ledig plass denne dagen<`))
  expect(body).toMatch(new RegExp(`occurrence=${dates[0]}"[^>]*>Stå på liste for denne dagen<`))
  const form = await visit(`/activities/${id}/sign-up?occurrence=${dates[1]}`)
  expect([form.status, form.body.includes('<form')]).toEqual([200, true])
  expect(await seats(id)).toBe(false)
})

test('a full course leads to its list, and to the single evenings', async () => {
  const { id, dates, pool } = await course(7)
  await place(pool, 'a@eksempel.no')
  await place(pool, 'b@eksempel.no')
  await giveUp(id, dates[1])
  const body = await page(id)
  expect(toSignUp(body)).toHaveLength(1 + dates.length)
  const evening = (n: number) => body.split(`id="o${dates[n]}"`)[1]?.split('</li>')[0]
  expect(evening(0)).toContain('Fullt')
  expect(evening(1)).not.toContain('Fullt')
  expect(await seats(id)).toBe(false)
})

test('a place that somebody in line is first to is not called free', async () => {
  const { id, pool } = await course(7)
  for (const email of ['c@eksempel.no', 'd@eksempel.no', 'e@eksempel.no']) await place(pool, email)
  await sql`update activities.sign_up set state = 'cancelled', holds = false, cancelled_at = now(), cancelled_by = 'self'
    where pool_id = ${pool} and email = 'c@eksempel.no'`.execute(db)
  const text = textOf(await page(id))
  expect(text).not.toContain('ledig plass')
  expect(text).toContain('Sett deg på venteliste')
  expect(await seats(id)).toBe(false)
})

test('what has not opened, or is past its deadline, has no free places to find', async () => {
  const later = await course(7, { opensAt: `${today().add({ days: 2 })}T08:00:00Z` })
  const closed = await course(7, { closesMinutesBefore: 60 * 24 * 10 })
  expect([await seats(later.id), await seats(closed.id)]).toEqual([false, false])
  expect(toSignUp(await page(later.id))).toEqual([])
  expect(textOf(await page(closed.id))).toContain('er stengt')
})

test('every coming date of a long series is on its page, the further ones behind one press', async () => {
  const { id, dates } = await course(3, {
    form: 'recurring',
    rule: { ...weekly(3), rrule: 'FREQ=WEEKLY;COUNT=40' },
  })
  const { body } = await visit(`/activities/${id}`)
  const [, further = ''] =
    /<details[^>]*>\s*<summary>og \d+ datoer til<\/summary>(.*?)<\/details>/s.exec(body) ?? []
  expect(further).toContain(`id="o${dates.at(-1)}"`)
  for (const date of dates) expect(body).toContain(`id="o${date}"`)
})
