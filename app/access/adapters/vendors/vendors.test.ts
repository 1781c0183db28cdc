import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { seal } from '#kernel'
import type { Door } from '../adapter.ts'
import { nuki } from './nuki.ts'
import { seam } from './seam.ts'

/** Stand-ins that speak what the vendors document. No vendor has been asked. */
type Asked = {
  method: string
  path: string
  body: Record<string, unknown> | undefined
  key: string | undefined
}
type Code = { id: string; name: string; code: string; from: string; to: string; state: string }

let server: Server
let url: string
let asked: Asked[]
let codes: Code[]
/** What the cloud answers instead, when it is not itself. */
let instead: { status: number; text: string } | undefined
let arrives: boolean

beforeEach(async () => {
  asked = []
  codes = []
  instead = undefined
  arrives = true
  server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const one: Asked = {
      method: request.method ?? '',
      path: request.url ?? '',
      body: text ? (JSON.parse(text) as Record<string, unknown>) : undefined,
      key: request.headers.authorization,
    }
    asked.push(one)
    if (instead) return response.writeHead(instead.status).end(instead.text)
    const answer = one.path.startsWith('/smartlock') ? asNuki(one) : asSeam(one)
    response.writeHead(answer === undefined ? 204 : 200).end(answer && JSON.stringify(answer))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => new Promise((done) => server.close(done)))

function asSeam({ path, body }: Asked): object {
  const shown = ({ id, name, code, state }: Code) => ({
    access_code_id: id,
    name,
    code,
    status: state,
    errors: [],
  })
  if (path === '/access_codes/list') return { access_codes: codes.map(shown), ok: true }
  if (path === '/access_codes/create') {
    const { name, code, starts_at: from, ends_at: to } = body as Record<string, string>
    const made = {
      id: `code-${codes.length}`,
      name,
      code,
      from,
      to,
      state: arrives ? 'set' : 'setting',
    } as Code
    codes.push(made)
    return { access_code: shown(made), ok: true }
  }
  if (path === '/access_codes/delete') {
    codes = codes.filter(({ id }) => id !== body?.access_code_id)
    return { ok: true }
  }
  return { device: { properties: { online: true, locked: true, battery_level: 0.42 } }, ok: true }
}

function asNuki({ method, path, body }: Asked): object | undefined {
  if (path === '/smartlock/door%201/auth' && method === 'GET')
    return [
      { id: 'owner', name: 'Vaktmester', type: 0 },
      ...codes.map(({ id, name, code }) => ({ id, name, type: 13, code: Number(code), enabled: true })),
    ]
  if (path === '/smartlock/door%201/auth' && method === 'PUT') {
    const { name, code, allowedFromDate, allowedUntilDate } = body as Record<string, string>
    if (arrives)
      codes.push({
        id: 'auth-1',
        name,
        code,
        from: allowedFromDate,
        to: allowedUntilDate,
        state: 'set',
      } as Code)
    return undefined
  }
  if (method === 'DELETE') {
    codes = codes.filter(({ id }) => !path.endsWith(`/${id}`))
    return undefined
  }
  return { serverState: 0, state: { state: 254, batteryCharge: 42, batteryCritical: false } }
}

const window = {
  from: Temporal.Instant.from('2026-12-01T16:45:00Z'),
  to: Temporal.Instant.from('2026-12-01T19:15:00Z'),
}

describe.each([
  { adapter: seam, device: 'door 1' },
  { adapter: nuki, device: 'door 1' },
])('$adapter.name', ({ adapter, device }) => {
  const door = (): Door => ({
    id: 'heggedal-main',
    hubId: 'heggedal',
    adapter: adapter.name,
    settings: { device, key: seal('a-key'), url },
  })

  test('a code is made with its window, under a name that holds its place, and confirmed when it is in the lock', async () => {
    expect(await adapter.setPin(door(), 3, '482137', window)).toEqual({ result: 'confirmed' })
    expect(codes).toMatchObject([{ name: 'torg 3', state: 'set' }])
    expect(String(codes[0]?.code)).toBe('482137')
    expect(Temporal.Instant.from(codes[0]?.from ?? '').equals(window.from)).toBe(true)
    expect(Temporal.Instant.from(codes[0]?.to ?? '').equals(window.to)).toBe(true)
    expect(asked.every(({ key }) => key === 'Bearer a-key')).toBe(true)
  })

  test('asked twice it makes one code; another code for the place replaces the first', async () => {
    await adapter.setPin(door(), 3, '482137', window)
    await adapter.setPin(door(), 3, '482137', window)
    expect(codes).toHaveLength(1)
    await adapter.setPin(door(), 3, '951357', window)
    expect(codes.map(({ code }) => String(code))).toEqual(['951357'])
  })

  test('a code that is on its way is not confirmed', async () => {
    arrives = false
    expect((await adapter.setPin(door(), 3, '482137', window)).result).toBe('not-yet')
  })

  test('a code is taken away, and its place is free again', async () => {
    await adapter.setPin(door(), 0, '482137', window)
    expect((await adapter.readSlots(door()))?.[0]).toEqual({ slot: 0, state: 'enabled' })
    expect(await adapter.clearPin(door(), 0)).toEqual({ result: 'confirmed' })
    expect((await adapter.readSlots(door()))?.every(({ state }) => state === 'available')).toBe(true)
  })

  test.each([
    [401, '{"error":"unauthorized"}'],
    [500, 'oops'],
    [200, '<html>maintenance</html>'],
    [200, '{"codes":[{"code":"482137"}]}'],
  ])(
    'an answer of %i %s is a lock that has not answered, and no code is in what we say of it',
    async (status, text) => {
      instead = { status, text }
      const outcome = await adapter.setPin(door(), 0, '482137', window)
      expect(outcome.result).toBe('not-yet')
      expect(JSON.stringify(outcome)).not.toContain('482137')
      expect(await adapter.readSlots(door())).toBeUndefined()
      expect((await adapter.status(door())).online).toBe(false)
    },
  )

  test('what it does not promise it does not do', async () => {
    expect(await adapter.capabilities(door())).toMatchObject({
      remoteUnlock: false,
      token: false,
      timeBound: 'native',
    })
    expect(adapter.verified).toBe(false)
    expect(await adapter.unlock(door(), { expiresInSeconds: 5, grantId: '0'.repeat(16) })).toMatchObject({
      result: 'refused',
    })
    expect(asked).toEqual([])
    expect(await adapter.setPin(door(), 20, '482137', window)).toMatchObject({ result: 'refused' })
  })

  test('its state is told in our words', async () => {
    expect(await adapter.status(door())).toMatchObject({
      online: true,
      battery: 42,
      jammed: adapter.name === 'nuki',
      locked: adapter.name === 'nuki' ? null : true,
    })
  })
})

test.each(['048213', '123456', '12345', 'abcdef'])('Nuki takes no code like %s', async (pin) => {
  const door: Door = {
    id: 'd',
    hubId: 'h',
    adapter: 'nuki',
    settings: { device: 'door 1', key: seal('k'), url },
  }
  expect(await nuki.setPin(door, 0, pin, window)).toMatchObject({ result: 'refused' })
  expect(asked).toEqual([])
})
