import { beforeEach, describe, expect, test } from 'vitest'
import { db, inTransaction, now } from '#kernel'
import { addPerson, mailTo, type TestPerson, visit } from '#testing'
import { askForContact, confirmContact, removeContact } from './contact.ts'
import { follow, followersOf, isFollowing, topicsOf, unfollow } from './follow.ts'
import { addressOf, mailTo as writeTo } from './notify.ts'
import { actorOfRequest, endSessions, liveSessions } from './sessions/sessions.ts'

let sigrid: TestPerson
beforeEach(async () => {
  sigrid = await addPerson({ name: 'Sigrid Prøve' })
})

let count = 0
const newAddress = () => `sigrid${++count}@eksempel.no`
const ask = (address: string) =>
  inTransaction((tx) => askForContact(tx, sigrid.actor, 'email', address, 'nb'))
const codeTo = async (address: string) =>
  /\d{6}/.exec((await mailTo(address)).at(-1)?.body_text ?? '')?.[0] as string
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const letter = (key: string, kind?: 'reminders' | 'followed') =>
  inTransaction((tx) => writeTo(tx, sigrid.id, key, ({ lang }) => ({ subject: lang, text: 'Hei' }), kind))

describe('e-mail and phone', () => {
  test('a new address is used only when its code has been typed back', async () => {
    const address = newAddress()
    await ask(address)
    expect(await addressOf(db, sigrid.id)).toBeNull()
    expect(await letter(`a${count}`)).toBe(false)
    await confirmContact(sigrid.actor, 'email', await codeTo(address))
    expect(await addressOf(db, sigrid.id)).toMatchObject({ to: address })
    expect(await letter(`a${count}`)).toBe(true)
  })

  test('until then everything goes to the old one', async () => {
    const [old, next] = [newAddress(), newAddress()]
    await ask(old)
    await confirmContact(sigrid.actor, 'email', await codeTo(old))
    await ask(next)
    expect((await addressOf(db, sigrid.id))?.to).toBe(old)
  })

  test('five wrong codes use the code up', async () => {
    const address = newAddress()
    await ask(address)
    const code = await codeTo(address)
    for (let n = 0; n < 5; n++)
      await expect(confirmContact(sigrid.actor, 'email', wrong(code))).rejects.toThrow('people.code-wrong')
    await expect(confirmContact(sigrid.actor, 'email', code)).rejects.toThrow('people.code-gone')
  })

  test('guessing from many windows at once gets no more tries', async () => {
    const address = newAddress()
    await ask(address)
    const code = await codeTo(address)
    const guesses = await Promise.allSettled(
      Array.from({ length: 20 }, () => confirmContact(sigrid.actor, 'email', wrong(code))),
    )
    const said = guesses.map((one) => one.status === 'rejected' && one.reason.code)
    expect(said.filter((why) => why === 'people.code-wrong')).toHaveLength(5)
  })

  test('after half an hour the code is gone', async () => {
    const address = newAddress()
    await ask(address)
    const late = now().add({ minutes: 31 })
    await expect(confirmContact(sigrid.actor, 'email', await codeTo(address), late)).rejects.toThrow(
      'people.code-gone',
    )
  })

  test('codes are sent five times an hour, then not', async () => {
    const send = () => visit('/me/profile', { as: sigrid.cookie, form: { do: 'email', email: newAddress() } })
    for (let n = 0; n < 5; n++) expect((await send()).status).toBe(303)
    expect((await send()).status).toBe(429)
  })

  test('a phone number is confirmed by a text message', async () => {
    await inTransaction((tx) => askForContact(tx, sigrid.actor, 'phone', '+47 900 00 001', 'nb'))
    await confirmContact(sigrid.actor, 'phone', await codeTo('4790000001@sms.invalid'))
    const row = await db
      .selectFrom('people.contact')
      .select('value')
      .where('person_id', '=', sigrid.id)
      .executeTakeFirst()
    expect(row?.value).toBe('90000001')
    await inTransaction((tx) => removeContact(tx, sigrid.actor, 'phone'))
    expect(
      await db.selectFrom('people.contact').selectAll().where('person_id', '=', sigrid.id).execute(),
    ).toEqual([])
  })

  test('what somebody has said no to is not sent; what they must know is', async () => {
    const address = newAddress()
    await ask(address)
    await confirmContact(sigrid.actor, 'email', await codeTo(address))
    await visit('/me/profile', {
      as: sigrid.cookie,
      form: { do: 'details', name: 'Sigrid', language: 'nn', messages: 'followed' },
    })
    expect(await letter(`b${count}`, 'reminders')).toBe(false)
    expect(await letter(`b${count}`, 'followed')).toBe(true)
    expect(await letter(`c${count}`)).toBe(true)
    expect((await mailTo(address)).at(-1)).toMatchObject({ lang: 'nn', subject: 'nn' })
  })
})

describe('the profile page', () => {
  test('shows what is stored, and saves it', async () => {
    const saved = await visit('/me/profile', {
      as: sigrid.cookie,
      form: {
        do: 'details',
        name: ' Sigrid L. ',
        language: 'en',
        birthBand: '26-66',
        messages: ['reminders', 'followed'],
      },
    })
    expect(saved.location).toBe('/me/profile?done=saved')
    const page = await visit('/me/profile?done=saved', { as: sigrid.cookie })
    expect(page.body).toContain('value="Sigrid L."')
    expect((await actorOfRequest(sigrid.cookie.split('=')[1])).name).toBe('Sigrid L.')
  })

  test('a mistake in one form leaves the others as they stand', async () => {
    const page = await visit('/me/profile', {
      as: sigrid.cookie,
      form: { do: 'email', email: 'not an address' },
    })
    expect(page.status).toBe(422)
    expect(page.body).toContain('value="not an address"')
    expect(page.body).toContain('value="Sigrid Prøve"')
  })

  test('after the first sign-in it leads on to where the person was going, never away from here', async () => {
    const form = { do: 'details', name: 'Sigrid', language: 'nb' }
    expect((await visit('/me/profile?then=/activities/1', { as: sigrid.cookie, form })).location).toBe(
      '/activities/1',
    )
    expect(
      (await visit('/me/profile?then=https://elsewhere.example', { as: sigrid.cookie, form })).location,
    ).toBe('/')
  })

  test.each([
    ['no name', { name: '' }],
    ['a name of spaces', { name: '   ' }],
    ['a name without end', { name: 'x'.repeat(10_000) }],
    ['an unknown language', { language: 'tlh' }],
    ['an unknown age group', { birthBand: 'young' }],
  ])('%s gets a sentence', async (_, change) => {
    const form = { do: 'details', name: 'Sigrid', language: 'nb', ...change }
    expect((await visit('/me/profile', { as: sigrid.cookie, form })).status).toBe(422)
  })
})

describe('sessions', () => {
  test('are listed, and others are ended with one press', async () => {
    const page = await visit('/me/sessions', { as: sigrid.cookie })
    expect(page.body).toContain('Prøvenettleser')
    const { startSession } = await import('./sessions/sessions.ts')
    const { token } = await inTransaction((tx) =>
      startSession(tx, {
        personId: sigrid.id,
        acr: 'idporten-loa-substantial',
        issuer: 'i',
        device: 'Firefox, Linux',
      }),
    )
    expect((await actorOfRequest(token)).personId).toBe(sigrid.id)
    await visit('/me/sessions', { as: sigrid.cookie, form: { do: 'others' } })
    expect((await actorOfRequest(token)).kind).toBe('anonymous')
    expect(await liveSessions(db, sigrid.id)).toHaveLength(1)
  })

  test('of somebody else are out of reach', async () => {
    const other = await addPerson()
    await visit('/me/sessions', {
      as: sigrid.cookie,
      form: { do: 'one', session: other.actor.sessionId as string },
    })
    expect((await actorOfRequest(other.cookie.split('=')[1])).personId).toBe(other.id)
  })

  test.each([
    ['after twelve hours', { expires_at: '2020-01-01T00:00:00Z' }],
    ['after two hours without use', { last_seen_at: now().subtract({ hours: 2 }).toString() }],
  ])('are over %s', async (_, change) => {
    await db.updateTable('people.session').set(change).where('person_id', '=', sigrid.id).execute()
    expect((await actorOfRequest(sigrid.cookie.split('=')[1])).kind).toBe('anonymous')
  })

  test('remember that they were used', async () => {
    const long = now().subtract({ minutes: 30 }).toString()
    await db
      .updateTable('people.session')
      .set({ last_seen_at: long })
      .where('person_id', '=', sigrid.id)
      .execute()
    await actorOfRequest(sigrid.cookie.split('=')[1])
    const [row] = await liveSessions(db, sigrid.id)
    expect(
      Temporal.Instant.compare(
        Temporal.Instant.from(row?.last_seen_at as string),
        now().subtract({ minutes: 1 }),
      ),
    ).toBe(1)
  })

  test('that are ended keep no id token', async () => {
    await endSessions(db, { personId: sigrid.id }, 'ended-by-person')
    const rows = await db
      .selectFrom('people.session')
      .select('id_token_sealed')
      .where('person_id', '=', sigrid.id)
      .execute()
    expect(rows.every((row) => row.id_token_sealed === null)).toBe(true)
  })
})

test('following twice is following, and who wants no news gets none', async () => {
  const doing = (verb: typeof follow) => inTransaction((tx) => verb(tx, sigrid.actor, 'hub:borgen'))
  await doing(follow)
  await doing(follow)
  expect(await topicsOf(db, sigrid.id)).toEqual(['hub:borgen'])
  expect(await followersOf(db, 'hub:borgen')).toContain(sigrid.id)
  await db
    .insertInto('people.message_choice')
    .values({ person_id: sigrid.id, kind: 'followed', wanted: false })
    .execute()
  expect(await followersOf(db, 'hub:borgen')).not.toContain(sigrid.id)
  await doing(unfollow)
  expect(await isFollowing(db, sigrid.actor, 'hub:borgen')).toBe(false)
})
