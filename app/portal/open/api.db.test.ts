import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { db, now, type OpenApi, sql } from '#kernel'
import { addPerson, everybodyListens, mailTo, parse, runJobs, seededDatabase, visit } from '#testing'
import { activityShape, datesShape } from '../../activities/api-schemas.ts'
import { anActivity } from '../../activities/sign-up/activity-for-test.ts'
import { signUpAnswer } from '../../activities/sign-up/schema.ts'
import { hubSchema, hubSummarySchema } from '../../hubs/api-schemas.ts'

const json = { accept: 'application/json' }
const get = (path: string, headers = {}) => visit(path, { headers: { ...json, ...headers } })
type Dates = ReturnType<typeof datesShape.parse>
const dates = async (query = '') => datesShape.parse((await get(`/api/activities${query}`)).json())

beforeAll(async () => {
  await seededDatabase()
  await everybodyListens()
})

describe('hubs', () => {
  test('all of them, as the description says', async () => {
    const { items } = (await get('/api/hubs')).json() as { items: unknown[] }
    expect(items).toHaveLength(8)
    for (const hub of items) hubSummarySchema.parse(hub)
  })

  test('one of them, with examples marked', async () => {
    const answer = await get('/api/hubs/borgen')
    expect(hubSchema.parse(answer.json()).name).toBe('Borgen innbyggertorg')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('there is no hub of another name', async () => {
    expect((await get('/api/hubs/atlantis')).status).toBe(404)
  })
})

describe('what is on', () => {
  test('the first page, and the next ones until the end, without a gap or a repetition', async () => {
    const all: Dates['items'] = []
    let query: string | null = '?limit=20'
    while (query !== null) {
      const page: Dates = await dates(query)
      all.push(...page.items)
      query = page.next && new URL(page.next).search
    }
    expect(all.length).toBeGreaterThan(40)
    expect(new Set(all.map((date) => date.id)).size).toBe(all.length)
    expect(all.map((date) => date.startsAt)).toEqual(all.map((date) => date.startsAt).sort())
  })

  test('the filters of the page work here', async () => {
    const atBorgen = await dates('?hub=borgen&limit=100')
    expect(atBorgen.items.length).toBeGreaterThan(0)
    expect(new Set(atBorgen.items.map((date) => date.hubId))).toEqual(new Set(['borgen']))
    const free = await dates('?free=1&category=language,meeting')
    expect(free.items.every((date) => date.free && ['language', 'meeting'].includes(date.category))).toBe(
      true,
    )
  })

  test.each([
    ['from=2027-02-29', 'from'],
    ['from=2026-12-24&to=2026-12-01', 'to'],
    ['category=nonsense', 'category.0'],
    ['hub=%3Cscript%3E', 'hub.0'],
    ['limit=500', 'limit'],
    ['cursor=forged', 'cursor'],
    ['colour=red', 'colour'],
  ])('?%s is answered clearly', async (query, field) => {
    const answer = await get(`/api/activities?${query}`, { 'accept-language': 'en' })
    expect(answer.status).toBe(400)
    expect(answer.json()).toMatchObject({ title: 'Something in the address is wrong.', errors: [{ field }] })
  })

  test('a reader who knows the answer gets no bytes, also before any routing', async () => {
    const { answer } = await import('../../server.tsx')
    const ask = (headers = {}) =>
      answer(new Request('http://localhost:3000/api/activities?limit=100', { headers }))
    const first = await ask()
    const etag = first.headers.get('etag') as string
    const again = ask({ 'if-none-match': etag })
    expect(again).toBeInstanceOf(Response)
    expect((again as Response).status).toBe(304)
    expect((await ask({ 'accept-encoding': 'br' })).headers.get('content-encoding')).toBe('br')
  })

  test('one activity, and nobody’s draft', async () => {
    const [some] = (await dates()).items
    const answer = await get(`/api/activities/${some?.activityId}`)
    expect(activityShape.parse(answer.json()).dates.length).toBeGreaterThan(0)
    const { seriesId } = await anActivity({ series: { state: 'draft' } })
    expect((await get(`/api/activities/${seriesId}`)).status).toBe(404)
    expect((await get('/api/activities/999999999')).status).toBe(404)
    expect((await get('/api/activities/1e9')).json()).toMatchObject({ code: 'kernel.no-such-thing' })
  })
})

describe('signing up', () => {
  const send = (
    path: string,
    body: unknown,
    { as, key = randomUUID() }: { as?: string; key?: string } = {},
  ) => visit(path, { json: body, as, headers: { ...json, 'idempotency-key': key } })

  test('a signed-in person gets a place, and a retry gets the same answer and no second place', async () => {
    const { seriesId, occurrenceIds, poolId } = await anActivity({ capacity: 2 })
    const { cookie } = await addPerson()
    const path = `/api/activities/${seriesId}/sign-ups`
    const body = { dateId: occurrenceIds[0] }
    const key = randomUUID()
    const first = await send(path, body, { as: cookie, key })
    const [again, rival] = await Promise.all([
      send(path, body, { as: cookie, key }),
      send(path, body, { as: cookie, key }),
    ])
    expect(first.status).toBe(201)
    expect(signUpAnswer.parse(first.json())).toMatchObject({ state: 'attending' })
    expect([again.json(), rival.json()]).toEqual([first.json(), first.json()])
    const pool = await db
      .selectFrom('activities.pool')
      .select('taken')
      .where('id', '=', poolId)
      .executeTakeFirstOrThrow()
    expect(pool.taken).toBe(1)
    const other = await send(path, { ...body, others: 1 }, { as: cookie, key })
    expect([other.status, (other.json() as { code: string }).code]).toEqual([422, 'kernel.key-reused'])
  })

  test('the same person twice, and a full activity without waiting list, are refused with a reason', async () => {
    const { seriesId, occurrenceIds } = await anActivity({ capacity: 2, series: { waiting_list: false } })
    const path = `/api/activities/${seriesId}/sign-ups`
    const body = { dateId: occurrenceIds[0] }
    const { cookie } = await addPerson()
    await send(path, body, { as: cookie })
    const twice = await send(path, body, { as: cookie })
    expect([twice.status, (twice.json() as { code: string }).code]).toEqual([
      409,
      'activities.already-signed-up',
    ])
    await send(path, body, { as: (await addPerson()).cookie })
    const full = await send(path, body, { as: (await addPerson()).cookie })
    expect([full.status, (full.json() as { code: string }).code]).toEqual([409, 'activities.full'])
  })

  test('when it is full, there is a number in the queue', async () => {
    const { seriesId, occurrenceIds } = await anActivity({ capacity: 1 })
    const path = `/api/activities/${seriesId}/sign-ups`
    await send(path, { dateId: occurrenceIds[0] }, { as: (await addPerson()).cookie })
    const second = await send(path, { dateId: occurrenceIds[0] }, { as: (await addPerson()).cookie })
    expect(second.json()).toMatchObject({ state: 'waiting', rank: 1 })
  })

  test('without a session the answer never says whether an address is known', async () => {
    const { seriesId, occurrenceIds } = await anActivity({ capacity: 5 })
    const path = `/api/activities/${seriesId}/sign-ups`
    const body = { dateId: occurrenceIds[0], name: 'Prøve Person', email: 'prove@example.no' }
    const first = await send(path, body)
    const known = await send(path, body)
    expect(first.status).toBe(201)
    expect(first.json()).toEqual({ state: 'pending', id: null, rank: null })
    expect([known.status, known.json()]).toEqual([first.status, first.json()])
    await runJobs()
    expect((await mailTo('prove@example.no')).length).toBeGreaterThan(0)
  })

  test.each([
    ['nothing said of who', {}, 422],
    ['a misspelt field', { name: 'A', email: 'a@example.no', emial: 'x' }, 422],
    ['no address at all', { name: 'A', email: 'not an address' }, 422],
    ['too many friends', { name: 'A', email: 'a@example.no', others: 5000 }, 422],
    ['somebody’s children', { name: 'A', email: 'a@example.no', children: ['x'] }, 422],
    ['half a character', { name: '\ud800\0', email: 'half@example.no' }, 201],
  ])('%s', async (_, body, status) => {
    const { seriesId, occurrenceIds } = await anActivity()
    const answer = await send(`/api/activities/${seriesId}/sign-ups`, { dateId: occurrenceIds[0], ...body })
    expect(answer.status).toBe(status)
    if (status !== 201) expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test('no key, no sign-up; no such date, no sign-up', async () => {
    const { seriesId } = await anActivity()
    const path = `/api/activities/${seriesId}/sign-ups`
    const without = await visit(path, { json: {}, headers: json })
    expect([without.status, (without.json() as { code: string }).code]).toEqual([400, 'kernel.key-missing'])
    expect((await send(path, { dateId: 999_999, name: 'A', email: 'a@example.no' })).status).toBe(404)
    expect((await send('/api/activities/999999/sign-ups', { name: 'A', email: 'a@example.no' })).status).toBe(
      404,
    )
  })

  test('another site’s page cannot sign its visitors up', async () => {
    const { seriesId, occurrenceIds } = await anActivity()
    const answer = await visit(`/api/activities/${seriesId}/sign-ups`, {
      json: { dateId: occurrenceIds[0] },
      as: (await addPerson()).cookie,
      headers: {
        ...json,
        'idempotency-key': 'k',
        origin: 'https://evil.example',
        'sec-fetch-site': 'cross-site',
      },
    })
    expect(answer.status).toBe(403)
  })
})

describe('the description', () => {
  test('is OpenAPI 3.1 and has every endpoint', async () => {
    const document = (await get('/api/openapi.json')).json() as OpenApi
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual([
      '/api/hubs',
      '/api/hubs/{hubId}',
      '/api/rooms',
      '/api/rooms/{roomId}',
      '/api/rooms/{roomId}/free',
      '/api/bookings',
      '/api/booking-series',
      '/api/bookings/{bookingId}',
      '/api/activities',
      '/api/activities/{activityId}',
      '/api/activities/{activityId}/sign-ups',
    ])
    const ids = new Set<string>()
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const operation of Object.values(methods)) {
        expect(operation.summary).toBeTruthy()
        expect(ids.has(operation.operationId)).toBe(false)
        ids.add(operation.operationId)
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
        expect(operation.parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(inPath)
        expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true)
      }
    }
    const references = [
      ...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g),
    ].map(([, name]) => name as string)
    expect(references.length).toBeGreaterThan(5)
    for (const name of references) expect(document.components.schemas).toHaveProperty([name])
    // Each named shape says something, and not only its own name.
    for (const [name, shape] of Object.entries(document.components.schemas))
      expect([name, shape.$ref]).toEqual([name, undefined])
  })

  test('can be read as a page, in every language', async () => {
    for (const lang of ['nb', 'nn', 'en'] as const) {
      const page = await visit('/api', { lang })
      expect(page.status).toBe(200)
      expect(parse(page.body).headings.length).toBeGreaterThan(8)
      expect(parse(page.body).text).toContain('POST /api/activities/{activityId}/sign-ups')
    }
  })

  test('is only to be read', async () => {
    for (const method of ['PUT', 'POST', 'DELETE']) {
      const answer = await visit('/api/openapi.json', { method, headers: json })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
    expect((await get('/api/openapi.json')).status).toBe(200)
  })

  test('what is not described does not exist', async () => {
    const answer = await get('/api/persons', { 'accept-language': 'en' })
    expect([answer.status, answer.headers.get('content-language')]).toEqual([404, 'en'])
    expect((await get('/nn/api/hubs')).status).toBe(200)
  })
})

test('nobody’s name, address or answer is in what is open to all', async () => {
  const rule = JSON.stringify({ start: '2026-11-24', time: '18:00', minutes: 120, rrule: null })
  const { seriesId, occurrenceIds } = await anActivity({ series: { rule } })
  await sql`update activities.series set created_by = ${(await addPerson({ name: 'Hemmelig Vert' })).id}::uuid where id = ${seriesId}`.execute(
    db,
  )
  await visit(`/api/activities/${seriesId}/sign-ups`, {
    json: { dateId: occurrenceIds[0], name: 'Hemmelig Gjest', email: 'hemmelig@example.no' },
    headers: { ...json, 'idempotency-key': randomUUID() },
  })
  const until = now()
    .add({ hours: 24 * 8 })
    .toString()
    .slice(0, 10)
  for (const path of [
    `/api/activities?limit=100&to=${until}`,
    `/api/activities/${seriesId}`,
    '/api/hubs',
    '/api/hubs/borgen',
    '/activities.ics',
    '/hubs/prove.ics',
    `/activities/${seriesId}.ics`,
    '/activities.atom',
    '/hubs/prove.atom',
    '/sitemap.xml',
  ]) {
    const answer = await get(path)
    expect([path, answer.status]).toEqual([path, 200])
    expect(answer.body.toLowerCase()).not.toContain('hemmelig')
  }
})
