import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint, servedEndpoints, serveEndpoints } from './api.ts'
import { kernelRefusal } from './kernel-refusals.ts'
import { describeApi, problemShape } from './openapi.ts'
import { forgetAll } from './page-cache.ts'
import type { Env } from './visit.ts'

const boat = z.object({ id: z.string(), name: z.string() }).meta({ id: 'Boat' })
let read = 0
const boats = endpoint({
  method: 'get',
  path: '/api/boats',
  summary: 'Boats',
  query: z.object({
    limit: z.coerce.number().int().min(1).max(100).default(20).describe('How many'),
    name: z.string().max(10).optional(),
  }),
  answers: { 200: { about: 'Boats', is: z.object({ items: z.array(boat) }) } },
  cache: () => ({ tags: ['boats'] }),
  run: async (_, { query }) => {
    read++
    return { status: 200, body: { items: [{ id: '1', name: `${query.name ?? 'Skarven'} ${query.limit}` }] } }
  },
})
const oneBoat = endpoint({
  method: 'get',
  path: '/api/boats/:boatId',
  summary: 'One boat',
  params: z.object({ boatId: z.string().regex(/^\d+$/) }),
  answers: { 200: { about: 'The boat', is: boat } },
  run: async (_, { params }) => {
    if (params.boatId !== '1') throw kernelRefusal('kernel.no-such-thing')
    return { status: 200, body: { id: '1', name: 'Skarven' } }
  },
})
const moor = endpoint({
  method: 'post',
  path: '/api/boats/:boatId/moorings',
  summary: 'Moor',
  body: z.object({ nights: z.number().int().min(1), skipper: z.object({ email: z.email() }) }),
  once: true,
  answers: { 201: { about: 'Moored', is: z.object({ nights: z.number(), key: z.string() }) } },
  run: async (_, { body, key }) => ({ status: 201, body: { nights: body.nights, key } }),
})

const nights = z.object({ nights: z.number().int().min(1) })
const mooring = {
  path: '/api/moorings/:mooringId',
  params: z.object({ mooringId: z.string() }),
  signedIn: true,
}
const seeMooring = endpoint({
  ...mooring,
  method: 'get',
  summary: 'See a mooring',
  answers: { 200: { about: 'The mooring', is: nights } },
  run: async () => ({ status: 200, body: { nights: 2 } }),
})
const changeMooring = endpoint({
  ...mooring,
  method: 'patch',
  summary: 'Change a mooring',
  body: nights,
  answers: { 200: { about: 'Changed', is: nights } },
  run: async (_, { body }) => ({ status: 200, body }),
})
const leave = endpoint({
  ...mooring,
  method: 'delete',
  summary: 'Leave',
  answers: { 200: { about: 'Left', is: z.object({ left: z.string() }) } },
  run: async (_, { params }) => ({ status: 200, body: { left: params.mooringId } }),
})

const app = new Hono<Env>()
serveEndpoints(app, [boats, oneBoat, moor, seeMooring, changeMooring, leave])
const ask = (path: string, init?: RequestInit) => app.fetch(new Request(`http://localhost:3000${path}`, init))
const send = (body: string, headers: Record<string, string> = {}) =>
  ask('/api/boats/1/moorings', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'idempotency-key': 'k1', ...headers },
  })
const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return problemShape.parse(await response.json())
}

describe('reading', () => {
  test('the same question is answered once, and a reader who knows the answer gets no bytes', async () => {
    forgetAll()
    const before = read
    const first = await ask('/api/boats?limit=5&name=Terna')
    const again = await ask('/api/boats?name=Terna&limit=5', {
      headers: { 'if-none-match': first.headers.get('etag') as string },
    })
    expect(await first.json()).toEqual({ items: [{ id: '1', name: 'Terna 5' }] })
    expect(again.status).toBe(304)
    expect(read).toBe(before + 1)
  })

  test("everybody's scripts may read", async () => {
    expect((await ask('/api/boats')).headers.get('access-control-allow-origin')).toBe('*')
    expect((await ask('/api/boats/1')).headers.get('access-control-allow-origin')).toBe('*')
    const preflight = await ask('/api/boats', { method: 'OPTIONS' })
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, HEAD',
    ])
    expect(
      (await ask('/api/boats/1/moorings', { method: 'OPTIONS' })).headers.get('access-control-allow-origin'),
    ).toBe(null)
  })

  test('a misspelt parameter is named, not ignored', async () => {
    const response = await ask('/api/boats?limt=5')
    expect(response.status).toBe(400)
    expect(await problemOf(response)).toMatchObject({ code: 'kernel.bad-query', errors: [{ field: 'limt' }] })
  })

  test.each([
    ['?limit=0', 'limit må være minst 1', {}],
    ['?limit=abc', 'limit må være et tall', {}],
    ['?limit=101&language=en', 'limit can be at most 100', {}],
    ['?limit=101', 'limit kan vere høgst 100', { 'accept-language': 'nn-NO,nb;q=0.8' }],
    ['?name=12345678901', 'name can have at most 10 characters', { 'accept-language': 'en-GB' }],
  ])('%s is refused in the language of the reader', async (query, message, headers) => {
    const response = await ask(`/api/boats${query}`, { headers })
    expect(response.status).toBe(400)
    expect((await problemOf(response)).errors).toEqual([{ field: expect.any(String), message }])
  })

  test('what does not exist is not found, whatever its id looks like', async () => {
    for (const id of ['2', 'abc', '%00', "1'--", '9'.repeat(400)]) {
      const response = await ask(`/api/boats/${id}`)
      expect(response.status).toBe(404)
      expect((await problemOf(response)).code).toBe('kernel.no-such-thing')
    }
  })

  test('another method is told which ones there are', async () => {
    const response = await ask('/api/boats', { method: 'DELETE' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    expect((await ask('/api/boats/1/moorings')).headers.get('allow')).toBe('POST, OPTIONS')
  })

  test('HEAD is answered like GET', async () => {
    const response = await ask('/api/boats', { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })
})

describe('writing', () => {
  const good = JSON.stringify({ nights: 2, skipper: { email: 'a@example.no' } })

  test('a good body is taken', async () => {
    const response = await send(good)
    expect(response.status).toBe(201)
    expect(await response.json()).toEqual({ nights: 2, key: 'k1' })
    expect(response.headers.get('cache-control')).toContain('no-store')
  })

  test.each([
    ['not JSON', '{"nights":', {}, 400, 'kernel.not-json'],
    ['nothing', '', {}, 400, 'kernel.not-json'],
    [
      'a form',
      'nights=2',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'kernel.not-json-type',
    ],
    ['no key', good, { 'idempotency-key': '' }, 400, 'kernel.key-missing'],
    ['a key with a line break inside', good, { 'idempotency-key': 'a b' }, 400, 'kernel.key-missing'],
    ['too much', `{"x":"${'æ'.repeat(70_000)}"}`, {}, 413, 'kernel.too-large'],
    ['a list', '[]', {}, 422, 'kernel.bad-body'],
  ])('%s is refused', async (_, body, headers, status, code) => {
    const response = await send(body, headers as Record<string, string>)
    expect([response.status, (await problemOf(response)).code]).toEqual([status, code])
  })

  test('a body without end is refused at the limit, not when memory is gone', async () => {
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 16_384
        controller.enqueue(new Uint8Array(16_384).fill(32))
      },
    })
    const response = await app.fetch(
      new Request('http://localhost:3000/api/boats/1/moorings', {
        method: 'POST',
        body: endless,
        duplex: 'half',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
      } as RequestInit),
    )
    expect(response.status).toBe(413)
    expect(sent).toBeLessThan(200_000)
  })

  test('each wrong field is named', async () => {
    const response = await send('{"nights":0,"skipper":{"email":"x"}}', { 'accept-language': 'en' })
    expect(response.status).toBe(422)
    expect((await problemOf(response)).errors).toEqual([
      { field: 'nights', message: 'nights must be at least 1' },
      { field: 'skipper.email', message: 'Write an e-mail address like this: name@example.com' },
    ])
  })
})

describe('changing and leaving', () => {
  test('what stands at an address is seen, changed and left there', async () => {
    const changed = await ask('/api/moorings/7', {
      method: 'PATCH',
      body: '{"nights":3}',
      headers: { 'content-type': 'application/json' },
    })
    expect([changed.status, await changed.json()]).toEqual([200, { nights: 3 }])
    const left = await ask('/api/moorings/7', { method: 'DELETE' })
    expect([left.status, await left.json()]).toEqual([200, { left: '7' }])
  })

  test('other methods are told of all four, and a change is checked as a new thing is', async () => {
    expect((await ask('/api/moorings/7', { method: 'PUT' })).headers.get('allow')).toBe(
      'GET, HEAD, PATCH, DELETE, OPTIONS',
    )
    const wrong = await ask('/api/moorings/7', {
      method: 'PATCH',
      body: '{"nights":0}',
      headers: { 'content-type': 'application/json' },
    })
    expect([wrong.status, (await problemOf(wrong)).code]).toEqual([422, 'kernel.bad-body'])
  })

  test("another site's script may read but is not told that it may change", async () => {
    const preflight = await ask('/api/moorings/7', { method: 'OPTIONS' })
    expect(preflight.headers.get('allow')).toBe('GET, HEAD, PATCH, DELETE, OPTIONS')
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD')
    for (const method of ['PATCH', 'DELETE']) {
      const answer = await ask('/api/moorings/7', {
        method,
        body: method === 'PATCH' ? '{"nights":3}' : undefined,
        headers: { 'content-type': 'application/json' },
      })
      expect(answer.headers.get('access-control-allow-origin')).toBe(null)
    }
  })

  test('what needs a session says so in the description', () => {
    const { paths } = describeApi(
      servedEndpoints().filter(({ path }) => path.startsWith('/api/moorings')),
      { title: 'T', version: '1', description: '', url: 'http://x', cookie: 'session' },
    )
    const described = paths['/api/moorings/{mooringId}']
    expect(Object.keys(described ?? {})).toEqual(['get', 'patch', 'delete'])
    expect(described?.delete?.security).toEqual([{ session: [] }])
    expect(described?.patch?.requestBody?.required).toBe(true)
  })
})

test('the description comes from the same shapes', () => {
  const document = describeApi(
    servedEndpoints().filter(({ path }) => path.startsWith('/api/boats')),
    { title: 'T', version: '1', description: '', url: 'http://x', cookie: 'session' },
  )
  expect(Object.keys(document.paths)).toEqual([
    '/api/boats',
    '/api/boats/{boatId}',
    '/api/boats/{boatId}/moorings',
  ])
  expect(document.components.schemas).toHaveProperty('Boat')
  expect(document.paths['/api/boats']?.get?.parameters[0]).toMatchObject({
    name: 'limit',
    in: 'query',
    required: false,
  })
  expect(JSON.stringify(document)).toContain('"$ref":"#/components/schemas/Boat"')
  expect(JSON.stringify(document)).not.toContain('$defs')
})
