import ICAL from 'ical.js'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import PostalMime from 'postal-mime'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { announce, anonymous, db, hashToken, inTransaction, now, sql } from '#kernel'
import { addPerson, everybodyListens, mailTo, runJobs, runTimer } from '#testing'
import { activityCancelled, occurrenceCancelled, occurrenceChanged } from '../announcements.ts'
import { anActivity, fill, placeIn, type TestActivity, wish } from './activity-for-test.ts'
import { cancelSignUp } from './cancel-sign-up.ts'
import { confirmSignUp } from './confirm-sign-up.ts'
import { backTonight, notTonight } from './not-tonight.ts'
import { signUp, signUpByEmail } from './sign-up.ts'
import { signUpById } from './sign-ups.ts'

beforeAll(everybodyListens)
beforeEach(async () => {
  await sql`truncate kernel.mail, activities.sign_up cascade`.execute(db)
})

const email = 'gro@eksempel.no'
const subjects = async (to = email) => (await mailTo(to)).map((mail) => mail.subject)
const last = async (to = email) => {
  const mail = (await mailTo(to)).at(-1)
  if (!mail) throw new Error('No mail')
  return mail
}
const joins = async (
  activity: TestActivity,
  who = { name: 'Gro Prøve', email },
  at = now(),
  language: 'nb' | 'nn' | 'en' = 'nb',
) => {
  const person = await addPerson({ ...who, language })
  const place = await placeIn(
    activity,
    activity.occurrenceIds.length > 1 ? null : activity.occurrenceIds[0],
    at,
  )
  const { id } = await inTransaction((tx) => signUp(tx, person.actor, place, wish(), language, at))
  return { person, ref: { id, poolId: activity.poolId } }
}
const calendarIn = (mail: { calendar: unknown }) => {
  const { method, content } = mail.calendar as { method: string; content: string }
  const component = new ICAL.Component(ICAL.parse(content))
  return { method, events: component.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event)) }
}

describe('mail about a sign-up', () => {
  test('the confirmation says what, when, where and the code, in my language, and carries one calendar entry', async () => {
    const activity = await anActivity()
    await joins(activity, undefined, now(), 'en')
    await runJobs()
    const mail = await last()
    expect(mail.subject).toBe('You are signed up: Language café')
    expect(mail.body_text).toContain('Hello Gro Prøve,')
    expect(mail.body_text).toContain('Kjøkkenet, Prøve innbyggertorg')
    expect(mail.body_text).toMatch(/Code at the door: [0-9A-Z]{8}/)
    const { method, events } = calendarIn(mail)
    expect(method).toBe('REQUEST')
    expect(events).toHaveLength(1)
  })

  test('nothing that a stranger typed goes to an address that nobody has proved', async () => {
    const activity = await anActivity()
    const place = await placeIn(activity)
    const typed = wish({ name: 'Du har vunnet! https://evil.example', email })
    await inTransaction((tx) => signUpByEmail(tx, anonymous, place, typed, 'nb', now()))
    await runJobs()
    const mail = await last()
    expect(mail.subject).toContain('Bekreft')
    expect(`${mail.body_text} ${mail.body_html}`).not.toContain('evil.example')
  })

  test('a mail program can read it: text, HTML, calendar', async () => {
    await joins(await anActivity())
    await runJobs()
    const mail = await last()
    const calendar = mail.calendar as { method: string; content: string }
    const raw = await new MailComposer({
      from: 'torg@eksempel.no',
      to: mail.recipient,
      subject: mail.subject,
      text: mail.body_text,
      html: mail.body_html ?? '',
      icalEvent: calendar,
    })
      .compile()
      .build()
    const read = await PostalMime.parse(raw)
    expect(read.subject).toBe('Du er påmeldt: Språkkafé')
    expect(read.text).toContain('Hei Gro Prøve,')
    expect(read.html).toContain('lang="nb"')
    expect(
      read.attachments.some(
        (part) => part.mimeType.startsWith('text/calendar') || part.mimeType === 'application/ics',
      ),
    ).toBe(true)
  })

  test('the link in a mail is known to us only as a hash', async () => {
    const { ref } = await joins(await anActivity())
    await runJobs()
    const token = /\/sign-ups\/([\w-]+)/.exec((await last()).body_text)?.[1] as string
    const { rows } = await sql<{
      token_hash: string
    }>`select token_hash from activities.sign_up_link where sign_up_id = ${ref.id}`.execute(db)
    expect(rows.map((row) => row.token_hash)).toContain(hashToken(token))
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('what a name or title says is text, never markup', async () => {
    const activity = await anActivity({
      series: { title: JSON.stringify({ nb: '<img src=x onerror=alert(1)>' }) },
    })
    await joins(activity, { name: '<b>Gro</b>', email })
    await runJobs()
    const mail = await last()
    expect(mail.body_html).not.toContain('<img src=x')
    expect(mail.body_html).not.toContain('<b>Gro</b>')
  })

  test('cancelling takes the entry out of the calendar: the same uid, a higher sequence', async () => {
    const { ref } = await joins(await anActivity())
    await runJobs()
    const before = calendarIn(await last())
    await inTransaction((tx) => cancelSignUp(tx, ref, 'self', now()))
    await runJobs()
    const after = calendarIn(await last())
    expect(await subjects()).toEqual(['Du er påmeldt: Språkkafé', 'Du er meldt av: Språkkafé'])
    expect(after.method).toBe('CANCEL')
    expect(after.events[0]?.uid).toBe(before.events[0]?.uid)
    expect(after.events[0]?.sequence).toBeGreaterThan(before.events[0]?.sequence as number)
  })

  test('signed up and cancelled before any mail went: only what is true now is said', async () => {
    const { ref } = await joins(await anActivity())
    await inTransaction((tx) => cancelSignUp(tx, ref, 'self', now()))
    await runJobs()
    expect(await subjects()).toEqual(['Du er meldt av: Språkkafé'])
  })

  test('the waiting list, the offer and its end are told', async () => {
    const activity = await anActivity({ capacity: 1 })
    const [first] = await fill(activity.poolId, [1])
    const { ref } = await joins(activity)
    await runJobs()
    await inTransaction((tx) =>
      cancelSignUp(tx, { id: first as string, poolId: activity.poolId }, 'self', now()),
    )
    await runJobs()
    const until = (await signUpById(db, ref.id))?.heldUntil as Temporal.Instant
    await runTimer('activities.sweep-pools', until)
    await runJobs()
    expect(await subjects()).toEqual([
      'Venteliste: Språkkafé',
      'Det er blitt plass: Språkkafé',
      'Tilbudet er utløpt: Språkkafé',
    ])
  })

  test('a course puts all its dates into the calendar', async () => {
    const activity = await anActivity({ form: 'course', inHours: [48, 216, 384] })
    await joins(activity)
    await runJobs()
    const { method, events } = calendarIn(await last())
    expect(method).toBe('PUBLISH')
    expect(new Set(events.map((event) => event.uid)).size).toBe(3)
  })
})

describe('an evening of a course', () => {
  test('that is given up leaves the calendar, and comes back with whoever comes after all', async () => {
    const activity = await anActivity({ form: 'course', inHours: [48, 216] })
    const { ref } = await joins(activity)
    await runJobs()
    const evening = activity.occurrenceIds[0] as number
    const inConfirmation = calendarIn(await last()).events.find((event) => event.uid.includes(`-${evening}@`))
    await inTransaction((tx) => notTonight(tx, ref, evening, now()))
    await runJobs()
    const away = await last()
    expect(away.subject).toBe('Du kommer ikke: Språkkafé')
    expect(calendarIn(away)).toMatchObject({ method: 'CANCEL', events: [{ uid: inConfirmation?.uid }] })
    await inTransaction((tx) => backTonight(tx, ref, evening, now()))
    await runJobs()
    const back = await last()
    expect(calendarIn(back)).toMatchObject({ method: 'REQUEST', events: [{ uid: inConfirmation?.uid }] })
    const [first, second, third] = [
      inConfirmation,
      ...calendarIn(away).events,
      ...calendarIn(back).events,
    ].map((event) => event?.sequence as number)
    expect(second).toBeGreaterThan(first as number)
    expect(third).toBeGreaterThan(second as number)
  })

  test('given up and taken back before any mail went: only what is so now is said', async () => {
    const activity = await anActivity({ form: 'course', inHours: [48, 216] })
    const { ref } = await joins(activity)
    const evening = activity.occurrenceIds[0] as number
    await inTransaction((tx) => notTonight(tx, ref, evening, now()))
    await inTransaction((tx) => backTonight(tx, ref, evening, now()))
    await runJobs()
    expect(await subjects()).toEqual(['Du er påmeldt: Språkkafé', 'Du kommer likevel: Språkkafé'])
  })
})

describe('mail to somebody without an account', () => {
  const asks = async (activity: TestActivity, at = now()) => {
    const place = await placeIn(activity, activity.occurrenceIds[0], at)
    return inTransaction((tx) => signUpByEmail(tx, anonymous, place, wish({ name: 'Ola', email }), 'nn', at))
  }

  test('asks to confirm, then confirms', async () => {
    const activity = await anActivity()
    const { id } = await asks(activity)
    await runJobs()
    await inTransaction((tx) => confirmSignUp(tx, { id, poolId: activity.poolId }, now()))
    await runJobs()
    expect(await subjects()).toEqual(['Stadfest påmeldinga: Språkkafé', 'Du er påmeld: Språkkafé'])
  })

  test('a second try of the same address is told of by mail only', async () => {
    const activity = await anActivity()
    const { id } = await asks(activity)
    await inTransaction((tx) => confirmSignUp(tx, { id, poolId: activity.poolId }, now()))
    await runJobs()
    await asks(activity)
    await runJobs()
    expect(await subjects()).toEqual(['Du er påmeld: Språkkafé', 'Du er alt påmeld: Språkkafé'])
  })

  test('a request to confirm that is late is not sent at all', async () => {
    const activity = await anActivity()
    await asks(activity, now().subtract({ minutes: 31 }))
    await runJobs()
    expect(await subjects()).toEqual([])
  })
})

describe('when the activity changes', () => {
  test('a moved date is told once, with the new time, to those who have a place', async () => {
    const activity = await anActivity()
    await joins(activity)
    await runJobs()
    const before = calendarIn(await last())
    const occurrenceIds = activity.occurrenceIds
    await sql`update activities.occurrence set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour', sequence = sequence + 1 where id = any(${occurrenceIds}::bigint[])`.execute(
      db,
    )
    const say = () =>
      inTransaction((tx) =>
        announce(tx, occurrenceChanged, { seriesId: activity.seriesId, occurrenceIds, what: ['time'] }),
      )
    await say()
    await say()
    await runJobs()
    expect(await subjects()).toEqual(['Du er påmeldt: Språkkafé', 'Endret: Språkkafé'])
    const after = calendarIn(await last())
    expect(after.events[0]?.uid).toBe(before.events[0]?.uid)
    expect(after.events[0]?.sequence).toBeGreaterThan(before.events[0]?.sequence as number)
  })

  test('a date that was moved and then cancelled is told of as cancelled only', async () => {
    const activity = await anActivity()
    await joins(activity)
    await runJobs()
    const payload = { seriesId: activity.seriesId, occurrenceIds: activity.occurrenceIds }
    await inTransaction((tx) => announce(tx, occurrenceChanged, { ...payload, what: ['time'] }))
    await sql`update activities.occurrence set state = 'cancelled', message = '{"nb":"Verten er syk."}', sequence = sequence + 1 where id = any(${payload.occurrenceIds}::bigint[])`.execute(
      db,
    )
    await inTransaction((tx) => announce(tx, occurrenceCancelled, payload))
    await runJobs()
    expect(await subjects()).toEqual(['Du er påmeldt: Språkkafé', 'Avlyst: Språkkafé'])
    expect((await last()).body_text).toContain('Verten er syk.')
    expect(calendarIn(await last()).method).toBe('CANCEL')
  })

  test('a cancelled activity is told to those who come and those who wait', async () => {
    const activity = await anActivity({ capacity: 1 })
    await joins(activity)
    await joins(activity, { name: 'Per', email: 'per@eksempel.no' })
    await runJobs()
    await sql`update activities.series set state = 'cancelled', sequence = sequence + 1 where id = ${activity.seriesId}`.execute(
      db,
    )
    await inTransaction((tx) => announce(tx, activityCancelled, activity))
    await runJobs()
    for (const to of [email, 'per@eksempel.no']) expect((await subjects(to)).at(-1)).toBe('Avlyst: Språkkafé')
  })
})

describe('reminders', () => {
  // Ten in the morning, so that "the day before, by daylight" is true whenever the test runs.
  const morning = Temporal.Now.zonedDateTimeISO('Europe/Oslo').with({ hour: 10, minute: 0 }).toInstant()
  const evening = async (hoursAfterMorning: number) => {
    const activity = await anActivity({
      inHours: [
        morning
          .add({ minutes: 60 * hoursAfterMorning })
          .since(now())
          .total('hours'),
      ],
    })
    await joins(activity, undefined, morning.subtract({ hours: 72 }))
    return activity
  }

  test('come once, the day before', async () => {
    await evening(20)
    await runTimer('activities.remind', morning)
    await runTimer('activities.remind', morning.add({ minutes: 10 }))
    expect((await subjects()).filter((subject) => subject.startsWith('Språkkafé'))).toHaveLength(1)
  })

  test('do not come two days before, nor for what was cancelled', async () => {
    await evening(40)
    const cancelled = await evening(20)
    await sql`update activities.occurrence set state = 'cancelled' where id = any(${cancelled.occurrenceIds}::bigint[])`.execute(
      db,
    )
    await runTimer('activities.remind', morning)
    expect((await subjects()).filter((subject) => subject.startsWith('Språkkafé'))).toEqual([])
  })

  test('come again when the date was moved', async () => {
    const activity = await evening(20)
    await runTimer('activities.remind', morning)
    await sql`update activities.occurrence set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour' where id = any(${activity.occurrenceIds}::bigint[])`.execute(
      db,
    )
    await runTimer('activities.remind', morning.add({ minutes: 10 }))
    expect((await subjects()).filter((subject) => subject.startsWith('Språkkafé'))).toHaveLength(2)
  })

  test('do not come to those who do not want them', async () => {
    const activity = await anActivity({ inHours: [morning.add({ hours: 20 }).since(now()).total('hours')] })
    const { person } = await joins(activity, undefined, morning.subtract({ hours: 72 }))
    await sql`insert into people.message_choice (person_id, kind, wanted) values (${person.id}, 'reminders', false)`.execute(
      db,
    )
    await runTimer('activities.remind', morning)
    expect((await subjects()).filter((subject) => subject.startsWith('Språkkafé'))).toEqual([])
  })
})
