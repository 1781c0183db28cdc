import { beforeAll, describe, expect, test } from 'vitest'
import { db, sql, today } from '#kernel'
import { addPerson, asShown, type FoundForm, parse, type TestPerson, visit } from '#testing'
import { occurrencesOf } from '../series.ts'

let host: TestPerson
let stranger: TestPerson
const start = today().add({ days: 10 })

beforeAll(async () => {
  await sql`insert into hubs.hub (id, name) values ('borgen', 'Borgen innbyggertorg'), ('heggedal', 'Heggedal innbyggertorg') on conflict do nothing`.execute(
    db,
  )
  host = await addPerson({ name: 'Vert Borgen', roles: ['host at borgen'] })
  stranger = await addPerson({ name: 'Vert Heggedal', roles: ['host at heggedal'] })
})

const filled = {
  title: 'Språkkafé',
  hub: 'borgen',
  date: start.toString(),
  time: '18:00',
  timeEnd: '20:00',
  category: 'language',
  form: 'recurring',
  repeat: 'weekly',
  ends: 'count',
  count: 5,
  free: 'on',
  waitingList: 'on',
  signUp: 'open',
  capacity: 12,
}
const post = (path: string, form: Record<string, string | number | boolean | readonly string[]>, as = host) =>
  visit(path, { as: as.cookie, form })
const idIn = (location: string | null) => Number(/activities\/(\d+)/.exec(location ?? '')?.[1])
async function make(part: Record<string, string | number> = {}) {
  const answer = await post('/staff/activities/new', { ...filled, ...part, do: 'publish' })
  expect(answer.status, parse(answer.body).text.slice(0, 400)).toBe(303)
  return idIn(answer.location)
}
const dates = async (id: number) => (await occurrencesOf(db, id)).filter((o) => o.state !== 'dropped')

describe('who comes in', () => {
  test('nobody without signing in, and no resident', async () => {
    expect((await visit('/staff/activities')).location).toContain('/sign-in')
    const resident = await addPerson()
    for (const path of ['/staff/activities', '/staff/activities/new'])
      expect((await visit(path, { as: resident.cookie })).status).toBe(403)
  })
  test('a host of another hub is refused every page of it', async () => {
    const id = await make()
    const [date] = await dates(id)
    for (const path of ['', '/edit', '/cancel', `/dates/${date?.id}`, `/dates/${date?.id}/cancel`])
      expect((await visit(`/staff/activities/${id}${path}`, { as: stranger.cookie })).status).toBe(403)
    expect((await post('/staff/activities/new', { ...filled, do: 'publish' }, stranger)).status).toBe(403)
  })
  test.each(['0', '-1', '1e3', '99999999', 'abc', '9'.repeat(40)])(
    '/staff/activities/%s is not found',
    async (id) => {
      expect((await visit(`/staff/activities/${id}`, { as: host.cookie })).status).toBe(404)
    },
  )
  test('a date of another activity is not found', async () => {
    const [one, other] = [await make(), await make()]
    const [date] = await dates(other)
    expect((await visit(`/staff/activities/${one}/dates/${date?.id}`, { as: host.cookie })).status).toBe(404)
  })
})

describe('an activity for the whole municipality', () => {
  test('shows a picture from any hub, until it is taken down', async () => {
    const administrator = await addPerson({ roles: ['administrator'] })
    const { rows } = await sql<{ id: number }>`
      insert into hubs.picture (hub_id, hash, widths, width, height, alt)
      values ('heggedal', ${'a'.repeat(32)}, '{400,800}', 800, 600, '{"nb":"Folk rundt et langbord"}') returning id`.execute(
      db,
    )
    const picture = rows[0]?.id as number
    const choice = 'Heggedal innbyggertorg: Folk rundt et langbord'
    const at = (path: string, as: TestPerson) => visit(path, { as: as.cookie })
    expect(parse((await at('/staff/activities/new', administrator)).body).text).toContain(choice)
    expect(parse((await at('/staff/activities/new', host)).body).text).not.toContain('langbord')
    const whole = { ...filled, hub: '', picture, do: 'publish' }
    expect((await post('/staff/activities/new', whole, host)).status).toBe(403)
    const id = idIn((await post('/staff/activities/new', whole, administrator)).location)
    expect(parse((await at(`/staff/activities/${id}/edit`, administrator)).body).text).toContain(choice)
    expect((await visit(`/activities/${id}`)).body).toContain('alt="Folk rundt et langbord"')
    await sql`update hubs.picture set removed_at = now() where id = ${picture}`.execute(db)
    expect((await at(`/activities/${id}`, administrator)).body).not.toContain('langbord')
  })
})

describe('a host plans', () => {
  test('sees the dates before anything is saved, without script', async () => {
    const before = await db.selectFrom('activities.series').select('id').execute()
    const answer = await post('/staff/activities/new', { ...filled, do: 'preview' })
    expect(answer.status).toBe(200)
    const shown = parse(answer.body)
    expect(shown.text).toContain('Slik blir datoene')
    expect(shown.text).toContain('5 datoer')
    expect(answer.body.includes('value="Språkkafé"')).toBe(true)
    expect(await db.selectFrom('activities.series').select('id').execute()).toHaveLength(before.length)
  })
  test('publishes, finds it in the list and reads what was done', async () => {
    const id = await make({ title: 'Kveldsmat for naboer' })
    const list = await visit('/staff/activities?hub=borgen&q=kveldsmat', { as: host.cookie })
    expect(list.body.includes(`/staff/activities/${id}`)).toBe(true)
    const own = parse((await visit(`/staff/activities/${id}?done=published`, { as: host.cookie })).body)
    expect(own.text).toContain('Nå kan alle se aktiviteten')
    expect(own.text).toContain('0 av 12 påmeldt')
    expect(own.text).toContain('Vert Borgen')
  })
  test.each(['nn', 'en'] as const)('in %s', async (lang) => {
    const id = await make()
    for (const path of [
      '/staff/activities',
      '/staff/activities/new',
      `/staff/activities/${id}`,
      `/staff/activities/${id}/edit`,
      `/staff/activities/${id}/cancel`,
    ]) {
      const answer = await visit(path, { as: host.cookie, lang })
      expect(answer.status).toBe(200)
      expect(parse(answer.body).lang).toBe(lang)
    }
  })

  const bad: [string, Record<string, string | number>, string][] = [
    ['no name', { title: '' }, 'title'],
    ['a name of 10,000 signs', { title: 'x'.repeat(10_000) }, 'title'],
    ['29 February in a common year', { date: '2027-02-29' }, 'date'],
    ['a date in words', { date: 'i morgen' }, 'date'],
    ["25 o'clock", { time: '25:00' }, 'time'],
    ['a type that is none', { category: 'party' }, 'category'],
    ['minus one place', { capacity: '-1' }, 'capacity'],
    ['a script as link', { links: 'javascript:alert(1)' }, 'links'],
    ['an extra date that is none', { extraDates: '2027-02-30' }, 'extraDates'],
    ['a private-looking e-mail that is none', { contactEmail: 'vert@' }, 'contactEmail'],
  ]
  test.each(bad)('%s: says which field, keeps what was typed, saves nothing', async (_, part, name) => {
    const answer = await post('/staff/activities/new', {
      ...filled,
      summary: 'Det jeg skrev',
      ...part,
      do: 'publish',
    })
    expect(answer.status).toBe(422)
    expect(parse(answer.body).links).toContain(`#${name}`)
    expect(answer.body.includes('value="Det jeg skrev"')).toBe(true)
    expect(parse(answer.body).title).toMatch(/^Feil/)
  })
  test.each([
    ['FREQ=OFTEN', 'Gjentakelsen er ikke skrevet'],
    ['FREQ=HOURLY', 'kan vi ikke vise'],
    ['FREQ=DAILY;COUNT=500', 'flere enn 400'],
    ['FREQ=WEEKLY;UNTIL=20200101', 'ingen datoer'],
  ])('the rule %s is refused in words', async (rrule, words) => {
    const answer = await post('/staff/activities/new', { ...filled, repeat: 'rrule', rrule, do: 'preview' })
    expect(answer.status).toBe(422)
    expect(parse(answer.body).text).toContain(words)
    expect(answer.body.includes(`value="${rrule}"`)).toBe(true)
  })
  test('script, right-to-left and emoji are shown as text', async () => {
    const title = '<img src=x onerror=alert(1)> مرحبا 👩‍👩‍👧 "\'&'
    const id = await make({ title })
    const { body } = await visit(`/staff/activities/${id}`, { as: host.cookie })
    expect(body.includes('<img src=x')).toBe(false)
    expect(parse(body).text).toContain(title)
  })
})

describe('a host changes', () => {
  test('the form shows everything as it was saved, and saving it unchanged changes no date', async () => {
    const id = await make({
      extraDates: start.add({ days: 3 }).toString(),
      'question-0-label': 'Allergier?',
      'question-0-required': 'on',
      'question-0-days': 3,
      'question-1-label': 'Middag?',
      'question-1-label-en': 'Dinner?',
      'question-1-kind': 'choice',
      'question-1-options': 'Fisk\nGrønt',
      'question-1-options-en': 'Fish\nGreens',
      opensDate: today().toString(),
      opensTime: '09:30',
      closes: 24,
    })
    const before = await dates(id)
    const page = await visit(`/staff/activities/${id}/edit`, { as: host.cookie })
    const form = parse(page.body).forms.find((one) => one.fields.some((field) => field.name === 'title'))
    const answer = await post(`/staff/activities/${id}/edit`, { ...asShown(form as FoundForm), do: 'save' })
    expect(answer.status, parse(answer.body).text.slice(0, 400)).toBe(303)
    expect((await dates(id)).map((o) => [o.id, o.startsAt.toString()])).toEqual(
      before.map((o) => [o.id, o.startsAt.toString()]),
    )
    const row = await db
      .selectFrom('activities.series')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      capacity: 12,
      closes_minutes_before: 1440,
      questions: [
        { id: 'q1', kind: 'text', required: true, expiryDays: 3, label: { nb: 'Allergier?' } },
        {
          id: 'q2',
          kind: 'choice',
          required: false,
          expiryDays: 14,
          label: { nb: 'Middag?', en: 'Dinner?' },
          options: [
            { nb: 'Fisk', en: 'Fish' },
            { nb: 'Grønt', en: 'Greens' },
          ],
        },
      ],
    })
  })
  test('a question that is emptied goes, and the others keep what was answered to them', async () => {
    const asked = { 'question-0-label': 'Allergier?', 'question-1-label': 'Middag?' }
    const id = await make(asked)
    await post(`/staff/activities/${id}/edit`, {
      ...filled,
      'question-1-id': 'q2',
      'question-1-label': 'Middag etterpå?',
      'question-1-kind': 'yes-no',
      'question-2-label': 'Noe annet?',
      do: 'save',
    })
    const { questions } = await db
      .selectFrom('activities.series')
      .select('questions')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(questions).toMatchObject([
      { id: 'q2', kind: 'yes-no', label: { nb: 'Middag etterpå?' } },
      { id: 'q1', label: { nb: 'Noe annet?' } },
    ])
  })
  test('a choice between fewer than two answers is refused at its field', async () => {
    const answer = await post('/staff/activities/new', {
      ...filled,
      'question-0-label': 'Middag?',
      'question-0-kind': 'choice',
      'question-0-options': 'Fisk',
      do: 'publish',
    })
    expect(answer.status).toBe(422)
    expect(parse(answer.body).links).toContain('#question-0-options')
  })
  test('one date: another place and hour, the others stay', async () => {
    const id = await make()
    const [first, second] = await dates(id)
    const path = `/staff/activities/${id}/dates/${first?.id}`
    const day = start.add({ days: 1 }).toString()
    const answer = await post(path, {
      date: day,
      time: '17:00',
      timeEnd: '18:30',
      place: 'Kafeen',
      title: 'Språkkafé',
      capacity: 12,
    })
    expect(answer.location).toContain('done=date-saved')
    const after = await dates(id)
    expect(after[0]).toMatchObject({
      id: first?.id,
      changes: { place: { nb: 'Kafeen' }, time: { date: day, start: '17:00', minutes: 90 } },
    })
    expect(after[1]).toMatchObject({ id: second?.id, changes: {} })
  })
  test('this and all following becomes a series of its own', async () => {
    const id = await make()
    const third = (await dates(id))[2]
    const path = `/staff/activities/${id}/edit?date=${third?.id}`
    const page = await visit(path, { as: host.cookie })
    const form = parse(page.body).forms.find((one) => one.fields.some((field) => field.name === 'title'))
    const shown = asShown(form as FoundForm)
    expect(shown).toMatchObject({ date: third?.originalDate, count: '3' })
    const answer = await post(path, { ...shown, title: 'Språkkafé ute', scope: 'following', do: 'save' })
    const next = idIn(answer.location)
    expect(next).not.toBe(id)
    expect([(await dates(id)).length, (await dates(next)).length]).toEqual([2, 3])
  })
  test('opened at a date but said about all: no date is lost', async () => {
    const id = await make()
    const before = await dates(id)
    const path = `/staff/activities/${id}/edit?date=${before[2]?.id}`
    const page = await visit(path, { as: host.cookie })
    const form = parse(page.body).forms.find((one) => one.fields.some((field) => field.name === 'title'))
    const shown = asShown(form as FoundForm)
    const answer = await post(path, { ...shown, timeEnd: '20:30', scope: 'all', do: 'save' })
    expect(idIn(answer.location)).toBe(id)
    expect((await dates(id)).map((o) => o.id)).toEqual(before.map((o) => o.id))
  })
  test('another name for all, written from a later date: days off, extra days and ids stay as they were', async () => {
    const off = start.add({ weeks: 1 }).toString()
    const extra = start.add({ days: 3 }).toString()
    const id = await make({ cancelledDates: off, extraDates: extra, count: 6 })
    const before = await dates(id)
    const path = `/staff/activities/${id}/edit?date=${before[3]?.id}`
    const page = await visit(path, { as: host.cookie })
    const form = parse(page.body).forms.find((one) => one.fields.some((field) => field.name === 'title'))
    const answer = await post(path, {
      ...asShown(form as FoundForm),
      title: 'Praterom',
      scope: 'all',
      do: 'save',
    })
    expect(answer.status).toBe(303)
    expect((await dates(id)).map((o) => [o.id, o.originalDate, o.state])).toEqual(
      before.map((o) => [o.id, o.originalDate, o.state]),
    )
    expect((await dates(id)).map((o) => o.originalDate)).not.toContain(off)
  })
  test('a page that is out of date does not overwrite a colleague', async () => {
    const id = await make()
    await post(`/staff/activities/${id}/edit`, { ...filled, title: 'Kollegaens', basedOn: 0, do: 'save' })
    const answer = await post(`/staff/activities/${id}/edit`, {
      ...filled,
      title: 'Mitt',
      basedOn: 0,
      do: 'save',
    })
    expect(answer.status).toBe(409)
    expect(parse(answer.body).text).toContain('En kollega har endret dette')
    expect(answer.body.includes('value="Mitt"')).toBe(true)
  })
  test('cancels one date, then all, each with a message', async () => {
    const id = await make()
    const [first] = await dates(id)
    expect((await post(`/staff/activities/${id}/dates/${first?.id}/cancel`, { message: '' })).status).toBe(
      422,
    )
    expect(
      (await post(`/staff/activities/${id}/dates/${first?.id}/cancel`, { message: 'Verten er syk' }))
        .location,
    ).toContain('done=date-cancelled')
    expect((await post(`/staff/activities/${id}/cancel`, { message: 'For få' })).location).toContain(
      'done=cancelled',
    )
    expect((await dates(id)).map((o) => o.state)).toEqual(Array(5).fill('cancelled'))
    expect((await post(`/staff/activities/${id}/cancel`, { message: 'En gang til' })).status).toBe(409)
  })
  test('adds a date and makes a copy', async () => {
    const id = await make()
    const extra = start.add({ days: 2 }).toString()
    expect((await post(`/staff/activities/${id}`, { do: 'add-date', addDate: extra })).location).toContain(
      'done=date-added',
    )
    expect((await dates(id)).map((o) => o.originalDate)).toContain(extra)
    const again = await post(`/staff/activities/${id}`, { do: 'add-date', addDate: extra })
    expect(again.status).toBe(409)
    const copied = await post(`/staff/activities/${id}`, {
      do: 'copy',
      copyStart: start.add({ days: 70 }).toString(),
    })
    expect(copied.location).toContain('done=copied')
    expect(idIn(copied.location)).not.toBe(id)
  })
})
