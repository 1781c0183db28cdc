import { beforeEach, describe, expect, test } from 'vitest'
import { db, inTransaction, systemActor, today } from '#kernel'
import { addPerson, type TestPerson, visit } from '#testing'
import { readAudit } from './audit.ts'
import { endRole } from './end-role.ts'
import { grantFirstAdministrator } from './first-administrator.ts'
import { grantRole } from './grant-role.ts'
import { knowHubs } from './known-hubs.ts'
import { findPeople } from './role-grants.ts'
import { actorOfRequest } from './sessions/sessions.ts'

let admin: TestPerson
let kari: TestPerson
const token = (person: TestPerson) => person.cookie.split('=')[1] as string
const wish = (personId: string, change = {}) => ({
  personId,
  role: 'host' as const,
  hubId: 'borgen',
  from: today(),
  to: null,
  ...change,
})
const grant = (who: TestPerson, to: TestPerson, change = {}) =>
  inTransaction((tx) => grantRole(tx, who.actor, wish(to.id, change)))

beforeEach(async () => {
  knowHubs(async () => [{ id: 'borgen', name: 'Borgen' }])
  admin = await addPerson({ roles: ['administrator'], steppedUp: true })
  kari = await addPerson()
})

describe('roles', () => {
  test('an administrator gives a role, and it holds at the next request', async () => {
    await grant(admin, kari)
    expect((await actorOfRequest(token(kari))).roles).toEqual([{ role: 'host', hubId: 'borgen' }])
  })

  test('a role holds from its first day to its last', async () => {
    await grant(admin, kari, { from: today().add({ days: 1 }) })
    expect((await actorOfRequest(token(kari))).roles).toEqual([])
    await db
      .updateTable('people.role_grant')
      .set({ from_date: today().toString(), to_date: today().toString() })
      .where('person_id', '=', kari.id)
      .execute()
    expect((await actorOfRequest(token(kari))).roles).toHaveLength(1)
    const yesterday = today().subtract({ days: 1 }).toString()
    await db
      .updateTable('people.role_grant')
      .set({ from_date: yesterday, to_date: yesterday })
      .where('person_id', '=', kari.id)
      .execute()
    expect((await actorOfRequest(token(kari))).roles).toEqual([])
  })

  test('an ended role is gone at once, and the row says who ended it', async () => {
    const id = await grant(admin, kari)
    await inTransaction((tx) => endRole(tx, admin.actor, id))
    expect((await actorOfRequest(token(kari))).roles).toEqual([])
    const row = await db
      .selectFrom('people.role_grant')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.ended_by).toBe(admin.id)
  })

  test('nobody gives themselves a role: the rule says so', async () => {
    await expect(grant(admin, admin)).rejects.toThrow('people.grant-to-yourself')
  })

  test('and where the rule is passed by, the database says so', async () => {
    const row = {
      person_id: admin.id,
      role: 'host',
      hub_id: 'borgen',
      from_date: '2026-01-01',
      granted_by: admin.id,
    }
    await expect(
      inTransaction((tx) => tx.insertInto('people.role_grant').values(row).execute()),
    ).rejects.toMatchObject({
      code: 'people.grant-to-yourself',
    })
  })

  test('without a step-up an administrator changes nothing', async () => {
    const weak = await addPerson({ roles: ['administrator'] })
    await expect(grant(weak, kari)).rejects.toThrow('people.step-up-needed')
  })

  test('others change nothing', async () => {
    const host = await addPerson({ roles: ['host at borgen'], steppedUp: true })
    await expect(grant(host, kari)).rejects.toThrow('people.not-allowed')
    await expect(grant(kari, host)).rejects.toThrow('people.not-allowed')
  })

  test('the same role twice in the same days is refused, also from two windows at once', async () => {
    const tries = await Promise.allSettled([grant(admin, kari), grant(admin, kari), grant(admin, kari)])
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    for (const one of tries) if (one.status === 'rejected') expect(one.reason.code).toBe('people.has-role')
  })

  test('two administrators who end each other’s role: one is left', async () => {
    await db.deleteFrom('people.role_grant').execute()
    const two = [
      await addPerson({ roles: ['administrator'], steppedUp: true }),
      await addPerson({ roles: ['administrator'], steppedUp: true }),
    ] as const
    const grants = await db.selectFrom('people.role_grant').select(['id', 'person_id']).execute()
    const of = (person: TestPerson) => grants.find((row) => row.person_id === person.id)?.id as string
    const ends = await Promise.allSettled([
      inTransaction((tx) => endRole(tx, two[0].actor, of(two[1]))),
      inTransaction((tx) => endRole(tx, two[1].actor, of(two[0]))),
    ])
    expect(ends.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(ends.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { code: 'people.last-administrator' },
    })
  })

  test('the first administrator comes from the server; the second only from the first', async () => {
    await db.deleteFrom('people.role_grant').execute()
    const per = await addPerson({ email: 'per@eksempel.no' })
    const make = (who: string) => inTransaction((tx) => grantFirstAdministrator(tx, systemActor, who))
    await expect(make('nobody@eksempel.no')).rejects.toThrow('people.nobody-found')
    expect(await make('Per@eksempel.no')).toBe(per.id)
    await expect(make(kari.id)).rejects.toThrow('people.administrator-exists')
    const { rows } = await readAudit(db, { personId: per.id, action: 'people.role-granted' })
    expect(rows[0]).toMatchObject({ actor_kind: 'system', about_kind: 'role' })
  })

  test('only those who have signed in can be found, by a part of the name or the whole address', async () => {
    const ola = await addPerson({ name: 'Ola Sælid', email: 'ola@eksempel.no' })
    expect(await findPeople(db, 'sælid')).toEqual([])
    await db.insertInto('people.login').values({ issuer: 'i', subject: 's', person_id: ola.id }).execute()
    expect((await findPeople(db, 'SÆLID')).map((one) => one.id)).toEqual([ola.id])
    expect((await findPeople(db, 'ola@eksempel.no')).map((one) => one.id)).toEqual([ola.id])
    expect(await findPeople(db, 'ola@')).toEqual([])
    expect(await findPeople(db, '%')).toEqual([])
  })
})

describe('through the pages', () => {
  const path = () => `/staff/people/roles/new?person=${kari.id}`
  const form = () => ({ role: 'host', hub: 'borgen', from: today().toString() })

  test('giving a role asks for a step-up first, and comes back', async () => {
    const weak = await addPerson({ roles: ['administrator'] })
    const page = await visit(path(), { as: weak.cookie })
    expect(page.status).toBe(303)
    expect(page.location).toBe(`/sign-in/step-up?then=${encodeURIComponent(path())}`)
  })

  test('a role is given and stands in the list and in the log', async () => {
    knowHubs(async () => [{ id: 'borgen', name: 'Borgen' }])
    const given = await visit(path(), { as: admin.cookie, form: form() })
    expect(given.location).toBe('/staff/people/roles?done=granted')
    const list = await visit('/staff/people/roles', { as: admin.cookie })
    expect(list.body).toContain(kari.actor.name)
    const log = await visit(`/staff/audit?person=${kari.id}`, { as: admin.cookie })
    expect(log.body).toContain('Ga en rolle')
  })

  test('a refusal keeps what was chosen and says what to do', async () => {
    const page = await visit(path(), { as: admin.cookie, form: { ...form(), hub: '' } })
    expect(page.status).toBe(422)
    expect(page.body).toContain('Denne rollen gjelder ett torg.')
    expect(page.body).toMatch(/value="host" selected/)
  })

  test.each(['/staff/people/roles', '/staff/audit'])(
    '%s is not for residents, and not for hosts',
    async (address) => {
      const host = await addPerson({ roles: ['host at borgen'] })
      expect((await visit(address, { as: kari.cookie })).status).toBe(403)
      expect((await visit(address, { as: host.cookie })).status).toBe(403)
      expect((await visit(address)).location).toContain('/sign-in?then=')
    },
  )

  test('looking people up is written down', async () => {
    await db.insertInto('people.login').values({ issuer: 'i', subject: 'kari', person_id: kari.id }).execute()
    await visit(`/staff/people/roles?q=${encodeURIComponent(kari.actor.name as string)}`, {
      as: admin.cookie,
    })
    const { rows } = await readAudit(db, { personId: kari.id, action: 'people.searched' })
    expect(rows[0]).toMatchObject({ kind: 'view', actor_id: admin.id })
  })

  test('the log turns its pages by cursor, and nonsense in its address is nothing', async () => {
    for (let n = 0; n < 60; n++)
      await db
        .insertInto('people.audit')
        .values({
          kind: 'action',
          action: 'people.signed-in',
          actor_kind: 'person',
          actor_id: kari.id,
          about_kind: 'person',
          about_id: kari.id,
          details: null,
        })
        .execute()
    const first = await readAudit(db, { actorId: kari.id })
    expect(first.rows).toHaveLength(50)
    const second = await readAudit(db, { actorId: kari.id, before: first.next ?? 0 })
    expect(second.rows).toHaveLength(10)
    expect(second.next).toBeNull()
    const page = await visit('/staff/audit?before=x&from=2026-02-30&person=nobody', { as: admin.cookie })
    expect(page.status).toBe(200)
  })
})

test('who asks is found by one statement', async () => {
  const { queries } = await import('../kernel/metrics.ts')
  const count = async () => (await queries.get()).values[0]?.value ?? 0
  const before = await count()
  await actorOfRequest(token(admin))
  expect((await count()) - before).toBe(1)
  await actorOfRequest('rubbish')
  await actorOfRequest(undefined)
  expect((await count()) - before).toBe(1)
})
