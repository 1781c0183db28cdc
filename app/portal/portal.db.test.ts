import pg from 'pg'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { db, languages, sql } from '#kernel'
import { addPerson, parse, seededDatabase, type TestPerson, visit } from '#testing'

let host: TestPerson
let resident: TestPerson

beforeAll(async () => {
  await seededDatabase()
  host = await addPerson({ name: 'Vert Prøve', roles: ['host at borgen'] })
  resident = await addPerson({ name: 'Innbygger Prøve' })
}, 120_000)

const titles = (body: string) =>
  [...body.matchAll(/card-title[^>]*><a[^>]*>([^<]*)/g)].map((found) => found[1])

describe('pages anybody can open', () => {
  const paths = [
    '/',
    '/activities',
    '/activities?view=week',
    '/activities?view=month',
    '/hubs/borgen',
    '/search?q=språkkafé',
    '/about',
    '/accessibility',
    '/feedback',
  ]

  test.each(paths.flatMap((path) => languages.map((lang) => ({ path, lang }))))(
    '$path in $lang',
    async ({ path, lang }) => {
      const page = await visit(path, { lang })
      expect(page.status).toBe(200)
      const { lang: said, title, headings } = parse(page.body)
      expect(said).toBe(lang)
      expect(title).not.toMatch(/undefined|null|\[object/)
      expect(headings.length).toBeGreaterThan(0)
      expect(page.body.match(/<h1/g)).toHaveLength(1)
    },
  )

  test.each(paths)('%s carries no inline style and no inline script', async (path) => {
    const { body } = await visit(path)
    expect(body).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
    for (const [tag] of body.matchAll(/<script\b[^>]*>/g)) expect(tag).toMatch(/\ssrc=|application\/ld\+json/)
  })

  test('all eight hubs are on the front page', async () => {
    const { body } = await visit('/')
    expect(body.match(/href="\/hubs\/[a-z]+"/g)?.length).toBe(8)
  })

  test('an address that leads nowhere says so kindly', async () => {
    for (const path of [
      '/hubs/atlantis',
      '/activities/999999999',
      '/activities/x',
      '/activities/99999999999999999999',
    ])
      expect((await visit(path)).status).toBe(404)
  })
})

describe("what's on", () => {
  test('a hub chosen shows only that hub, and the choice can be taken away', async () => {
    const { body } = await visit('/activities?hub=heggedal')
    expect(new Set(body.match(/opens activity" data-hub="[a-z]+"/g))).toEqual(
      new Set(['opens activity" data-hub="heggedal"']),
    )
    expect(body).toMatch(/<a class="chip" href="\/activities">/)
  })

  test('a choice we do not understand is named, and the rest is shown', async () => {
    const page = await visit('/activities?category=zumba&hub=borgen&from=2027-02-30')
    expect(page.status).toBe(200)
    expect(parse(page.body).text).toContain('zumba')
    expect(parse(page.body).text).toContain('2027-02-30')
    expect(titles(page.body).length).toBeGreaterThan(0)
  })

  test('script in the search is text', async () => {
    const { body } = await visit('/activities?q=%3Cscript%3Ealert(1)%3C/script%3E')
    expect(body).not.toContain('<script>alert')
    expect(parse(body).text).toContain('<script>alert(1)')
  })

  test('when nothing fits, the reader is invited onwards', async () => {
    const { body } = await visit('/activities?q=xyzzyqwerty')
    expect(parse(body).text).toContain('Ingen aktiviteter passer')
    expect(body).toContain('Vis hele programmet')
  })

  test('the month is a table of whole weeks; what is on a day stands in its cell and leads to that day', async () => {
    const { rows } = await sql<{ day: string; month: string; n: number }>`
      select to_char(at, 'YYYY-MM-DD') as day, to_char(at, 'YYYY-MM') as month, count(*)::int as n
      from (select o.starts_at at time zone 'Europe/Oslo' as at from activities.occurrence o
        join activities.series s on s.id = o.series_id
        where o.state <> 'dropped' and s.state <> 'draft' and o.starts_at > now() + interval '7 days') dates
      group by 1, 2 order by n desc, 1 limit 1`.execute(db)
    const { day, month, n } = rows[0] as { day: string; month: string; n: number }
    const { body } = await visit(`/activities?view=month&from=${day}`)
    const weeks = body.split('<tbody>')[1]?.split('</tbody>')[0]?.split('<tr>').slice(1) ?? []
    expect(weeks.map((week) => week.match(/<td/g)?.length)).toEqual(weeks.map(() => 7))
    expect(weeks.length).toBeGreaterThanOrEqual(4)
    const cell = body.split('<td').find((one) => one.includes(`from=${day}&amp;to=${day}`))
    expect(cell, `${day} in ${month}`).toContain(`<span class="count">${n}`)
    const list = await visit(`/activities?from=${day}&to=${day}`)
    expect(titles(list.body)).toHaveLength(n)
  })

  test('the next page goes on where the first ended', async () => {
    const first = await visit('/activities')
    const next = /rel="next" href="([^"]+)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&')
    expect(next).toBeDefined()
    const second = await visit(next as string)
    const dates = (body: string) =>
      [...body.matchAll(/activity-when"><time datetime="([^"]+)"/g)].map((found) => found[1] as string)
    expect(dates(first.body)).toHaveLength(50)
    expect((dates(second.body)[0] as string) >= (dates(first.body).at(-1) as string)).toBe(true)
    expect(second.body).toContain('rel="prev"')
  })

  test('the list costs two questions to the database', async () => {
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    await visit('/activities?hub=borgen&free=1')
    const questions = asked.mock.calls.length
    asked.mockRestore()
    expect(questions).toBeGreaterThan(0)
    expect(questions).toBeLessThanOrEqual(2)
  })
})

describe('search', () => {
  test.each(['sprakkafe', 'språkkaffe', 'Språkkafé'])('%s finds the language café', async (q) => {
    expect(titles((await visit(`/search?q=${encodeURIComponent(q)}`)).body)).toContain('Språkkafé')
  })

  test('a hub is found by its name, also misspelt', async () => {
    expect((await visit('/search?q=bogren')).body).toContain('href="/hubs/borgen"')
  })

  const suggestion = async (q: string, lang?: 'nn' | 'en') =>
    /class="lead">([^<]*)<a [^>]*>«([^<]*)»/
      .exec((await visit(`/search?q=${encodeURIComponent(q)}`, { lang })).body)
      ?.slice(1)

  test('a spelling slip is forgiven, and what was meant is offered', async () => {
    expect(await suggestion('språkkaffe')).toEqual(['Mente du ', 'språkkafé'])
    expect(await suggestion('språkkaffe', 'nn')).toEqual(['Meinte du ', 'språkkafé'])
    expect(await suggestion('bogren', 'en')).toEqual(['Did you mean ', 'borgen'])
  })

  test.each(['Språkkafé', 'sprakkafe', 'kafé', 'Borgen', 'xyzzyqwerty', '«»'])(
    'nobody who typed %s is asked whether they meant something else',
    async (q) => expect(await suggestion(q)).toBeUndefined(),
  )

  test('no result says what to try', async () => {
    expect(parse((await visit('/search?q=xyzzyqwerty')).body).text).toContain('Prøv et kortere ord')
  })
})

describe('an activity', () => {
  const one = async (title: string) => {
    const { rows } = await sql<{ id: number }>`
      select id from activities.series where title ->> 'nb' = ${title} and state = 'published' limit 1`.execute(
      db,
    )
    return rows[0]?.id as number
  }

  test('says when, where and how to come, and gives machines the same', async () => {
    const page = await visit(`/activities/${await one('Språkkafé')}`)
    expect(parse(page.body).text).toMatch(/Bli med/)
    const data = JSON.parse(/ld\+json">([\s\S]*?)<\/script>/.exec(page.body)?.[1] ?? '{}')
    expect(data.name).toBe('Språkkafé')
  })

  test('a draft is seen by those who work at the hub, by nobody else', async () => {
    const { rows } = await sql<{ id: number }>`
      insert into activities.series (hub_id, form, state, title, category, rule)
      select hub_id, form, 'draft', '{"nb": "Hemmelig plan"}', category, rule from activities.series
      where hub_id = 'borgen' and state = 'published' limit 1 returning id`.execute(db)
    const path = `/activities/${rows[0]?.id}`
    expect((await visit(path)).status).toBe(404)
    expect((await visit(path, { as: resident.cookie })).status).toBe(404)
    expect((await visit(path, { as: host.cookie })).status).toBe(200)
  })
})

describe('my page', () => {
  test('asks who I am first, and comes back', async () => {
    const { status, location } = await visit('/me')
    expect(status).toBe(303)
    expect(location).toBe('/sign-in?then=%2Fme')
  })

  test('a hub I follow is there until I stop', async () => {
    expect((await visit('/hubs/borgen', { as: resident.cookie, form: { do: 'follow' } })).location).toBe(
      '/hubs/borgen?done=followed',
    )
    expect((await visit('/me', { as: resident.cookie })).body).toContain('href="/hubs/borgen"')
    await visit('/hubs/borgen', { as: resident.cookie, form: { do: 'unfollow' } })
    expect((await visit('/me', { as: resident.cookie })).body).not.toContain('href="/hubs/borgen"')
  })

  test('an activity I follow is there with its next date until I stop', async () => {
    const { rows } = await sql<{ id: number }>`
      select id from activities.series where title ->> 'nb' = 'Språkkafé' and state = 'published' limit 1`.execute(
      db,
    )
    const path = `/activities/${rows[0]?.id}`
    const mine = async () => (await visit('/me', { as: resident.cookie })).body
    await visit(path, { as: resident.cookie, form: { do: 'follow' } })
    expect(await mine()).toContain(`href="${path}"`)
    const stopped = await visit(path, { as: resident.cookie, form: { do: 'unfollow' } })
    expect((await visit(stopped.location as string, { as: resident.cookie })).body).toContain(
      'Du følger ikke lenger denne aktiviteten.',
    )
    expect(await mine()).not.toContain(`href="${path}"`)
  })

  test('nobody follows without signing in', async () => {
    expect((await visit('/hubs/borgen', { form: { do: 'follow' } })).status).toBe(403)
  })

  test('own pages are kept by nothing on the way', async () => {
    expect((await visit('/me', { as: resident.cookie })).headers.get('cache-control')).toContain('no-store')
  })
})

describe('the desk', () => {
  test('shows a host the own hub and no other', async () => {
    const { status, body } = await visit('/staff', { as: host.cookie })
    expect(status).toBe(200)
    expect(body).toContain('Borgen innbyggertorg')
    expect(body).not.toContain('Heggedal innbyggertorg')
  })

  test('is not for residents, and says what to do', async () => {
    const { status, body } = await visit('/staff', { as: resident.cookie })
    expect(status).toBe(403)
    expect(parse(body).text).toContain('be lederen din')
  })
})

describe('feedback', () => {
  test('is stored, thanked for, and read by staff', async () => {
    const sent = await visit('/feedback', {
      form: { kind: 'accessibility', message: 'Teksten er for liten 🙂', answerTo: '' },
    })
    expect(sent.location).toBe('/feedback?done=sent')
    const administrator = await addPerson({ name: 'Administrator Prøve', roles: ['administrator'] })
    const list = await visit('/staff/feedback', { as: administrator.cookie })
    expect(parse(list.body).text).toContain('Teksten er for liten 🙂')
    const [{ id } = { id: 0 }] = await db.selectFrom('portal.feedback').select('id').execute()
    await visit('/staff/feedback', { as: administrator.cookie, form: { id } })
    expect(parse((await visit('/staff/feedback', { as: administrator.cookie })).body).text).not.toContain(
      'for liten',
    )
  })

  test('without a message: says so, keeps what was typed', async () => {
    const page = await visit('/feedback', { form: { kind: 'wish', message: ' ', answerTo: 'ikke-epost' } })
    expect(page.status).toBe(422)
    expect(page.body).toContain('<title>Feil: ')
    expect(page.body).toContain('value="ikke-epost"')
    expect(page.body).toMatch(/href="#message"/)
    expect(page.body).toMatch(/aria-describedby="message-hint message-error"/)
  })

  test('is not for hosts of one hub, nor for residents, to read', async () => {
    expect((await visit('/staff/feedback', { as: resident.cookie })).status).toBe(403)
  })

  test('a robot is stopped', async () => {
    let status = 0
    for (let i = 0; i < 12; i++)
      status = (await visit('/feedback', { form: { kind: 'praise', message: `nr. ${i}` } })).status
    expect(status).toBe(429)
  })
})

describe('pictures and colours', () => {
  test('are served with a tag, and not sent twice', async () => {
    const first = await visit('/looks/borgen.svg')
    expect(first.headers.get('content-type')).toContain('image/svg+xml')
    const again = await visit('/looks/borgen.svg', {
      headers: { 'if-none-match': first.headers.get('etag') as string },
    })
    expect(again.status).toBe(304)
  })

  test('there is no way out of the folder', async () => {
    expect((await visit('/looks/..%2Fmunicipality.json')).status).toBe(404)
    expect((await visit('/looks/looks.json')).status).toBe(404)
  })
})
