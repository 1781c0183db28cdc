import { generateKeyPair, importJWK, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { config, db, hashToken, inTransaction, seal } from '#kernel'
import { parse, visit } from '#testing'
import { issuerKey } from '../development-issuer/keys.ts'
import { personaOf, personas } from '../development-issuer/personas.ts'
import { seed } from '../seed.ts'
import { actorOfRequest } from '../sessions/sessions.ts'
import { type Answer, startServer, TestBrowser } from './browser-for-test.ts'
import { personWhoSignedIn } from './who-signed-in.ts'

let server: Awaited<ReturnType<typeof startServer>>

beforeAll(async () => {
  server = await startServer()
  await inTransaction(seed)
})
afterAll(() => server.stop())

const callback = '/sign-in/callback'
const whoIs = async (browser: TestBrowser) => actorOfRequest(browser.cookie('session'))
const signedIn = async (persona: string) => {
  const browser = new TestBrowser()
  await browser.signIn(persona)
  const actor = await whoIs(browser)
  expect(actor.kind).toBe('person')
  return { browser, actor }
}
/** Everything but the last step: the provider's answer is in hand, nobody has asked for it. */
const answerFor = async (browser: TestBrowser, persona = 'resident') =>
  (await browser.signIn(persona, '/sign-in', callback)).url
const expectCalm = (page: Answer, status: number) => {
  expect(page.status).toBe(status)
  expect(parse(page.body).links.some((href) => href === '/sign-in' || href === '/me')).toBe(true)
  expect(page.headers.get('cache-control')).toContain('no-store')
}

describe('signing in as ID-porten asks', () => {
  test('a resident comes back to where they were going, as the person they are', async () => {
    const browser = new TestBrowser()
    const page = await browser.signIn('resident', '/sign-in?then=/me/sessions')
    expect(page.status).toBe(200)
    expect(page.url).toBe(`${server.url}/me/sessions`)
    expect((await whoIs(browser)).name).toBe(personaOf('resident')?.name)
  })

  test('the browser carries nothing to the provider but a reference: the question went ahead of it', async () => {
    const browser = new TestBrowser()
    await browser.go('/sign-in')
    const asked = browser.visited.find((url) => url.includes('/development/issuer/auth')) as string
    expect([...new URL(asked).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
  })

  test('no address on the way holds a national id', async () => {
    const browser = new TestBrowser()
    await browser.signIn('resident')
    for (const { nationalId } of personas()) expect(browser.visited.join(' ')).not.toContain(nationalId)
  })

  test('the session cookie is out of reach for scripts and other sites, and only its hash is stored', async () => {
    const url = await answerFor(new TestBrowser())
    expect(url).toContain('iss=')
    const { browser } = await signedIn('volunteer')
    const token = browser.cookie('session') as string
    const rows = await db.selectFrom('people.session').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(rows.map((row) => row.token_hash)).toContain(hashToken(token))
  })

  test('whoever is signed in at the provider already is not asked again', async () => {
    const { browser, actor } = await signedIn('parent')
    const old = browser.cookie('session')
    const page = await browser.go('/sign-in?then=/me/sessions')
    expect(page.url).toBe(`${server.url}/me/sessions`)
    const again = await whoIs(browser)
    expect(again.personId).toBe(actor.personId)
    expect(again.sessionId).not.toBe(actor.sessionId)
    expect((await actorOfRequest(old)).kind, 'the session before is over').toBe('anonymous')
  })

  test('begun under another name of the same machine it starts anew under the right one', async () => {
    const answer = await fetch(`${server.url.replace('localhost', '127.0.0.1')}/en/sign-in?then=/me`, {
      redirect: 'manual',
    })
    expect(answer.headers.get('location')).toBe(`${server.url}/en/sign-in?then=/me`)
  })

  test('the language follows along to the provider and back', async () => {
    const browser = new TestBrowser()
    const choice = await browser.go('/en/sign-in?then=/me/sessions')
    expect(parse(choice.body).lang).toBe('en')
    const page = await browser.press(choice, { persona: 'newcomer' })
    expect(page.url).toBe(`${server.url}/en/me/sessions`)
  })

  test('somebody nobody has seen before is asked what to be called', async () => {
    const person = personaOf('association-leader')
    await db
      .deleteFrom('people.national_id')
      .where('person_id', '=', await idNamed(person?.name as string))
      .execute()
    const browser = new TestBrowser()
    const page = await browser.signIn('association-leader', '/sign-in?then=/me/sessions')
    expect(page.url).toContain('/me/profile?welcome')
    expect((await whoIs(browser)).name).toBeNull()
  })

  test('a place to go that is not ours leads home', async () => {
    const page = await new TestBrowser().signIn('resident', '/sign-in?then=https://elsewhere.example/', '/')
    expect(page.url.startsWith(server.url)).toBe(true)
  })

  test('who changes their mind gets a calm page and no session', async () => {
    const browser = new TestBrowser()
    expectCalm(await browser.press(await browser.go('/sign-in'), { persona: 'nobody' }), 200)
    expect(browser.cookie('session')).toBeUndefined()
  })

  test('a child below the age for an own account is turned away kindly', async () => {
    const identity = { issuer: 'https://issuer.test', subject: 'a', nationalId: '01812090012' }
    const today = Temporal.PlainDate.from('2026-11-24')
    await expect(inTransaction((tx) => personWhoSignedIn(tx, identity, 'nb', today))).rejects.toThrow(
      'people.too-young',
    )
  })

  test('two first sign-ins at once find one person', async () => {
    const identity = { issuer: 'https://issuer.test', subject: 'b', nationalId: '15888512345' }
    const found = await Promise.all(
      Array.from({ length: 8 }, () => inTransaction((tx) => personWhoSignedIn(tx, identity, 'nb'))),
    )
    expect(new Set(found.map((one) => one.personId)).size).toBe(1)
    expect(found.filter((one) => one.isNew)).toHaveLength(1)
  })

  test('somebody with a foreign eID and no national id is recognised the next time', async () => {
    const identity = { issuer: 'https://issuer.test', subject: 'foreign' }
    const first = await inTransaction((tx) => personWhoSignedIn(tx, identity, 'en'))
    expect((await inTransaction((tx) => personWhoSignedIn(tx, identity, 'en'))).personId).toBe(first.personId)
  })
})

describe('an answer that is not what it seems gets a calm 400', () => {
  test.each([
    ['without anything', ''],
    ['with an invented state', '?state=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa&code=x'],
    ['with two states', '?state=a&state=b&code=x'],
    ['with script in it', '?state=%3Cscript%3Ealert(1)%3C/script%3E&error=%3Cb%3E'],
    ['with an error nobody asked for', '?error=access_denied'],
  ])('%s', async (_, search) => {
    const page = await new TestBrowser().go(callback + search)
    expectCalm(page, 400)
    expect(page.body).not.toContain('<script>alert')
  })

  test('the same answer twice', async () => {
    const browser = new TestBrowser()
    const url = await answerFor(browser)
    expect((await browser.go(url, { stopAt: '/me' })).status).toBe(0)
    expectCalm(await browser.go(url), 400)
  })

  test('an answer that another browser asked for', async () => {
    const url = await answerFor(new TestBrowser())
    const thief = new TestBrowser()
    await thief.go('/sign-in')
    expectCalm(await thief.go(url), 400)
    expect(thief.cookie('session')).toBeUndefined()
  })

  test('an answer after ten minutes', async () => {
    const browser = new TestBrowser()
    const url = await answerFor(browser)
    await db.updateTable('people.sign_in_attempt').set({ expires_at: '2020-01-01T00:00:00Z' }).execute()
    expectCalm(await browser.go(url), 400)
  })

  const changed: [string, (url: URL) => void][] = [
    ['a code somebody made up', (url) => url.searchParams.set('code', 'made-up')],
    ['another issuer', (url) => url.searchParams.set('iss', 'https://issuer.example')],
    ['no issuer', (url) => url.searchParams.delete('iss')],
  ]
  test.each(changed)('%s', async (_, change) => {
    const browser = new TestBrowser()
    const url = new URL(await answerFor(browser))
    change(url)
    expectCalm(await browser.go(url.href), 400)
    expect(browser.cookie('session')).toBeUndefined()
  })

  test('an id token for another question (nonce)', async () => {
    const browser = new TestBrowser()
    const url = await answerFor(browser)
    await db.updateTable('people.sign_in_attempt').set({ nonce: 'another' }).execute()
    expectCalm(await browser.go(url), 400)
  })

  test('a code without the key that it was ordered with (PKCE)', async () => {
    const browser = new TestBrowser()
    const url = await answerFor(browser)
    await db
      .updateTable('people.sign_in_attempt')
      .set({ verifier_sealed: seal('x'.repeat(50)) })
      .execute()
    expectCalm(await browser.go(url), 400)
  })

  test('a level below the one asked for is told so', async () => {
    const browser = new TestBrowser()
    const url = await answerFor(browser)
    await db.updateTable('people.sign_in_attempt').set({ wanted_acr: 'idporten-loa-high' }).execute()
    expectCalm(await browser.go(url), 403)
    expect(browser.cookie('session')).toBeUndefined()
  })
})

test('while the provider cannot be reached, signing in says so and the rest goes on', async () => {
  config.oidc.issuer = 'http://127.0.0.1:9/nobody-home'
  try {
    const page = await new TestBrowser().go('/sign-in')
    expect(page.status).toBe(503)
    expect(parse(page.body).text).toContain('Innloggingstjenesten svarer ikke nå.')
    expect((await new TestBrowser().go('/privacy')).status).toBe(200)
  } finally {
    config.oidc.issuer = undefined
  }
  expect((await new TestBrowser().go('/sign-in')).status).toBe(200)
})

describe('stepping up', () => {
  test('gives the same session a new token at the higher level; the old token is dead', async () => {
    const { browser, actor } = await signedIn('administrator')
    const old = browser.cookie('session')
    expect(actor.steppedUpAt).toBeNull()
    const page = await browser.signIn('administrator', '/sign-in/step-up?then=/me/sessions')
    expect(page.url).toBe(`${server.url}/me/sessions`)
    const after = await whoIs(browser)
    expect(after.sessionId).toBe(actor.sessionId)
    expect(after.acr).toBe('idporten-loa-high')
    expect(after.steppedUpAt).not.toBeNull()
    expect(browser.cookie('session')).not.toBe(old)
    expect((await actorOfRequest(old)).kind).toBe('anonymous')
  })

  test('asks anew even of somebody who has just signed in', async () => {
    const { browser } = await signedIn('administrator')
    expect((await browser.go('/sign-in/step-up')).url).toContain('/development/sign-in/')
  })

  test('by somebody else changes nothing', async () => {
    const { browser, actor } = await signedIn('administrator')
    // The provider signs the first one out before it lets another in.
    expectCalm(await browser.press(await browser.signIn('host-borgen', '/sign-in/step-up')), 403)
    expect((await whoIs(browser)).steppedUpAt).toBeNull()
    expect((await sessionRow(actor.sessionId)).stepped_up_at).toBeNull()
  })

  test('of a session that ran out meanwhile gives a new one', async () => {
    const { browser, actor } = await signedIn('administrator')
    const choice = await browser.go('/sign-in/step-up?then=/me/sessions')
    await db
      .updateTable('people.session')
      .set({ expires_at: '2020-01-01T00:00:00Z' })
      .where('id', '=', actor.sessionId as string)
      .execute()
    await browser.press(choice, { persona: 'administrator' })
    const after = await whoIs(browser)
    expect(after.personId).toBe(actor.personId)
    expect(after.sessionId).not.toBe(actor.sessionId)
    expect(after.steppedUpAt).not.toBeNull()
  })

  test('offers only those who can reach the level', async () => {
    const { browser } = await signedIn('newcomer')
    const choice = await browser.go('/sign-in/step-up')
    expect(choice.body).not.toContain('value="newcomer"')
    expect((await browser.press(choice, { persona: 'newcomer' })).status).toBe(404)
  })
})

describe('signing out', () => {
  test('ends the session here and at the provider, with the id token in no address', async () => {
    const { browser, actor } = await signedIn('volunteer')
    const out = await browser.press(await browser.go('/sign-out'), {}, { action: '' })
    expect((await whoIs(browser)).kind).toBe('anonymous')
    const atProvider = await browser.press(out)
    const end = await browser.press(atProvider, { logout: 'yes' })
    expect(end.url).toBe(`${server.url}/signed-out`)
    expect(browser.visited.join(' ')).not.toContain('id_token_hint')
    expect((await browser.go('/sign-in')).url).toContain('/development/sign-in/')
    expect(await endOf(actor.sessionId)).toBe('signed-out')
  })

  test('at the provider ends the session here too (back-channel)', async () => {
    const { browser, actor } = await signedIn('host-heggedal')
    const page = await browser.go('/development/issuer/session/end')
    await browser.press(page, { logout: 'yes' })
    await expect.poll(() => endOf(actor.sessionId)).toBe('issuer')
    expect((await whoIs(browser)).kind).toBe('anonymous')
  })

  test('in a hidden frame, without cookies, ends the session that the provider names (front-channel)', async () => {
    const { actor } = await signedIn('caseworker')
    const { issuer, issuer_sid: sid } = await sessionRow(actor.sessionId)
    const ask = (iss: string) =>
      fetch(
        `http://127.0.0.1:${new URL(server.url).port}/sign-in/front-channel-logout?${new URLSearchParams({ iss, sid: sid as string })}`,
      )
    expect((await ask('https://issuer.example')).status).toBe(200)
    expect(await endOf(actor.sessionId)).toBeNull()
    const answer = await ask(issuer)
    expect(answer.headers.get('content-security-policy')).toMatch(
      /frame-ancestors .*https:\/\/login\.idporten\.no/,
    )
    expect(answer.headers.get('x-frame-options')).toBeNull()
    expect(answer.headers.get('cache-control')).toContain('no-store')
    expect(await endOf(actor.sessionId)).toBe('issuer')
  })

  describe('a logout token', () => {
    const event = 'http://schemas.openid.net/event/backchannel-logout'
    const tell = (token: string) =>
      fetch(`http://127.0.0.1:${new URL(server.url).port}/sign-in/back-channel-logout`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: token }),
      })
    async function tokenFor(sid: string, more: Record<string, unknown> = {}, key?: CryptoKey) {
      const jwk = await issuerKey()
      const claims = { sid, events: { [event]: {} }, ...more }
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: jwk.kid as string })
        .setIssuer(String(more.iss ?? `${server.url}/development/issuer`))
        .setAudience(String(more.aud ?? 'innbyggertorg'))
        .setJti(crypto.randomUUID())
        .setIssuedAt(more.iat as number | undefined)
        .setExpirationTime('2m')
        .sign(key ?? ((await importJWK(jwk, 'RS256')) as CryptoKey))
    }

    test('works once; the second delivery is a replay', async () => {
      const { actor } = await signedIn('resident')
      const token = await tokenFor((await sessionRow(actor.sessionId)).issuer_sid as string)
      expect((await tell(token)).status).toBe(200)
      expect(await endOf(actor.sessionId)).toBe('issuer')
      const again = await tell(token)
      expect(again.status).toBe(400)
      expect(await again.json()).toMatchObject({ code: 'people.logout-replayed' })
    })

    test('in a body that is no form, or without end, is answered, not a fault', async () => {
      const post = (headers: Record<string, string>, body?: string) =>
        visit('/sign-in/back-channel-logout', {
          method: 'POST',
          headers,
          form: body === undefined ? undefined : { logout_token: body },
        })
      expect((await post({})).status).toBe(400)
      expect((await post({ 'content-type': 'multipart/form-data' }, 'x')).status).toBe(400)
      expect((await post({}, 'x'.repeat(100_000))).status).toBe(413)
    })

    test('that is forged, for others, old, or really an id token ends nothing', async () => {
      const { actor } = await signedIn('resident')
      const sid = (await sessionRow(actor.sessionId)).issuer_sid as string
      const { privateKey } = await generateKeyPair('RS256')
      const bad = [
        await tokenFor(sid, {}, privateKey),
        await tokenFor(sid, { aud: 'somebody-else' }),
        await tokenFor(sid, { iss: 'https://issuer.example' }),
        await tokenFor(sid, { nonce: 'n' }),
        await tokenFor(sid, { events: {} }),
        await tokenFor(sid, { iat: 1_600_000_000 }),
        'rubbish',
        '',
      ]
      for (const token of bad) expect((await tell(token)).status).toBe(400)
      expect(await endOf(actor.sessionId)).toBeNull()
    })
  })
})

const sessionRow = (id: string | null) =>
  db
    .selectFrom('people.session')
    .selectAll()
    .where('id', '=', id as string)
    .executeTakeFirstOrThrow()
const endOf = async (id: string | null) => (await sessionRow(id)).ended_because
const idNamed = async (name: string) =>
  (await db.selectFrom('people.person').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
