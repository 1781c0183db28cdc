import { beforeAll, describe, expect, test } from 'vitest'
import { db, now, sql } from '#kernel'
import { addPerson, asShown, everybodyListens, mailTo, parse, runJobs, visit } from '#testing'
import { anActivity, fill, type TestActivity } from './activity-for-test.ts'
import { peoplePath } from './paths.ts'

beforeAll(everybodyListens)

let addresses = 0
const anAddress = () => `side${++addresses}@eksempel.no`
const formAt = (activity: TestActivity) =>
  `/activities/${activity.seriesId}/sign-up?occurrence=${activity.occurrenceIds[0]}`
const linkIn = async (to: string) =>
  /\/sign-ups\/[\w-]+/.exec((await mailTo(to)).at(-1)?.body_text ?? '')?.[0] as string

describe('one evening of a course, on my own page', () => {
  test('coming after all is refused in my language when the place is somebody else’s', async () => {
    const activity = await anActivity({ capacity: 1, form: 'course', inHours: [48, 216] })
    const [me, guest] = [await addPerson(), await addPerson()]
    const occurrence = activity.occurrenceIds[0] as number
    const course = `/activities/${activity.seriesId}/sign-up`
    const sent = await visit(course, { as: me.cookie, form: { who: 'self' } })
    const mine = (sent.location as string).split('?')[0] as string
    await visit(mine, { as: me.cookie, form: { do: 'not-tonight', occurrence } })
    await visit(`${course}?occurrence=${occurrence}`, { as: guest.cookie, form: { who: 'self' } })
    for (const [path, why, next] of [
      [mine, 'gitt til en annen', 'Spør verten'],
      [`/nn${mine}`, 'gjeven til ein annan', 'Spør verten'],
      [`/en${mine}`, 'gone to someone else', 'Ask the host'],
    ] as const) {
      const no = await visit(path, { as: me.cookie, form: { do: 'back-tonight', occurrence } })
      expect(no.status).toBe(409)
      expect(parse(no.body).text).toContain(why)
      expect(parse(no.body).text).toContain(next)
    }
  })
})

describe('signing up on the page', () => {
  test('a resident presses one button and sees their place, the code and the calendar', async () => {
    const activity = await anActivity()
    const me = await addPerson({ email: anAddress() })
    const page = await visit(formAt(activity), { as: me.cookie })
    expect(page.status).toBe(200)
    const form = parse(page.body).forms.find(
      (one) => one.method === 'post' && one.fields.some((field) => field.name === 'remind'),
    )
    if (!form) throw new Error('no form')
    const sent = await visit(formAt(activity), { as: me.cookie, form: asShown(form) })
    expect(sent.status).toBe(303)
    const mine = await visit(sent.location as string, { as: me.cookie })
    expect(mine.body).toContain('Du er påmeldt')
    expect(mine.body).toContain('<svg')
    const calendar = await visit(`${(sent.location as string).split('?')[0]}/calendar.ics`, { as: me.cookie })
    expect(calendar.headers.get('content-type')).toContain('text/calendar')
    expect(calendar.body).toContain('SUMMARY:Språkkafé')
    expect((await visit('/me/sign-ups', { as: me.cookie })).body).toContain('Språkkafé')
  })

  test('somebody else’s sign-up does not exist for me, nor for nobody', async () => {
    const activity = await anActivity()
    const [me, other] = [await addPerson(), await addPerson()]
    const sent = await visit(formAt(activity), { as: me.cookie, form: { who: 'self' } })
    const path = (sent.location as string).split('?')[0] as string
    expect((await visit(path, { as: other.cookie })).status).toBe(404)
    expect((await visit(`${path}/calendar.ics`, { as: other.cookie })).status).toBe(404)
    expect((await visit(path, { as: other.cookie, form: { do: 'cancel' } })).status).toBe(404)
    expect((await visit(path)).location).toContain('/sign-in')
  })

  test('without a confirmed address I read, before and after, that nobody can tell me of a cancellation', async () => {
    const activity = await anActivity()
    const [without, reachable] = [await addPerson(), await addPerson({ email: 'naabar@eksempel.no' })]
    const words = 'Du får ingen e-post om endringer'
    expect((await visit(formAt(activity), { as: without.cookie })).body).toContain(words)
    expect((await visit(formAt(activity), { as: reachable.cookie })).body).not.toContain(words)
    const sent = await visit(formAt(activity), { as: without.cookie, form: { who: 'self' } })
    expect(sent.status).toBe(303)
    const own = await visit(sent.location as string, { as: without.cookie })
    expect(own.body).toContain(words)
    expect(own.body).toContain('href="/me/profile"')
  })

  test('what I typed is kept when something is missing', async () => {
    const activity = await anActivity()
    const sent = await visit(formAt(activity), {
      form: { name: 'Ola <b>Prøve', email: 'ikke en adresse', others: '2' },
    })
    expect(sent.status).toBe(422)
    expect(sent.body).toContain('value="Ola &lt;b&gt;Prøve"')
    expect(sent.body).toContain('value="ikke en adresse"')
    const { rows } = await sql`select from activities.sign_up where pool_id = ${activity.poolId}`.execute(db)
    expect(rows).toHaveLength(0)
  })

  test.each(['0', 'abc', '99999999999999999999', '-1', "1'"])(
    'an address that means nothing is not found: %s',
    async (id) => {
      expect((await visit(`/activities/${id}/sign-up`)).status).toBe(404)
      expect((await visit(`/activities/1/sign-up?occurrence=${id}`)).status).toBe(404)
    },
  )

  test('in nynorsk and English the page speaks that language', async () => {
    const activity = await anActivity()
    expect((await visit(formAt(activity), { lang: 'nn' })).body).toContain('Kor mange kjem saman med deg?')
    expect((await visit(formAt(activity), { lang: 'en' })).body).toContain('Sign up for Language café')
  })

  test('what is closed says why instead of showing a form', async () => {
    const activity = await anActivity({ series: { opens_at: now().add({ hours: 24 }).toString() } })
    const { body } = await visit(formAt(activity))
    expect(body).toContain('Påmeldingen åpner')
    expect(body).not.toContain('name="email"')
  })
})

describe('without an account', () => {
  test('the page says the same for a new address and for one that is signed up', async () => {
    const activity = await anActivity({ capacity: 10 })
    const email = anAddress()
    const answers = []
    for (let i = 0; i < 2; i++) {
      const sent = await visit(formAt(activity), { form: { name: 'Kari', email } })
      answers.push([sent.status, sent.location, sent.body])
    }
    expect(answers[0]).toEqual(answers[1])
    expect((await visit(answers[0]?.[1] as string)).body).toContain('Sjekk e-posten din')
  })

  test('opening the link changes nothing, pressing confirms', async () => {
    const activity = await anActivity()
    const email = anAddress()
    await visit(formAt(activity), { form: { name: 'Kari', email } })
    await runJobs()
    const link = await linkIn(email)
    const state = async () =>
      (await sql<{ state: string }>`select state from activities.sign_up where email = ${email}`.execute(db))
        .rows[0]?.state
    for (let scan = 0; scan < 3; scan++) expect((await visit(link)).body).toContain('Bekreft påmeldingen')
    expect(await state()).toBe('unconfirmed')
    expect((await visit(link, { form: { do: 'confirm' } })).status).toBe(303)
    expect(await state()).toBe('attending')
    expect((await visit(link)).body).toContain('Du er påmeldt')
  })

  test('the waiting list by mail link: offered, opened, accepted', async () => {
    const activity = await anActivity({ capacity: 1 })
    await fill(activity.poolId, [1])
    const email = anAddress()
    await visit(formAt(activity), { form: { name: 'Kari', email } })
    await runJobs()
    await visit(await linkIn(email), { form: { do: 'confirm' } })
    const first = await addPerson()
    const { rows } = await sql<{
      id: string
    }>`update activities.sign_up set person_id = ${first.id} where pool_id = ${activity.poolId} and state = 'attending' returning id`.execute(
      db,
    )
    await visit(`/me/sign-ups/${rows[0]?.id}`, { as: first.cookie, form: { do: 'cancel' } })
    await runJobs()
    const link = await linkIn(email)
    expect((await visit(link)).body).toContain('Det er blitt plass til deg')
    await visit(link, { form: { do: 'accept' } })
    expect((await visit(link)).body).toContain('Du er påmeldt')
  })

  test('a made-up link is not found, and the picture of the code neither', async () => {
    expect((await visit('/sign-ups/noe-helt-annet')).status).toBe(404)
    expect((await visit('/sign-ups/noe-helt-annet/qr.png')).status).toBe(404)
  })

  test('one address cannot be flooded with mail', async () => {
    const activity = await anActivity({ capacity: 50 })
    const email = anAddress()
    const statuses = []
    for (let i = 0; i < 8; i++)
      statuses.push((await visit(formAt(activity), { form: { name: 'Kari', email } })).status)
    expect(statuses).toEqual([303, 303, 303, 303, 303, 303, 429, 429])
  })
})

describe('the list at the door', () => {
  test('works by pressing: check in, count those who walk in, sign somebody up, download', async () => {
    const activity = await anActivity({ capacity: 9 })
    const host = await addPerson({ roles: ['host at prove'] })
    const door = `/staff/occurrences/${activity.occurrenceIds[0]}/people`
    const press = (form: Record<string, string>) => visit(door, { as: host.cookie, form })
    expect((await press({ do: 'add', name: 'Per Uten Nett', others: '1' })).location).toContain('done=added')
    const { rows } = await sql<{
      id: string
    }>`select id from activities.sign_up where pool_id = ${activity.poolId}`.execute(db)
    expect((await press({ do: 'check-in', signUp: rows[0]?.id as string })).status).toBe(303)
    await press({ do: 'one-more' })
    const { body } = await visit(door, { as: host.cookie })
    expect(parse(body).text).toContain('2 av 2 påmeldte har kommet · 3 personer i alt')
    const csv = await visit(`${door}.csv`, { as: host.cookie })
    expect(csv.body).toContain('Per Uten Nett;2')
    expect((await press({ do: 'cancel', signUp: rows[0]?.id as string })).status).toBe(303)
    expect((await press({ do: 'code', code: 'ABCDEFGH' })).status).toBe(404)
  })

  test('downloading the list is a look, too', async () => {
    const activity = await anActivity()
    const host = await addPerson({ roles: ['host at prove'] })
    const guest = await addPerson()
    await visit(formAt(activity), { as: guest.cookie, form: { who: 'self' } })
    await visit(`/staff/occurrences/${activity.occurrenceIds[0]}/people.csv`, { as: host.cookie })
    const { rows } =
      await sql`select from people.audit where actor_id = ${host.id} and about_person = ${guest.id}`.execute(
        db,
      )
    expect(rows).toHaveLength(1)
  })

  test('is for the hub’s own staff', async () => {
    const activity = await anActivity()
    const door = `/staff/occurrences/${activity.occurrenceIds[0]}/people`
    const resident = await addPerson()
    expect((await visit(door)).location).toContain('/sign-in')
    expect((await visit(door, { as: resident.cookie })).status).toBe(403)
    expect((await visit(`${door}.csv`, { as: resident.cookie })).status).toBe(403)
    expect((await visit('/staff/occurrences/abc/people', { as: resident.cookie })).status).toBe(404)
  })
})

test('the host at the door reads the names first, then where codes and walk-ins are noted', async () => {
  const activity = await anActivity({ capacity: 5 })
  await fill(activity.poolId, [1])
  const host = await addPerson({ roles: ['host at prove'] })
  const { body } = await visit(peoplePath(activity.occurrenceIds[0] as number), { as: host.cookie })
  const places = ['class="door-list"', 'id="by-code"', 'id="walk-ins"'].map((part) => body.indexOf(part))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(parse(body).links).toEqual(expect.arrayContaining(['#by-code', '#walk-ins']))
})

test('the log names the activity and the date a sign-up was for, says the details, and is not for hosts', async () => {
  const activity = await anActivity({
    capacity: 5,
    series: { rule: JSON.stringify({ start: '2026-01-05', time: '18:00', minutes: 120, rrule: null }) },
  })
  const host = await addPerson({ name: 'Vert i Loggen', roles: ['host at prove'] })
  const administrator = await addPerson({ roles: ['administrator'], steppedUp: true })
  const people = peoplePath(activity.occurrenceIds[0] as number)
  const add = { do: 'add', name: 'Gro Prøve', email: anAddress() }
  expect((await visit(people, { as: host.cookie, form: add })).status).toBe(303)
  const log = await visit(`/staff/audit?actor=${host.id}`, { as: administrator.cookie })
  const { rows } = await sql<{ id: string }>`
    select id from activities.sign_up where pool_id = ${activity.poolId}`.execute(db)
  expect(parse(log.body).text).toContain('påmelding «Språkkafé»')
  expect(log.body).not.toContain(rows[0]?.id)
  expect((await visit(`/staff/audit?actor=${host.id}`, { as: host.cookie })).status).toBe(403)

  const [first] = activity.occurrenceIds
  await visit(`/staff/activities/${activity.seriesId}/dates/${first}/cancel`, {
    as: host.cookie,
    form: { message: 'Syk' },
  })
  const { body } = await visit(`/staff/audit?actor=${host.id}`, { as: administrator.cookie })
  expect(parse(body).text).toContain('aktivitet «Språkkafé»')
  expect(parse(body).text).toContain(`occurrenceId: ${first}`)
})
