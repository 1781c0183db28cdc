import { beforeAll, beforeEach, expect, test } from 'vitest'
import { changeHours, draftHoursChange, type HoursWish } from '#hubs'
import { type Actor, config, db, instantAt, inTransaction, inZone, now, sql, today } from '#kernel'
import { declineMessages, follow, unfollow } from '#people'
import {
  addPerson,
  everybodyListens,
  mailTo,
  runJobs,
  runTimer,
  type TestPerson,
  textOf,
  visit,
} from '#testing'
import { addDate } from '../add-date.ts'
import { cancelActivity } from '../cancel-activity.ts'
import { cancelOccurrence } from '../cancel-occurrence.ts'
import { createActivity } from '../create-activity.ts'
import { editFollowing } from '../edit-following.ts'
import { editOccurrence } from '../edit-occurrence.ts'
import { publishActivity } from '../publish-activity.ts'
import { occurrencesOf } from '../series.ts'
import { type ActivityWish, plainWish } from '../shapes.ts'

const run = inTransaction
let host: Actor
let keeper: Actor

const wish: ActivityWish = {
  ...plainWish,
  hubId: 'borgen',
  category: 'language',
  title: { nb: 'Språkkafé' },
  form: 'recurring',
  signUp: 'open',
  capacity: 5,
  rule: {
    start: today().add({ days: 7 }).toString(),
    time: '18:00',
    minutes: 120,
    rrule: 'FREQ=WEEKLY;COUNT=4',
    skipPublicHolidays: false,
    skipSchoolHolidays: false,
    extraDates: [],
    cancelledDates: [],
  },
}

const make = (part: Partial<ActivityWish> = {}) =>
  run(async (tx) => {
    const { id } = await createActivity(tx, host, { ...wish, ...part })
    await publishActivity(tx, host, id)
    return id
  })

let count = 0
const address = () => `foelger-${++count}@eksempel.no`
async function follower(
  topic: string,
  email: string | undefined = address(),
): Promise<TestPerson & { email: string }> {
  const person = await addPerson({ name: 'Vigdis', email })
  await run((tx) => follow(tx, person.actor, topic))
  return { ...person, email: email ?? '' }
}
const moveTo = (occurrenceId: number, start: string) =>
  run((tx) =>
    editOccurrence(tx, host, {
      occurrenceId,
      changes: { time: { date: wish.rule.start, start, minutes: 60 } },
      message: { nb: 'Salen er opptatt' },
    }),
  )
const first = async (id: number) => (await occurrencesOf(db, id))[0]?.id as number
const cancel = (occurrenceId: number) =>
  run((tx) => cancelOccurrence(tx, host, { occurrenceId, message: { nb: 'Syk' } }))
const subjects = async (email: string) => (await mailTo(email)).map((mail) => mail.subject)
const calendarOf = async (email: string) =>
  (await mailTo(email)).map((mail) =>
    (mail.calendar as { method: string; content: string }).content.replace(/\r\n /g, ''),
  )

beforeAll(async () => {
  await everybodyListens()
  for (const [id, name] of [
    ['borgen', 'Borgen'],
    ['heggedal', 'Heggedal'],
    ['tofte', 'Tofte'],
  ])
    await sql`insert into hubs.hub (id, name) values (${id}, ${name}) on conflict do nothing`.execute(db)
  keeper = (await addPerson({ roles: ['administrator'] })).actor
  host = (await addPerson({ roles: ['host at borgen', 'host at heggedal'] })).actor
})
beforeEach(runJobs)

test('whoever follows an activity hears that a date is moved, why, and gets it for the calendar', async () => {
  const id = await make()
  const { email } = await follower(`activity:${id}`)
  await moveTo(await first(id), '19:00')
  await runJobs()
  const [mail, ...rest] = await mailTo(email)
  expect(rest).toEqual([])
  expect(mail?.subject).toBe('Endret: Språkkafé')
  expect(mail?.body_text).toContain('Salen er opptatt')
  expect(mail?.body_text).toMatch(
    /19\.00.–.20\.00 \(før: .*18\.00.–.20\.00\)|19\.00–20\.00 \(før: .*18\.00–20\.00\)/,
  )
  expect((await calendarOf(email))[0]).toContain(`UID:occurrence-${await first(id)}@`)
})

test('a cancellation takes the date out of the calendar: same entry, higher number', async () => {
  const id = await make()
  const { email } = await follower(`activity:${id}`)
  await moveTo(await first(id), '19:00')
  await runJobs()
  await cancel(await first(id))
  await runJobs()
  expect(await subjects(email)).toEqual(['Endret: Språkkafé', 'Avlyst: Språkkafé'])
  const [moved = '', cancelled = ''] = await calendarOf(email)
  const line = (file: string, name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(file)?.[1]?.trim()
  expect(line(cancelled, 'UID')).toBe(line(moved, 'UID'))
  expect(Number(line(cancelled, 'SEQUENCE'))).toBeGreaterThan(Number(line(moved, 'SEQUENCE')))
  expect([line(cancelled, 'METHOD'), line(cancelled, 'STATUS')]).toEqual(['CANCEL', 'CANCELLED'])
})

test('what is no longer so when the mail is written is not said', async () => {
  const id = await make()
  const { email } = await follower(`activity:${id}`)
  await moveTo(await first(id), '19:00')
  await moveTo(await first(id), '20:00')
  await cancel(await first(id))
  await runJobs()
  expect(await subjects(email)).toEqual(['Avlyst: Språkkafé'])
})

test('two changes before the mail is written are one mail that says how it is now', async () => {
  const id = await make()
  const { email } = await follower(`activity:${id}`)
  await moveTo(await first(id), '19:00')
  await moveTo(await first(id), '20:00')
  await runJobs()
  const mails = await mailTo(email)
  expect(mails).toHaveLength(1)
  expect(mails[0]?.body_text).toContain('20.00–21.00')
})

test('new dates of what one follows are told', async () => {
  const id = await make()
  const { email } = await follower(`activity:${id}`)
  const date = today().add({ days: 60 }).toString()
  await run((tx) => addDate(tx, host, { seriesId: id, date }))
  await runJobs()
  const [mail, ...rest] = await mailTo(email)
  expect([mail?.subject, rest]).toEqual(['Ny dato: Språkkafé', []])
  expect((await calendarOf(email))[0]).toContain('METHOD:PUBLISH')
})

test('the whole activity cancelled is one mail', async () => {
  const id = await make()
  const { email } = await follower(`activity:${id}`)
  await run((tx) => cancelActivity(tx, host, { seriesId: id, message: { nb: 'For få kom' } }))
  await runJobs()
  const mails = await mailTo(email)
  expect(mails.map((mail) => mail.subject)).toEqual(['Avlyst: Språkkafé'])
  expect(mails[0]?.body_text).toContain('For få kom')
})

test('who followed before an activity was split follows its continuation', async () => {
  const id = await make()
  const { email } = await follower(`activity:${id}`)
  const third = (await occurrencesOf(db, id))[2]
  await run((tx) =>
    editFollowing(tx, host, {
      occurrenceId: third?.id as number,
      wish: {
        ...wish,
        place: { nb: 'Salen' },
        rule: { ...wish.rule, start: third?.originalDate as string, rrule: 'FREQ=WEEKLY;COUNT=2' },
      },
    }),
  )
  await runJobs()
  await cancel(third?.id as number)
  await runJobs()
  expect(await subjects(email)).toEqual(['Endret: Språkkafé', 'Avlyst: Språkkafé'])
})

test('who is signed up hears of it once, from the sign-up', async () => {
  const id = await make()
  const { id: personId, email } = await follower(`activity:${id}`)
  const date = await first(id)
  await sql`insert into activities.sign_up (pool_id, person_id, party_size, state, holds, code, confirmed_at)
    select id, ${personId}, 1, 'attending', true, '123456', now() from activities.pool where occurrence_id = ${date}`.execute(
    db,
  )
  await moveTo(date, '19:00')
  await runJobs()
  await cancel(date)
  await runJobs()
  expect((await mailTo(email)).map((mail) => mail.key.split(':')[0])).toEqual(['changed', 'dates-cancelled'])
})

test('nothing goes to who has stopped, declined, or has no confirmed address', async () => {
  const id = await make()
  const stopped = await follower(`activity:${id}`)
  const declined = await follower(`activity:${id}`)
  const unconfirmed = await addPerson({ name: 'Uten adresse' })
  await run((tx) => follow(tx, unconfirmed.actor, `activity:${id}`))
  await sql`insert into people.message_choice (person_id, kind, wanted) values (${declined.id}, 'followed', false)`.execute(
    db,
  )
  const before = (await mailTo()).length
  await cancel(await first(id))
  // After it was announced, before it is written.
  await run((tx) => unfollow(tx, stopped.actor, `activity:${id}`))
  await runJobs()
  expect((await mailTo()).length).toBe(before)
})

const afternoon = (days: number, time = '16:05') =>
  instantAt(inZone(now()).toPlainDate().add({ days }), Temporal.PlainTime.from(time))
const tell = async (days: number, time?: string) => {
  await runTimer('activities.find-news', afternoon(days, time))
  await runJobs()
}

test('what is new at followed hubs comes once a day in one mail, and only once', async () => {
  const { email, actor } = await follower('hub:borgen')
  await run((tx) => follow(tx, actor, 'hub:heggedal'))
  await tell(1)
  const already = (await mailTo(email)).length
  const publishedAt = async (id: number, at: Temporal.Instant) =>
    sql`update activities.series set published_at = ${at.toString()}::timestamptz where id = ${id}`.execute(
      db,
    )
  const one = await make({ title: { nb: 'Strikkekveld' } })
  const two = await make({ title: { nb: 'Gåtur' }, hubId: 'heggedal' })
  const regretted = await make({ title: { nb: 'Angret' } })
  for (const id of [one, two, regretted]) await publishedAt(id, afternoon(2, '10:00'))
  await run((tx) => cancelActivity(tx, host, { seriesId: regretted, message: null }))
  await tell(2, '15:55')
  expect(await mailTo(email)).toHaveLength(already)
  await tell(2)
  await tell(2, '18:00')
  const news = (await mailTo(email)).slice(already)
  expect(news.map((mail) => mail.subject)).toEqual(['2 nye aktiviteter på Borgen og Heggedal'])
  expect(news[0]?.body_text).toContain(`/activities/${one}`)
  expect(news[0]?.body_text).not.toContain('Angret')
  await tell(3)
  expect(await mailTo(email)).toHaveLength(already + 1)
})

const wayOut = async (email: string) => {
  const headers = (await mailTo(email)).at(-1)?.headers as Record<string, string>
  expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  return (headers['List-Unsubscribe'] as string).slice(1, -1).replace(config.publicUrl, '')
}
const follows = async (personId: string) =>
  (await sql`select from people.follow where person_id = ${personId}`.execute(db)).rows.length

test('the way out in the mail needs no sign-in; looking changes nothing, pressing does', async () => {
  const id = await make()
  const { id: personId, email } = await follower(`activity:${id}`)
  await cancel(await first(id))
  await runJobs()
  const path = await wayOut(email)
  const page = await visit(path)
  expect([page.status, textOf(page.body).includes('Språkkafé')]).toEqual([200, true])
  expect(await follows(personId)).toBe(1)
  const pressed = await visit(path, { form: { do: 'stop' } })
  expect([pressed.status, await follows(personId)]).toEqual([303, 0])
  expect((await visit(pressed.location as string)).body).toContain('Du følger ikke dette lenger')
})

test("a mail program's own button stops it in one request", async () => {
  const id = await make()
  const { id: personId, email } = await follower(`activity:${id}`)
  await cancel(await first(id))
  await runJobs()
  const answer = await visit(await wayOut(email), { form: { 'List-Unsubscribe': 'One-Click' } })
  expect([answer.status, await follows(personId)]).toEqual([204, 0])
})

test('all mail about what one follows can be stopped at once, and nobody can make such a link up', async () => {
  const id = await make()
  const { email } = await follower(`activity:${id}`)
  await cancel(await first(id))
  await runJobs()
  const path = await wayOut(email)
  await visit(path, { form: { do: 'stop-all' } })
  await run((tx) => cancelActivity(tx, host, { seriesId: id, message: null }))
  await runJobs()
  expect(await mailTo(email)).toHaveLength(1)
  expect((await visit(`${path.slice(0, -2)}xx`)).status).toBe(404)
  expect((await visit('/stop-following/dev.a.b.c')).status).toBe(404)
})

test('a link that outlived its owner keeps nothing about them', async () => {
  const id = await make()
  const { id: personId, email } = await follower(`activity:${id}`)
  await cancel(await first(id))
  await runJobs()
  const path = await wayOut(email)
  await sql`update people.person set name = null, birth_band = null, erased_at = now() where id = ${personId}`.execute(
    db,
  )
  expect((await visit(path, { form: { do: 'stop-all' } })).status).toBe(303)
  const kept = await sql`select from people.message_choice where person_id = ${personId}`.execute(db)
  expect(kept.rows).toEqual([])
})

const close = async (part: Partial<Extract<HoursWish, { kind: 'close' }>> = {}) => {
  const wish = {
    kind: 'close' as const,
    everyHub: false,
    serviceId: null,
    effect: 'closed' as const,
    from: now().add({ hours: 24 }).toString(),
    until: now().add({ hours: 72 }).toString(),
    mayBeExtended: true,
    reason: { nb: 'Vannlekkasje', en: 'A leaking pipe' },
    exceptions: [],
    ...part,
  } satisfies HoursWish
  return run(async (tx) => changeHours(tx, keeper, await draftHoursChange(tx, keeper, 'borgen', wish)))
}
const lastClosure = async () => {
  const { rows } = await sql<{ id: number }>`select max(id) as id from hubs.closure`.execute(db)
  return rows[0]?.id as number
}
const callOff = async () => {
  const wish = { kind: 'call-off' as const, closureId: await lastClosure() }
  await run(async (tx) => changeHours(tx, keeper, await draftHoursChange(tx, keeper, 'borgen', wish)))
}

test('whoever follows a hub hears once that it closes, why and until when, in their language', async () => {
  const { email } = await follower('hub:borgen')
  const english = await follower('hub:borgen')
  await sql`update people.person set language = 'en' where id = ${english.id}`.execute(db)
  const elsewhere = await follower('hub:heggedal')
  await close()
  await runJobs()
  const [mail, ...rest] = await mailTo(email)
  expect(rest).toEqual([])
  expect(mail?.subject).toBe('Stengt: Borgen')
  expect(mail?.body_text).toMatch(/Vannlekkasje.*Når: Fra .*Kan bli forlenget.*\/hubs\/borgen/s)
  expect(mail?.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' })
  expect(mail?.body_text).toContain('/stop-following/')
  expect((await mailTo(english.email))[0]?.body_text).toContain('A leaking pipe')
  expect(await subjects(english.email)).toEqual(['Closed: Borgen'])
  expect(await subjects(elsewhere.email)).toEqual([])
})

test('a closure of every hub is one mail to whoever follows several, without those that stay open', async () => {
  const { email, actor } = await follower('hub:borgen')
  await run((tx) => follow(tx, actor, 'hub:heggedal'))
  const usual = await follower('hub:tofte')
  await close({ everyHub: true })
  const wish = {
    kind: 'except' as const,
    closureId: await lastClosure(),
    exceptions: [{ hubId: 'tofte', serviceId: null, hours: 'as-usual' as const, osm: null, note: null }],
  }
  await run(async (tx) => changeHours(tx, keeper, await draftHoursChange(tx, keeper, 'tofte', wish)))
  await runJobs()
  expect(await subjects(email)).toEqual(['Stengt: Borgen og Heggedal'])
  expect(await subjects(usual.email)).toEqual([])
})

test('a closure that was called off is not told of, nor to those who stopped or want no such mail', async () => {
  const { email } = await follower('hub:borgen')
  await close()
  await callOff()
  await runJobs()
  expect(await subjects(email)).toEqual([])

  const [stopped, declined] = [await follower('hub:borgen'), await follower('hub:borgen')]
  await close({ effect: 'limited' })
  await run((tx) => unfollow(tx, stopped.actor, 'hub:borgen'))
  await run((tx) => declineMessages(tx, declined.id, 'followed'))
  await runJobs()
  expect([await subjects(stopped.email), await subjects(declined.email)]).toEqual([[], []])
  expect(await subjects(email)).toEqual(['Beskjed fra Borgen'])
})
