import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse, visit } from '#testing'
import { config } from './config.ts'
import { db, inTransaction, sql } from './db.ts'
import { sayLeaving } from './health.ts'
import { endLiveUpdates, tellLive } from './live.ts'
import { log } from './log.ts'
import { startHearing, stopHearing } from './notices.ts'

const settings = { ...config }
afterEach(() => {
  Object.assign(config, settings)
  vi.restoreAllMocks()
})

describe('whose request it is', () => {
  const search = (forwardedFor?: string) =>
    visit('/hubs?place=Filtvet', { headers: forwardedFor ? { 'x-forwarded-for': forwardedFor } : {} })
  const counted = async () =>
    (await sql<{ key: string; used: number }>`select key, used from kernel.rate order by key`.execute(db))
      .rows
  afterEach(() => sql`delete from kernel.rate`.execute(db))

  test('a forged forwarding header changes no limit', async () => {
    await search()
    await search('203.0.113.9')
    await search('198.51.100.1, 203.0.113.9')
    expect(await counted()).toEqual([{ key: 'find-hub:127.0.0.1', used: 3 }])
    await sql`update kernel.rate set used = 120`.execute(db)
    expect((await search('192.0.2.77')).status).toBe(429)
  })
  test('behind our own proxy the address is the one the proxy wrote, whatever its client sent before', async () => {
    config.trustProxy = 1
    await search('203.0.113.9')
    await search('198.51.100.1, 203.0.113.9')
    expect(await counted()).toEqual([{ key: 'find-hub:203.0.113.9', used: 2 }])
  })
  test('behind two proxies it is the one that the outer of them saw', async () => {
    config.trustProxy = 2
    await search('198.51.100.1, 203.0.113.9, 10.0.0.2')
    expect(await counted()).toEqual([{ key: 'find-hub:203.0.113.9', used: 1 }])
  })
})

describe('what keepers of the program ask', () => {
  test('it is ready until it is leaving, and not without its database', async () => {
    expect((await visit('/readyz')).status).toBe(200)
    sayLeaving()
    expect([(await visit('/readyz')).status, (await visit('/healthz')).status]).toEqual([503, 200])
    sayLeaving(false)
    vi.spyOn(db, 'getExecutor').mockImplementation(() => {
      throw new Error('connect ECONNREFUSED')
    })
    const { status, body } = await visit('/readyz')
    expect([status, body]).toEqual([503, 'not ready'])
  })
  test('measurements are open in the demonstration, closed in production, and open to whoever has the token', async () => {
    const ask = async (authorization?: string) =>
      (await visit('/metrics', { headers: authorization ? { authorization } : {} })).status
    expect(await ask()).toBe(200)
    config.demonstration = false
    expect(await ask()).toBe(404)
    config.metricsToken = 'a-token-of-many-letters'
    expect(await ask()).toBe(404)
    expect(await ask('Bearer a-token-of-many-letterz')).toBe(404)
    expect(await ask('Bearer a-token-of-many-letters')).toBe(200)
  })
})

test('a fault is calm, and its reference is the one in the log', async () => {
  const { app } = await import('../server.tsx')
  const fault = vi.spyOn(log, 'error')
  vi.spyOn(db, 'getExecutor').mockImplementation(() => {
    throw new Error('relation "secret" is broken')
  })
  const page = await app.request('/hubs', { headers: { accept: 'text/html' } })
  const api = await app.request('/api/hubs', { headers: { accept: 'application/json' } })
  vi.restoreAllMocks()
  expect([page.status, api.status]).toEqual([500, 500])
  const text = parse(await page.text()).text
  expect(text).toContain(page.headers.get('x-request-id'))
  expect(text).not.toContain('secret')
  const problem = await api.json()
  expect(problem).toMatchObject({ status: 500, instance: `urn:request:${api.headers.get('x-request-id')}` })
  expect(JSON.stringify(problem)).not.toContain('secret')
  const logged = fault.mock.calls.map(([about]) => (about as unknown as { id: string }).id)
  expect(logged).toEqual([page.headers.get('x-request-id'), api.headers.get('x-request-id')])
})

describe('live updates', () => {
  beforeAll(startHearing)
  afterAll(stopHearing)
  afterEach(endLiveUpdates)

  test('a browser is told of what was committed, and never of what was not', async () => {
    const { app } = await import('../server.tsx')
    const answer = await app.request('/live?topic=occurrence:12&topic=occurrence:13')
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const said = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    const next = async () => (await said?.read())?.value ?? ''
    expect(await next()).toContain('retry')
    const failing = inTransaction(async (tx) => {
      await tellLive(tx, 'occurrence:12')
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await inTransaction((tx) => tellLive(tx, 'occurrence:99'))
    await inTransaction((tx) => tellLive(tx, 'occurrence:13'))
    expect(await next()).toBe('event: changed\ndata: occurrence:13\n\n')
  })
})
