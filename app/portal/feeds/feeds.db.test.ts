import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { clearPages, db, hashToken, sql } from '#kernel'
import { addPerson, everybodyListens, parse, seededDatabase, visit } from '#testing'
import { anActivity } from '../../activities/sign-up/activity-for-test.ts'
import { wellFormed } from '../../testing/well-formed.ts'

const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return {
    calendar,
    name: calendar.getFirstPropertyValue('x-wr-calname'),
    events: calendar.getAllSubcomponents('vevent').map((component) => ({
      uid: component.getFirstPropertyValue('uid') as string,
      sequence: component.getFirstPropertyValue('sequence'),
      title: component.getFirstPropertyValue('summary') as string,
      status: component.getFirstPropertyValue('status'),
      start: component.getFirstPropertyValue('dtstart') as ICAL.Time,
    })),
  }
}
const forget = (...tags: string[]) =>
  import('../../kernel/page-cache.ts').then(({ forgetTags }) => forgetTags(tags))
const rootOf = (body: string) => body.replace(/^<\?xml.*\?>\n/, '').trim()

beforeAll(async () => {
  await seededDatabase()
  await everybodyListens()
})

describe('public calendars', () => {
  test('of everything, of a hub and of a filter', async () => {
    const all = await visit('/activities.ics')
    expect([all.status, all.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
    const here = read((await visit('/hubs/borgen.ics')).body)
    const filtered = read((await visit('/activities.ics?hub=borgen')).body)
    expect(here.name).toBe('Borgen innbyggertorg')
    expect(here.events.length).toBeGreaterThan(5)
    expect(here.events.length).toBeLessThan(read(all.body).events.length)
    expect(filtered.events.map((event) => event.uid)).toEqual(here.events.map((event) => event.uid))
    expect(read((await visit('/activities.ics?q=finnesikke')).body).events).toEqual([])
  })

  test('keep the language of their address', async () => {
    expect(read((await visit('/activities.ics', { lang: 'en' })).body).name).toMatch(/^What is on/)
  })

  test('come from the cache until something has changed', async () => {
    const first = await visit('/hubs/borgen.ics')
    const etag = first.headers.get('etag') as string
    expect((await visit('/hubs/borgen.ics', { headers: { 'if-none-match': etag } })).status).toBe(304)
    const { answer } = await import('../../server.tsx')
    expect(answer(new Request('http://localhost:3000/hubs/borgen.ics'))).toBeInstanceOf(Response)
  })

  test('a cancelled date says so, under the same name and with a higher number', async () => {
    const { seriesId, occurrenceIds } = await anActivity()
    const [before] = read((await visit(`/activities/${seriesId}.ics`)).body).events
    await sql`update activities.occurrence set state = 'cancelled', sequence = sequence + 1 where id = ${occurrenceIds[0] as number}`.execute(
      db,
    )
    await clearPages(db, [`activity:${seriesId}`])
    await forget(`activity:${seriesId}`)
    const [after] = read((await visit(`/activities/${seriesId}.ics`)).body).events
    expect(after).toMatchObject({ uid: before?.uid, status: 'CANCELLED', title: 'Avlyst: Språkkafé' })
    expect(Number(after?.sequence)).toBeGreaterThan(Number(before?.sequence))
  })

  test('making new ones all the time is refused; what is kept costs nothing', async () => {
    await visit('/hubs/borgen.atom?kept')
    await sql`update kernel.rate set used = 300 where key like 'feed:%'`.execute(db)
    expect((await visit('/hubs/borgen.atom?made-up')).status).toBe(429)
    expect((await visit('/hubs/borgen.atom?kept')).status).toBe(200)
    await sql`delete from kernel.rate`.execute(db)
  })

  test('there is none for what is not there, or not public yet', async () => {
    const { seriesId } = await anActivity({ series: { state: 'draft' } })
    for (const path of [
      `/activities/${seriesId}.ics`,
      '/activities/999999.ics',
      '/hubs/atlantis.ics',
      '/hubs/atlantis.atom',
    ])
      expect((await visit(path)).status).toBe(404)
    expect((await visit('/activities.ics?from=2027-02-29')).status).toBe(400)
  })

  test('5,000 dates are there, each once, and the clock on the wall stands still', async () => {
    const { seriesId } = await anActivity({ inHours: [], form: 'course' })
    await sql`
      insert into activities.occurrence (series_id, original_date, starts_at, ends_at, hub_id)
      select ${seriesId}, d::date, (d::date + time '18:00') at time zone 'Europe/Oslo',
        (d::date + time '20:00') at time zone 'Europe/Oslo', 'prove'
      from generate_series(current_date, current_date + 5499, '1 day') d`.execute(db)
    const { events } = read((await visit('/activities.ics?hub=prove&form=course')).body)
    expect(events).toHaveLength(5000)
    expect(new Set(events.map((event) => event.uid)).size).toBe(5000)
    expect(new Set(events.map((event) => event.start.hour))).toEqual(new Set([18]))
  })
})

describe('news feeds', () => {
  test('of everything and of a hub, as XML, the newest first', async () => {
    for (const path of ['/activities.atom', '/hubs/borgen.atom', '/activities.atom?category=language']) {
      const { body, status, headers } = await visit(path, { lang: 'nn' })
      expect([path, status, headers.get('content-type')]).toEqual([
        path,
        200,
        'application/atom+xml; charset=utf-8',
      ])
      expect(wellFormed(rootOf(body))).toBe(true)
      const updated = [...body.matchAll(/<entry[\s\S]*?<updated>(.*?)<\/updated>/g)].map(
        ([, at]) => at as string,
      )
      expect(updated.length).toBeGreaterThan(0)
      expect(updated).toEqual([...updated].sort().reverse())
    }
  })

  test('a script in a title stays a text', async () => {
    await anActivity({ series: { title: JSON.stringify({ nb: '</title><script>alert(1)</script>' }) } })
    await forget('activities', 'hub:prove')
    const { body } = await visit('/hubs/prove.atom')
    expect(body).not.toContain('<script>')
    expect(wellFormed(rootOf(body))).toBe(true)
  })
})

test('the site map leads to pages that are there', async () => {
  const { body } = await visit('/sitemap.xml')
  expect(wellFormed(rootOf(body))).toBe(true)
  const paths = [...body.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, loc]) => new URL(loc as string).pathname)
  expect(paths.length).toBeGreaterThan(50)
  expect(paths).toContain('/hubs/borgen')
  for (const path of ['/', paths.find((one) => one.startsWith('/activities/')) as string])
    expect([path, (await visit(path)).status]).toEqual([path, 200])
  expect((await visit('/sitemap-99.xml')).status).toBe(404)
  expect((await visit('/robots.txt')).body).toContain('/sitemap.xml')
  expect((await visit('/.well-known/security.txt')).body).toContain('Contact: ')
  expect((await visit('/favicon.ico')).location).toBe('/looks/icon.svg')
})

describe('one’s own calendar', () => {
  const press = (as: string, what: 'renew' | 'end') => visit('/me/calendar', { as, form: { do: what } })
  const addressOf = async (as: string) => {
    const { text } = parse((await visit('/me/calendar', { as })).body)
    const url = /\S+\/calendar\/[\w-]{43}\.ics/.exec(text)?.[0]
    return url && new URL(url).pathname
  }

  test('shows what one is signed up for, to whoever has the address, and to nobody else', async () => {
    const { cookie } = await addPerson()
    const { seriesId, occurrenceIds } = await anActivity()
    const { seriesId: other } = await anActivity({ series: { title: JSON.stringify({ nb: 'Noe annet' }) } })
    expect(other).not.toBe(seriesId)
    await visit(`/api/activities/${seriesId}/sign-ups`, {
      as: cookie,
      json: { dateId: occurrenceIds[0] },
      headers: { accept: 'application/json', 'idempotency-key': 'own' },
    })
    expect(await addressOf(cookie)).toBeUndefined()
    await press(cookie, 'renew')
    const address = (await addressOf(cookie)) as string
    const feed = await visit(address)
    expect(feed.headers.get('cache-control')).toBe('private, no-store')
    expect(read(feed.body).events.map((event) => event.title)).toEqual(['Språkkafé'])
    // The same address twice, as its owner sees it, and only its hash in the database.
    expect(await addressOf(cookie)).toBe(address)
    const stored = await sql<{
      all: string
    }>`select coalesce(json_agg(l)::text, '') as all from portal.calendar_link l`.execute(db)
    expect(stored.rows[0]?.all).not.toContain(address.slice(10, 53))
    expect(stored.rows[0]?.all).toContain(hashToken(address.slice(10, 53)))
  })

  test('a new address ends the old one, and deleting ends it for good', async () => {
    const { cookie } = await addPerson()
    await press(cookie, 'renew')
    const first = (await addressOf(cookie)) as string
    await press(cookie, 'renew')
    const second = (await addressOf(cookie)) as string
    expect(second).not.toBe(first)
    expect([(await visit(first)).status, (await visit(second)).status]).toEqual([404, 200])
    await press(cookie, 'end')
    expect((await visit(second)).status).toBe(404)
  })

  test('a forged or broken address opens nothing', async () => {
    for (const token of ['A'.repeat(43), 'short', "'%20or%201=1--", `${'A'.repeat(42)}%00`])
      expect([400, 404]).toContain((await visit(`/calendar/${token}.ics`)).status)
  })

  test('asks who you are first', async () => {
    expect((await visit('/me/calendar')).location).toContain('/sign-in')
  })
})
