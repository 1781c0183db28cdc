import { beforeAll, describe, expect, test } from 'vitest'
import { db, inTransaction, sql, zone } from '#kernel'
import {
  addPerson,
  everybodyListens,
  mailTo,
  parse,
  runJobs,
  runTimer,
  type TestPerson,
  visit,
} from '#testing'
import { editOccurrence, moveOccurrence } from '../edit-occurrence.ts'
import { resolveHoursHits } from '../hours-hits.ts'
import { anActivity, fill, type TestActivity } from '../sign-up/activity-for-test.ts'
import { askedAt } from './ask-hosts.ts'

let host: TestPerson
let elsewhere: TestPerson
const email = 'vert.prove@eksempel.no'

beforeAll(async () => {
  await everybodyListens()
  await anActivity()
  host = await addPerson({ name: 'Vert Prøve', email, roles: ['host at prove'] })
  elsewhere = await addPerson({ email: 'vert.tofte@eksempel.no', roles: ['host at tofte'] })
})

const aDayBefore = 24 * 60
const withMinimum = (minimum: number, more: Parameters<typeof anActivity>[0] = {}) =>
  anActivity({
    capacity: 10,
    ...more,
    series: {
      minimum,
      closes_minutes_before: aDayBefore,
      // A whole rule, so that the host's pages can say it.
      rule: JSON.stringify({ start: '2026-01-05', time: '18:00', minutes: 120, rrule: null }),
      ...more?.series,
    },
  })
const dateOf = async (activity: TestActivity, i = 0) => {
  const { rows } = await sql<{ starts_at: string; attention: string | null; state: string }>`
    select starts_at, attention, state from activities.occurrence where id = ${activity.occurrenceIds[i] as number}`.execute(
    db,
  )
  const row = rows[0] as (typeof rows)[number]
  return { ...row, startsAt: Temporal.Instant.from(row.starts_at) }
}
const deadline = async (activity: TestActivity) => askedAt((await dateOf(activity)).startsAt, aDayBefore)
const asksAt = async (at: Temporal.Instant) => {
  await runTimer('activities.ask-about-minimum', at)
  await runJobs()
}
const mails = async (to = email) =>
  (await mailTo(to)).filter((mail) => mail.subject === 'For få påmeldte: Språkkafé')

describe('too few have signed up', () => {
  test('before the deadline nobody is asked; at it the hub’s own hosts are, once', async () => {
    const activity = await withMinimum(5)
    await fill(activity.poolId, [1, 2])
    const at = await deadline(activity)
    await asksAt(at.subtract({ minutes: 5 }))
    expect(await mails()).toHaveLength(0)
    await asksAt(at)
    await asksAt(at.add({ minutes: 10 }))
    expect(await mails()).toHaveLength(1)
    expect((await mails())[0]?.body_text).toContain('trenger minst 5, har 3')
    expect(await mails('vert.tofte@eksempel.no')).toHaveLength(0)
    // Nothing is decided for them.
    expect(await dateOf(activity)).toMatchObject({ state: 'on', attention: 'too-few' })
  })

  test('the host reads it on the desk, in the list and at the date, and holds it anyway', async () => {
    const activity = await withMinimum(4)
    await fill(activity.poolId, [1])
    await asksAt(await deadline(activity))
    for (const path of [
      '/staff',
      '/staff/activities?show=attention',
      `/staff/activities/${activity.seriesId}`,
    ])
      expect(parse((await visit(path, { as: host.cookie })).body).text, path).toMatch(
        /trenger minst 4, har 1/i,
      )
    const own = `/staff/activities/${activity.seriesId}`
    const form = { do: 'keep', occurrenceId: activity.occurrenceIds[0] as number }
    expect((await visit(own, { as: elsewhere.cookie, form })).status).toBe(403)
    expect((await visit(own, { as: host.cookie, form })).status).toBe(303)
    expect((await dateOf(activity)).attention).toBeNull()
    expect(parse((await visit(own, { as: host.cookie })).body).text).toContain(
      'Holder en dato med få påmeldte',
    )
    await asksAt((await deadline(activity)).add({ minutes: 20 }))
    expect((await dateOf(activity)).attention).toBeNull()
  })

  test('enough after all takes the question back', async () => {
    const activity = await withMinimum(2)
    const at = await deadline(activity)
    await asksAt(at)
    expect((await dateOf(activity)).attention).toBe('too-few')
    await fill(activity.poolId, [2])
    await asksAt(at.add({ minutes: 10 }))
    expect((await dateOf(activity)).attention).toBeNull()
  })

  test('a course is asked about at its first date only, and enough is never asked about', async () => {
    const course = await withMinimum(3, { form: 'course', inHours: [24 * 7, 24 * 14] })
    const enough = await withMinimum(1)
    await fill(enough.poolId, [1])
    await asksAt(askedAt((await dateOf(course, 1)).startsAt.subtract({ hours: 24 * 7 }), aDayBefore))
    expect([(await dateOf(course, 0)).attention, (await dateOf(course, 1)).attention]).toEqual([
      'too-few',
      null,
    ])
    expect((await dateOf(enough)).attention).toBeNull()
  })

  test('the question stays when the date is edited or its door is seen to, and is asked anew at another hour', async () => {
    const activity = await withMinimum(3)
    const occurrenceId = activity.occurrenceIds[0] as number
    const at = await deadline(activity)
    await asksAt(at)
    const { startsAt } = await dateOf(activity)
    const start = startsAt.toZonedDateTimeISO(zone)
    const time = (hour: number) => ({
      date: start.toPlainDate().toString(),
      start: `${hour}:00`,
      minutes: 120,
    })
    const { hour } = start.hour > 20 ? { hour: 10 } : start.add({ hours: 1 })
    await inTransaction((tx) => moveOccurrence(tx, host.actor, { occurrenceId, time: time(hour) }))
    await asksAt(await deadline(activity))
    const marks = async () => (await dateOf(activity)).attention
    expect(await marks()).toBe('too-few')

    const changes = { time: time(hour), place: { nb: 'Storsalen' }, summary: { nb: 'Ta med kopp.' } }
    await inTransaction((tx) => editOccurrence(tx, host.actor, { occurrenceId, changes }))
    expect(await marks()).toBe('too-few')
    await inTransaction((tx) => resolveHoursHits(tx, host.actor, [{ occurrenceId, choice: 'keep' }]))
    expect(await marks()).toBe('too-few')

    await inTransaction((tx) =>
      resolveHoursHits(tx, host.actor, [{ occurrenceId, choice: 'later', because: 'closed' }]),
    )
    expect(await marks()).toBe('closed')
    await inTransaction((tx) => resolveHoursHits(tx, host.actor, [{ occurrenceId, choice: 'keep' }]))
    await asksAt((await deadline(activity)).add({ minutes: 10 }))
    expect(await marks()).toBe('too-few')
  })

  test('a question about the door outlives an edit of words, and not a move to another place', async () => {
    const activity = await withMinimum(1)
    const occurrenceId = activity.occurrenceIds[0] as number
    const { startsAt } = await dateOf(activity)
    const start = startsAt.toZonedDateTimeISO(zone)
    const time = { date: start.toPlainDate().toString(), start: '12:00', minutes: 120 }
    const edit = (more: object) =>
      inTransaction((tx) => editOccurrence(tx, host.actor, { occurrenceId, changes: { time, ...more } }))
    await edit({})
    await inTransaction((tx) =>
      resolveHoursHits(tx, host.actor, [{ occurrenceId, choice: 'later', because: 'closed' }]),
    )
    await edit({ summary: { nb: 'Ta med kopp.' } })
    expect((await dateOf(activity)).attention).toBe('closed')
    await edit({ meetingPoint: { nb: 'Ved brygga' } })
    expect((await dateOf(activity)).attention).toBeNull()
  })

  test('residents read how many it takes', async () => {
    const activity = await withMinimum(4)
    const { body } = await visit(`/activities/${activity.seriesId}`)
    expect(parse(body).text).toContain('Blir holdt når Minst 4 er påmeldt')
  })

  test('sign-up that stays open until the start is asked about the day before', () => {
    const start = Temporal.Instant.from('2026-11-24T17:00:00Z')
    expect(askedAt(start, 0).toString()).toBe('2026-11-23T17:00:00Z')
    expect(askedAt(start, 120).toString()).toBe('2026-11-24T15:00:00Z')
  })
})
