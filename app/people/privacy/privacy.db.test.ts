import { beforeEach, describe, expect, test } from 'vitest'
import { db, inTransaction, keyedHash, now, pool, seal, sql, systemActor, unseal } from '#kernel'
import { addPerson, runTimer, visit } from '#testing'
import { audit } from '../audit.ts'
import { askForContact } from '../contact.ts'
import { follow } from '../follow.ts'
import { inviteGuardian } from '../guardian-invitation.ts'
import { addChild } from '../guardianship.ts'
import { collectPrivacy } from './part.ts'
import { erasePerson, exportOf, register } from './register.ts'

const name = 'Torvald Sporløs'
const email = 'torvald.sporlos@eksempel.no'
const nationalId = '15888512345'
const traces = [name, email, 'Sporbarn', '90000007', nationalId, 'ny.sporlos@eksempel.no']

/** Somebody who has done everything one can do here. */
async function everythingAbout(roles: string[] = []) {
  const torvald = await addPerson({ name, email, roles })
  await db
    .insertInto('people.national_id')
    .values({
      person_id: torvald.id,
      sealed: seal(nationalId),
      lookup_hash: keyedHash(nationalId + torvald.id),
    })
    .execute()
  await db
    .insertInto('people.login')
    .values({ issuer: 'i', subject: torvald.id, person_id: torvald.id })
    .execute()
  await inTransaction(async (tx) => {
    const childId = await addChild(tx, torvald.actor, {
      name: 'Sporbarn',
      birthYear: now().toZonedDateTimeISO('UTC').year - 5,
    })
    await inviteGuardian(tx, torvald.actor, childId, email, 'nb')
    await askForContact(tx, torvald.actor, 'phone', '90000007', 'nb')
    await askForContact(tx, torvald.actor, 'email', 'ny.sporlos@eksempel.no', 'nb')
    await follow(tx, torvald.actor, 'hub:borgen')
    await audit(tx, torvald.actor, 'people.profile-changed', {
      kind: 'person',
      id: torvald.id,
      personId: torvald.id,
    })
  })
  return torvald
}

/** Every text in every table of the schemas, as the database would show it to anybody who looks. */
async function whereIsStill(words: string[]): Promise<string[]> {
  const { rows: tables } = await pool.query(
    `select table_schema as s, table_name as t from information_schema.tables where table_schema in ('people', 'kernel') and table_type = 'BASE TABLE' and table_name <> 'rate'`,
  )
  const found: string[] = []
  for (const { s, t } of tables) {
    const { rows } = await pool.query(`select x::text as line from "${s}"."${t}" x`)
    for (const { line } of rows)
      for (const word of words) if (line.includes(word)) found.push(`${s}.${t}: ${word}`)
  }
  return found
}

beforeEach(() => collectPrivacy([]))

describe('erasing oneself', () => {
  test('leaves no trace in any table', async () => {
    const torvald = await everythingAbout()
    expect((await whereIsStill(traces)).length).toBeGreaterThan(4)
    expect(await inTransaction((tx) => erasePerson(tx, torvald.actor, torvald.id))).toEqual([])
    expect(await whereIsStill(traces)).toEqual([])
    expect(await whereIsStill([keyedHash(nationalId + torvald.id)])).toEqual([])
  })

  test('ends every session, and histories still point at a person', async () => {
    const torvald = await everythingAbout()
    await inTransaction((tx) => erasePerson(tx, torvald.actor, torvald.id))
    expect((await visit('/me/profile', { as: torvald.cookie })).location).toContain('/sign-in')
    const row = await db
      .selectFrom('people.audit')
      .innerJoin('people.person', 'people.person.id', 'actor_id')
      .select('name')
      .where('actor_id', '=', torvald.id)
      .executeTakeFirst()
    expect(row).toEqual({ name: null })
  })

  test('keeps the name of somebody who held a role sealed, and says so', async () => {
    const torvald = await everythingAbout(['host at borgen'])
    const kept = await inTransaction((tx) => erasePerson(tx, torvald.actor, torvald.id))
    expect(kept).toMatchObject([{ dataClass: 'people.role-holder' }])
    expect(await whereIsStill(traces)).toEqual([])
    const [record] = await db.selectFrom('people.kept_record').selectAll().execute()
    expect(unseal(record?.sealed as string)).toBe(name)
    expect(
      await db
        .selectFrom('people.role_grant')
        .select('id')
        .where('person_id', '=', torvald.id)
        .where('ended_at', 'is', null)
        .execute(),
    ).toEqual([])
  })

  test('asks every module above, which is told before the person is gone', async () => {
    const torvald = await everythingAbout()
    const seen: (string | null | undefined)[] = []
    collectPrivacy([
      {
        classes: [],
        exportOf: async () => [],
        erase: async (tx, personId) => {
          seen.push(
            (
              await tx
                .selectFrom('people.person')
                .select('name')
                .where('id', '=', personId)
                .executeTakeFirst()
            )?.name,
          )
          return []
        },
      },
    ])
    await inTransaction((tx) => erasePerson(tx, torvald.actor, torvald.id))
    expect(seen).toEqual([name])
  })

  test('takes a sign-in of the last ten minutes and a tick', async () => {
    const torvald = await everythingAbout(['host at borgen'])
    const form = { understood: 'on' }
    expect((await visit('/me/data/erase', { as: torvald.cookie, form: {} })).status).toBe(422)
    await db
      .updateTable('people.session')
      .set({ signed_in_at: now().subtract({ minutes: 11 }).toString() })
      .where('person_id', '=', torvald.id)
      .execute()
    expect((await visit('/me/data/erase', { as: torvald.cookie, form })).location).toContain('/sign-in?again')
    await db
      .updateTable('people.session')
      .set({ signed_in_at: now().toString() })
      .where('person_id', '=', torvald.id)
      .execute()
    const done = await visit('/me/data/erase', { as: torvald.cookie, form })
    expect(done.status).toBe(200)
    expect(done.body).toContain('Arkivlova krever')
    expect(done.body).toContain('href="/sign-in"')
    expect(await whereIsStill(traces)).toEqual([])
  })
})

describe('one’s own data', () => {
  test('can be read on a page and taken along as JSON, without the national id', async () => {
    const torvald = await everythingAbout()
    const page = await visit('/me/data', { as: torvald.cookie })
    const file = await visit('/me/data.json', { as: torvald.cookie })
    for (const body of [page.body, file.body]) {
      expect(body).toContain(name)
      expect(body).toContain(email)
      expect(body).toContain('Sporbarn')
      expect(body).not.toContain(nationalId)
    }
    expect(file.headers.get('content-disposition')).toContain('attachment')
    expect(file.headers.get('cache-control')).toContain('no-store')
    expect((file.json() as { profile: { since: string }[] }).profile[0]?.since).toMatch(
      /^\d{4}-\d\d-\d\dT.*Z$/,
    )
    const requests = await db
      .selectFrom('people.privacy_request')
      .select('kind')
      .where('person_id', '=', torvald.id)
      .execute()
    expect(requests).toEqual([{ kind: 'export' }])
  })

  test('holds nothing of others', async () => {
    const [one, other] = [await addPerson({ name: 'Nabo Nilsen' }), await addPerson()]
    await inTransaction((tx) =>
      audit(tx, one.actor, 'people.searched', { kind: 'person', id: other.id, personId: other.id }),
    )
    expect(JSON.stringify(await exportOf(db, other.id, 'nb'))).not.toContain('Nabo Nilsen')
  })
})

describe('the register', () => {
  test('says purpose, basis and how long for every class, in every language', () => {
    for (const row of register())
      for (const said of [row.name, row.what, row.purpose, row.basis, row.kept])
        for (const lang of ['nb', 'nn', 'en'] as const) expect(said[lang].length).toBeGreaterThan(2)
  })

  test.each(['nb', 'nn', 'en'] as const)('is the privacy page (%s)', async (lang) => {
    const page = await visit('/privacy', { lang })
    expect(page.status).toBe(200)
    for (const row of register()) expect(page.body).toContain(row.name[lang])
  })
})

describe('what is older than its class keeps is cleaned up', () => {
  const clean = (years: number) => runTimer('people.clean-up', now().add({ hours: years * 8766 + 24 }))

  test('the log after five years, and not before', async () => {
    await inTransaction((tx) => audit(tx, systemActor, 'people.role-granted', { kind: 'role', id: 'old' }))
    const left = () => db.selectFrom('people.audit').select('id').where('about_id', '=', 'old').execute()
    await clean(4)
    expect(await left()).toHaveLength(1)
    await clean(5)
    expect(await left()).toHaveLength(0)
    await inTransaction((tx) => audit(tx, systemActor, 'people.role-granted', { kind: 'role', id: 'new' }))
    await expect(sql`delete from people.audit`.execute(db)).rejects.toThrow('append-only')
    const slip = inTransaction(async (tx) => {
      await sql`select set_config('people.retention', now()::text, true)`.execute(tx)
      await sql`delete from people.audit`.execute(tx)
    })
    await expect(slip).rejects.toThrow('append-only')
  })

  test('somebody who has not signed in for three years, but not somebody with a role', async () => {
    const gone = await addPerson({ name: 'Borte Lenge' })
    const host = await addPerson({ name: 'Vert Fortsatt', roles: ['host at borgen'] })
    await clean(3)
    expect(await whereIsStill(['Borte Lenge'])).toEqual([])
    expect(await whereIsStill(['Vert Fortsatt'])).toHaveLength(1)
    expect([gone.id, host.id]).toHaveLength(2)
  })

  test('a code nobody typed back, an invitation nobody answered, a session long over', async () => {
    await everythingAbout()
    await clean(1)
    expect(await db.selectFrom('people.guardian_invitation').select('id').execute()).toEqual([])
    expect(
      await db.selectFrom('people.contact').select('kind').where('pending_value', 'is not', null).execute(),
    ).toEqual([])
    expect(await db.selectFrom('people.session').select('id').execute()).toEqual([])
  })
})
