import { beforeEach, describe, expect, test } from 'vitest'
import { db, inTransaction, today } from '#kernel'
import { addPerson, parse, type TestPerson, visit } from '#testing'
import { knowHubs } from '../known-hubs.ts'
import { liveMandate, mandatesOf } from './associations.ts'
import { endMandate, giveMandate } from './mandates.ts'
import { endAssociation, isOrgNumber, writeDownAssociation } from './write-association.ts'

let host: TestPerson
let elsewhere: TestPerson
let hilde: TestPerson
let id: string
const write = (who: TestPerson, change = {}) =>
  inTransaction((tx) =>
    writeDownAssociation(tx, who.actor, {
      name: 'Prøvekoret',
      kind: 'association',
      hubId: 'borgen',
      ...change,
    }),
  )
const give = (who: TestPerson, to: TestPerson, change = {}) =>
  inTransaction((tx) =>
    giveMandate(tx, who.actor, {
      associationId: id,
      personId: to.id,
      role: 'booker',
      from: today(),
      to: null,
      ...change,
    }),
  )

beforeEach(async () => {
  knowHubs(async () => [
    { id: 'borgen', name: 'Borgen' },
    { id: 'heggedal', name: 'Heggedal' },
  ])
  host = await addPerson({ roles: ['host at borgen'] })
  elsewhere = await addPerson({ roles: ['host at heggedal'] })
  hilde = await addPerson({ name: 'Hilde Prøve' })
  id = await write(host)
})

describe('who may act for an association', () => {
  test('a mandate holds from its first day to its last', async () => {
    await give(host, hilde, { from: today().add({ days: 1 }), to: today().add({ days: 2 }) })
    expect(await liveMandate(db, hilde.id, id, today())).toBeNull()
    expect(await liveMandate(db, hilde.id, id, today().add({ days: 2 }))).toBe('booker')
    expect(await liveMandate(db, hilde.id, id, today().add({ days: 3 }))).toBeNull()
  })

  test('two hosts who give the same right at once: one of them does', async () => {
    const given = await Promise.allSettled(Array.from({ length: 8 }, () => give(host, hilde)))
    expect(given.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(given.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(
      Array(7).fill('people.has-mandate'),
    )
  })

  test('nobody gives it to themselves', async () => {
    await expect(give(host, host)).rejects.toMatchObject({ code: 'people.mandate-to-yourself' })
  })

  test('a host at another hub neither writes down, sees nor gives', async () => {
    await expect(write(elsewhere)).rejects.toMatchObject({ code: 'people.not-allowed' })
    await expect(give(elsewhere, hilde)).rejects.toMatchObject({ code: 'people.not-allowed' })
    expect((await visit(`/staff/associations/${id}`, { as: elsewhere.cookie })).status).toBe(403)
    expect((await visit('/staff/associations', { as: hilde.cookie })).status).toBe(403)
  })

  test('whoever holds it may leave, its leader may end others, a stranger may not', async () => {
    const leader = await addPerson()
    const booker = await addPerson()
    await give(host, leader, { role: 'leader' })
    const mandate = await give(host, booker)
    await expect(inTransaction((tx) => endMandate(tx, hilde.actor, mandate, today()))).rejects.toMatchObject({
      code: 'people.not-allowed',
    })
    await inTransaction((tx) => endMandate(tx, leader.actor, mandate, today()))
    expect(await mandatesOf(db, booker.id)).toEqual([])
    const own = await give(host, booker)
    await inTransaction((tx) => endMandate(tx, booker.actor, own, today()))
    expect(await mandatesOf(db, booker.id)).toEqual([])
  })

  test('an association that has ended gives no rights from the next day', async () => {
    await give(host, hilde)
    await inTransaction((tx) => endAssociation(tx, host.actor, id, today()))
    expect(await liveMandate(db, hilde.id, id, today())).toBe('booker')
    expect(await liveMandate(db, hilde.id, id, today().add({ days: 1 }))).toBeNull()
  })
})

test.each([
  ['974760673', true],
  ['974760674', false],
  ['97476067', false],
  ['abcdefghi', false],
])('organisation number %s', (number, right) => expect(isOrgNumber(number)).toBe(right))

describe('the pages', () => {
  test('a host writes one down, finds a person and lets them act; the person sees it', async () => {
    const added = await visit('/staff/associations', {
      as: host.cookie,
      form: { name: 'Korpset', kind: 'association', orgNumber: '974 760 673', hub: 'borgen' },
    })
    expect(added.location).toMatch(/^\/staff\/associations\/[0-9a-f-]{36}\?done=saved$/)
    const path = added.location?.split('?')[0] as string
    await db
      .insertInto('people.login')
      .values({ issuer: 'https://id.example', subject: hilde.id, person_id: hilde.id })
      .execute()
    const found = await visit(`${path}?q=Hilde`, { as: host.cookie })
    expect(found.body).toContain(hilde.id)
    const given = await visit(path, {
      as: host.cookie,
      form: { do: 'give', person: hilde.id, role: 'leader', from: today().toString() },
    })
    expect(given.status).toBe(303)
    const own = await visit('/me/associations', { as: hilde.cookie })
    expect(parse(own.body).text).toContain('Korpset')
    const again = await visit('/staff/associations', {
      as: host.cookie,
      form: { name: 'Igjen', kind: 'association', orgNumber: '974760673', hub: 'borgen' },
    })
    expect(again.status).toBe(409)
    expect(parse(again.body).text).toContain('skrevet ned fra før')
  })

  test('what is wrong is said, and what was typed is kept', async () => {
    const wrong = await visit('/staff/associations', {
      as: host.cookie,
      form: { name: 'Feil nummer', kind: 'association', orgNumber: '123456789', hub: 'borgen' },
    })
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('Feil nummer')
  })
})
