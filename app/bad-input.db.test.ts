import { beforeAll, describe, expect, test } from 'vitest'
import { db, servedEndpoints, sql } from '#kernel'
import { type Ask, seededDatabase, signedInAs, type Visited, visit } from '#testing'
import { addresses, filled, wellFormed } from './testing/addresses.ts'

const readers: Record<string, string | undefined> = {}
beforeAll(async () => {
  await seededDatabase()
  readers.stranger = undefined
  readers.resident = await signedInAs('resident')
  readers.administrator = await signedInAs('administrator', { steppedUp: true })
  const { rows } = await sql<{ bookingId: string; grantId: string }>`
    select g.booking_id as "bookingId", g.id as "grantId" from access.key_grant g
    join rooms.booking b on b.id = g.booking_id where b.kind = 'booking' order by b.starts_at limit 1`.execute(
    db,
  )
  Object.assign(real, rows[0])
})

/** A page that is there has more to get wrong than one that is not. */
const real: Record<string, string> = {
  hubId: 'borgen',
  roomId: 'borgen-moterom',
  doorId: 'borgen-hoveddor',
}

const script = '<script>alert(1)</script>'
const nonsense = [
  '0',
  '-1',
  '1.5',
  '999999999999999999999999',
  'NaN',
  'null',
  '../../../../etc/passwd',
  "'; drop table people.person; --",
  script,
  '%s%n',
  '\u202Etxt.exe',
  '👩‍👩‍👧‍👦',
  'a'.repeat(5000),
  '\0',
  '00000000-0000-0000-0000-000000000000',
  '2027-02-29',
]

/** One line for each answer that is a fault, or that carries a script as it was sent. */
async function complaints(paths: string[], ask: Ask = {}): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    const answer = await visit(path, ask)
    if (answer.status >= 500 && !isWaitingForIssuer(path, answer))
      found.push(`${ask.method ?? 'GET'} ${path.slice(0, 120)} → ${answer.status}`)
    if (answer.body.includes(script) && isHtml(answer))
      found.push(`${path.slice(0, 120)} shows a script unescaped`)
  }
  return found
}

// The development issuer is asked over the network, and here nobody serves one.
const isWaitingForIssuer = (path: string, { status }: Visited) =>
  status === 503 && path.startsWith('/sign-in')
const isHtml = ({ headers }: Visited) => headers.get('content-type')?.includes('text/html') ?? false
const known = addresses()
const withParameters = known.filter(({ pattern }) => pattern.includes(':'))

test('the sweep knows the addresses, and what is really there', () => {
  expect(known.length).toBeGreaterThan(100)
  expect(withParameters.length).toBeGreaterThan(50)
  expect(Object.keys(real).sort()).toEqual(['bookingId', 'doorId', 'grantId', 'hubId', 'roomId'])
})

describe.each(['stranger', 'resident', 'administrator'])('as %s', (reader) => {
  const asked = () => ({ as: readers[reader] })

  test.each(withParameters)('$pattern takes any nonsense in its address', async ({ pattern }) => {
    expect(
      await complaints(
        nonsense.map((value) => filled(pattern, value)),
        asked(),
      ),
    ).toEqual([])
  })

  test.each(known)('$pattern takes any nonsense in its query', async ({ pattern }) => {
    const path = wellFormed(pattern, real)
    const names = [
      'q',
      'from',
      'to',
      'hub',
      'category',
      'audience',
      'age',
      'page',
      'cursor',
      'after',
      'limit',
      'lang',
      'then',
      'done',
      'date',
      'week',
      'month',
      'view',
      'topic',
      'token',
      'code',
      'state',
      'lat',
      'lon',
      'near',
      'people',
      'time',
      'minutes',
      'repeat',
      'times',
      'equipment',
      'step-free',
      'stepfree',
      'km',
      'for',
      'as',
      'room',
      'roomId',
      'place',
      'hold',
      'on',
      'kind',
      'person',
      'who',
      'show',
      'hours',
      'draft',
      'service',
      'occurrence',
      'before',
      'past',
      'again',
    ]
    const paths = nonsense
      .filter((value) => value.length < 1000)
      .map((value) => `${path}?${names.map((name) => `${name}=${encodeURIComponent(value)}`).join('&')}`)
    expect(await complaints(paths, asked())).toEqual([])
  })

  test.each(known)('$pattern takes any nonsense that is posted', async ({ pattern }) => {
    const path = wellFormed(pattern, real)
    const forms: Record<string, string>[] = [
      {},
      { do: script, title: script },
      { name: 'a'.repeat(20_000), email: '\u202E', party: '-1' },
    ]
    for (const form of forms) {
      expect(await complaints([path], { ...asked(), form, method: 'POST' })).toEqual([])
    }
    const broken = { 'content-type': 'multipart/form-data; boundary=x' }
    expect(await complaints([path], { ...asked(), method: 'POST', headers: broken })).toEqual([])
    const badJson = { 'content-type': 'application/json', 'idempotency-key': script }
    expect(
      await complaints([path], { ...asked(), method: 'POST', headers: badJson, form: { a: 1 } }),
    ).toEqual([])
  })
})

test.each(known)('$pattern says which methods it knows', async ({ pattern, methods }) => {
  const offered = servedEndpoints()
    .filter(({ path }) => path === pattern)
    .map(({ method }) => method.toUpperCase())
  const taken = [...methods, ...offered]
  for (const method of ['PUT', 'DELETE', 'PATCH'].filter((method) => !taken.includes(method))) {
    const { status, headers } = await visit(wellFormed(pattern, real), { method, as: readers.administrator })
    expect(`${method} ${status}`).toBe(`${method} 405`)
    expect(headers.get('allow')).toBeTruthy()
  }
})

describe('a body of 30 MB', () => {
  const huge = 'a'.repeat(30 * 1024 * 1024)
  const takesPosts = known.filter(({ methods }) => methods.includes('POST') || methods.includes('ALL'))

  test.each(takesPosts)('is refused by $pattern', async ({ pattern }) => {
    const path = wellFormed(pattern, real)
    const json = path.startsWith('/api/')
    const answer = await visit(path, {
      as: readers.administrator,
      ...(json ? { json: { name: huge }, headers: { 'idempotency-key': 'huge' } } : { form: { name: huge } }),
    })
    // 405: takes no posts at all. 404 and 403: refused before the body is read. 3xx: sent to sign in first.
    expect([413, 405, 404, 403, 302, 303]).toContain(answer.status)
  })

  test('gets the answer that says how much is allowed', async () => {
    const answer = await visit('/feedback', { form: { message: huge } })
    expect(answer.status).toBe(413)
  })
})

describe('forged cookies', () => {
  test.each([
    ['a made-up one', 'session=forged'],
    ['an empty one', 'session='],
    ['a coded nothing', 'session=%00'],
    ['a very long one', `session=${'a'.repeat(8000)}`],
    ['two at once', 'session=a; session=b'],
    ['a language that is a script', `language=${script}`],
    ['a language that is a picture', 'language=%F0%9F%92%A5; session=__proto__'],
  ])('%s is as good as none', async (_, cookie) => {
    const answer = await visit('/', { as: cookie })
    expect(answer.status).toBe(200)
    expect(answer.body).not.toContain(script)
    expect((await visit('/me', { as: cookie })).status).toBe(303)
  })
})

test('a form that another site makes the browser send is refused', async () => {
  const answer = await visit('/feedback', {
    form: { message: 'x' },
    headers: { origin: 'https://evil.example' },
  })
  expect(answer.status).toBe(403)
})

test('a page that is not there says so in the language of its address', async () => {
  expect((await visit('/finnes-ikke')).body).toContain('lang="nb"')
  expect((await visit('/finnes-ikke', { lang: 'nn' })).body).toContain('lang="nn"')
  expect((await visit('/finnes-ikke', { lang: 'en' })).body).toContain('lang="en"')
})
