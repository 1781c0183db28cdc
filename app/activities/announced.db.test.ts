import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type Actor, db, inTransaction, sql } from '#kernel'
import { addPerson, everybodyListens, mailTo, runJobs } from '#testing'
import {
  type ActivityWish,
  addDate,
  cancelActivity,
  cancelOccurrence,
  createActivity,
  editFollowing,
  editOccurrence,
  editSeries,
  plainWish,
  publishActivity,
} from './index.ts'
import { occurrencesOf } from './series.ts'

// Dates and mails are about the real now here: the mail's own rules ask the clock.
const today = Temporal.Now.plainDateISO('Europe/Oslo')
let host: Actor

const wish: ActivityWish = {
  ...plainWish,
  hubId: 'borgen',
  category: 'language',
  title: { nb: 'Språkkafé' },
  form: 'recurring',
  signUp: 'open',
  capacity: 1,
  rule: {
    start: today.add({ days: 7 }).toString(),
    time: '18:00',
    minutes: 120,
    rrule: 'FREQ=WEEKLY;COUNT=4',
    skipPublicHolidays: false,
    skipSchoolHolidays: false,
    extraDates: [],
    cancelledDates: [],
  },
}

const run = inTransaction
const make = (part: Partial<ActivityWish> = {}) =>
  run(async (tx) => {
    const { id } = await createActivity(tx, host, { ...wish, ...part })
    await publishActivity(tx, host, id)
    return id
  })
const dates = (id: number) => occurrencesOf(db, id)
const poolOf = async (occurrenceId: number) =>
  (
    await db
      .selectFrom('activities.pool')
      .select('id')
      .where('occurrence_id', '=', occurrenceId)
      .executeTakeFirstOrThrow()
  ).id
async function comes(occurrenceId: number, email: string, state: 'attending' | 'waiting' = 'attending') {
  await sql`insert into activities.sign_up (pool_id, name, email, party_size, state, holds, code, confirmed_at, rank)
    values (${await poolOf(occurrenceId)}, 'Ola', ${email}, 1, ${state}, ${state === 'attending'}, '123456', now(),
      ${state === 'waiting' ? 1 : null})`.execute(db)
}
const subjects = async (email: string) => (await mailTo(email)).map((mail) => mail.subject)

beforeAll(async () => {
  await everybodyListens()
  await sql`insert into hubs.hub (id, name) values ('borgen', 'Borgen') on conflict do nothing`.execute(db)
  host = (await addPerson({ roles: ['host at borgen'] })).actor
})
beforeEach(async () => {
  await runJobs()
})

test('one edit of ten dates is one mail to each who comes, and none to the others', async () => {
  const id = await make()
  const [first, second] = await dates(id)
  await comes(first?.id as number, 'ola@eksempel.no')
  await comes(second?.id as number, 'kari@eksempel.no')
  await run((tx) =>
    editSeries(tx, host, { seriesId: id, wish: { ...wish, rule: { ...wish.rule, time: '19:00' } } }),
  )
  await runJobs()
  expect(await subjects('ola@eksempel.no')).toHaveLength(1)
  expect(await subjects('kari@eksempel.no')).toHaveLength(1)
})

test("a corrected summary is nobody's mail", async () => {
  const id = await make()
  const [first] = await dates(id)
  await comes(first?.id as number, 'uforstyrret@eksempel.no')
  await run((tx) =>
    editSeries(tx, host, {
      seriesId: id,
      wish: { ...wish, summary: { nb: 'Rettet' }, bring: { nb: 'Kopp' } },
    }),
  )
  await runJobs()
  expect(await subjects('uforstyrret@eksempel.no')).toEqual([])
})

test('one moved date is told to those of that date, also after the series was split', async () => {
  const id = await make()
  const [first, , third] = await dates(id)
  await comes(first?.id as number, 'foerste@eksempel.no')
  await comes(third?.id as number, 'tredje@eksempel.no')
  const rest = {
    ...wish,
    place: { nb: 'Salen' },
    rule: { ...wish.rule, start: third?.originalDate as string, rrule: 'FREQ=WEEKLY;COUNT=2' },
  }
  await run((tx) => editFollowing(tx, host, { occurrenceId: third?.id as number, wish: rest }))
  await runJobs()
  expect([
    (await subjects('foerste@eksempel.no')).length,
    (await subjects('tredje@eksempel.no')).length,
  ]).toEqual([0, 1])
  const time = { date: third?.originalDate as string, start: '10:00', minutes: 60 }
  await run((tx) => editOccurrence(tx, host, { occurrenceId: third?.id as number, changes: { time } }))
  await runJobs()
  expect([
    (await subjects('foerste@eksempel.no')).length,
    (await subjects('tredje@eksempel.no')).length,
  ]).toEqual([0, 2])
})

const newestTo = async (email: string) => (await mailTo(email)).at(-1)?.body_text ?? ''

test('the mail about a moved date says the old and the new time, and what the host wrote', async () => {
  const id = await make()
  const [first] = await dates(id)
  const email = 'flyttet@eksempel.no'
  await comes(first?.id as number, email)
  const time = { date: first?.originalDate as string, start: '10:00', minutes: 60 }
  const message = { nb: 'Kjøkkenet er opptatt om kvelden.' }
  await run((tx) =>
    editOccurrence(tx, host, { occurrenceId: first?.id as number, changes: { time }, message }),
  )
  await runJobs()
  expect(await newestTo(email)).toMatch(/Ny tid: .*10\.00–11\.00 \(før: .*18\.00–20\.00\)/)
  expect(await newestTo(email)).toContain('Kjøkkenet er opptatt om kvelden.')
  // Moved once more without a word: the old word is not said again.
  const later = { ...time, start: '11:00' }
  await run((tx) => editOccurrence(tx, host, { occurrenceId: first?.id as number, changes: { time: later } }))
  await runJobs()
  expect(await newestTo(email)).toMatch(/Ny tid: .*11\.00–12\.00 \(før: .*10\.00–11\.00\)/)
  expect(await newestTo(email)).not.toContain('Kjøkkenet er opptatt')
})

test("an edit of all dates tells the new place and name, how they were, and the host's message", async () => {
  const id = await make({ place: { nb: 'Kafeen' } })
  const [first] = await dates(id)
  const email = 'nytt-sted@eksempel.no'
  await comes(first?.id as number, email)
  await run((tx) =>
    editSeries(tx, host, {
      seriesId: id,
      wish: { ...wish, title: { nb: 'Praterom' }, place: { nb: 'Salen' } },
      message: { nb: 'Vi ble for mange.' },
    }),
  )
  await runJobs()
  const text = await newestTo(email)
  expect(text).toContain('Nytt sted: Salen, Borgen (før: Kafeen, Borgen)')
  expect(text).toContain('Nytt navn: Praterom (før: Språkkafé)')
  expect(text).toContain('Vi ble for mange.')
  expect(text).not.toContain('Ny tid')
})

test('a message alone reaches those who come', async () => {
  const id = await make()
  const [first] = await dates(id)
  await comes(first?.id as number, 'beskjed@eksempel.no')
  await run((tx) => editSeries(tx, host, { seriesId: id, wish, message: { nb: 'Ta med innesko.' } }))
  await runJobs()
  expect(await subjects('beskjed@eksempel.no')).toEqual(['Beskjed om Språkkafé'])
  expect(await newestTo('beskjed@eksempel.no')).toContain('Ta med innesko.')
})

test('one evening of a course somewhere else: the mail and its calendar say where', async () => {
  const id = await make({ form: 'course', place: { nb: 'Kafeen' } })
  const [, second] = await dates(id)
  await sql`insert into activities.sign_up (pool_id, name, email, party_size, state, holds, code, confirmed_at)
    select id, 'Ola', 'kurs@eksempel.no', 1, 'attending', true, '123456', now() from activities.pool
    where series_id = ${id} and occurrence_id is null`.execute(db)
  await run((tx) =>
    editOccurrence(tx, host, {
      occurrenceId: second?.id as number,
      changes: { place: { nb: 'Biblioteket' } },
    }),
  )
  await runJobs()
  const mail = (await mailTo('kurs@eksempel.no')).at(-1)
  expect(mail?.body_text).toContain('Nytt sted: Biblioteket, Borgen (før: Kafeen, Borgen)')
  expect(JSON.stringify(mail?.calendar)).toContain('Biblioteket')
})

test('an evening added to a course is told to those on it, and put into their calendar', async () => {
  const id = await make({ form: 'course', capacity: 5 })
  await sql`insert into activities.sign_up (pool_id, name, email, party_size, state, holds, code, confirmed_at)
    select id, 'Ola', 'lengre-kurs@eksempel.no', 1, 'attending', true, '123456', now() from activities.pool
    where series_id = ${id} and occurrence_id is null`.execute(db)
  const date = today.add({ days: 50 }).toString()
  const { occurrenceId } = await run((tx) =>
    addDate(tx, host, { seriesId: id, date, start: '10:00', minutes: 60 }),
  )
  await runJobs()
  const mails = await mailTo('lengre-kurs@eksempel.no')
  expect(mails.map((mail) => mail.subject)).toEqual(['Ny dato: Språkkafé'])
  expect(mails[0]?.body_text).toContain('10.00–11.00')
  expect(JSON.stringify(mails[0]?.calendar)).toContain(`-${occurrenceId}@`)
  // A course that is made longer by its rule says so, too.
  const longer = { ...wish.rule, rrule: 'FREQ=WEEKLY;COUNT=6', extraDates: [date] }
  await run((tx) =>
    editSeries(tx, host, { seriesId: id, wish: { ...wish, form: 'course', capacity: 5, rule: longer } }),
  )
  await runJobs()
  expect(await subjects('lengre-kurs@eksempel.no')).toEqual(['Ny dato: Språkkafé', 'Nye datoer: Språkkafé'])
})

test('answers are kept until a date that was moved has been', async () => {
  const asked = {
    id: 'mat',
    label: { nb: 'Allergier?' },
    kind: 'text',
    options: [],
    required: false,
    expiryDays: 2,
  } as const
  const id = await make({ questions: [{ ...asked, options: [] }] })
  const first = (await dates(id))[0] as Awaited<ReturnType<typeof dates>>[number]
  await comes(first.id, 'allergi@eksempel.no')
  await sql`insert into activities.answer (sign_up_id, question_id, answer, expires_at)
    select id, 'mat', 'Nøtter', ${first.endsAt.add({ hours: 48 }).toString()}::timestamptz
    from activities.sign_up where email = 'allergi@eksempel.no'`.execute(db)
  const time = { date: today.add({ days: 40 }).toString(), start: '18:00', minutes: 120 }
  await run((tx) => editOccurrence(tx, host, { occurrenceId: first.id, changes: { time } }))
  const { rows } = await sql<{ ok: boolean }>`
    select n.expires_at = o.ends_at + interval '48 hours' as ok from activities.answer n
    join activities.sign_up u on u.id = n.sign_up_id, activities.occurrence o
    where u.email = 'allergi@eksempel.no' and o.id = ${first.id}`.execute(db)
  expect(rows).toEqual([{ ok: true }])
})

test('a cancelled date and a cancelled activity are told once each', async () => {
  const id = await make()
  const [first, second] = await dates(id)
  await comes(first?.id as number, 'avlyst@eksempel.no')
  await comes(second?.id as number, 'helt-avlyst@eksempel.no')
  await run((tx) => cancelOccurrence(tx, host, { occurrenceId: first?.id as number, message: { nb: 'Syk' } }))
  await runJobs()
  expect([
    (await subjects('avlyst@eksempel.no')).length,
    (await subjects('helt-avlyst@eksempel.no')).length,
  ]).toEqual([1, 0])
  await run((tx) => cancelActivity(tx, host, { seriesId: id, message: { nb: 'For få' } }))
  await runJobs()
  expect([
    (await subjects('avlyst@eksempel.no')).length,
    (await subjects('helt-avlyst@eksempel.no')).length,
  ]).toEqual([1, 1])
})

test('a larger room is offered to whoever waits', async () => {
  const id = await make()
  const [first] = await dates(id)
  await comes(first?.id as number, 'inne@eksempel.no')
  await comes(first?.id as number, 'venter@eksempel.no', 'waiting')
  await run((tx) => editOccurrence(tx, host, { occurrenceId: first?.id as number, changes: { capacity: 2 } }))
  await runJobs()
  expect(await subjects('venter@eksempel.no')).toHaveLength(1)
  const state = await sql<{
    state: string
  }>`select state from activities.sign_up where email = 'venter@eksempel.no'`.execute(db)
  expect(state.rows).toEqual([{ state: 'offered' }])
})

test('nobody hears of a draft', async () => {
  const { id } = await run((tx) => createActivity(tx, host, wish))
  const [first] = await dates(id)
  await comes(first?.id as number, 'utkast@eksempel.no')
  await run((tx) => cancelOccurrence(tx, host, { occurrenceId: first?.id as number, message: null }))
  await runJobs()
  expect(await subjects('utkast@eksempel.no')).toEqual([])
})
