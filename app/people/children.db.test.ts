import { beforeEach, describe, expect, test } from 'vitest'
import { db, inTransaction, today } from '#kernel'
import { addPerson, mailTo, parse, type TestPerson, visit } from '#testing'
import { childrenOf, guardiansOf, isGuardianOf } from './children.ts'
import { acceptGuardianship, inviteGuardian } from './guardian-invitation.ts'
import { addChild, changeChild, endGuardianship } from './guardianship.ts'

let jonas: TestPerson
let mari: TestPerson
const year = today().year
const ella = { name: 'Ella', birthYear: year - 7 }
const add = (who: TestPerson, wish = ella) => inTransaction((tx) => addChild(tx, who.actor, wish))
const invite = (who: TestPerson, childId: string) =>
  inTransaction((tx) => inviteGuardian(tx, who.actor, childId, 'mari@eksempel.no', 'nb'))
const lastLink = async () =>
  /\/me\/guardian-invitations\/([\w-]+)/.exec(
    (await mailTo('mari@eksempel.no')).at(-1)?.body_text ?? '',
  )?.[1] as string
const accept = (who: TestPerson, token: string) =>
  inTransaction((tx) => acceptGuardianship(tx, who.actor, token))

beforeEach(async () => {
  jonas = await addPerson()
  mari = await addPerson()
})

describe('children', () => {
  test('a guardian writes down a name and a birth year, and that is all there is', async () => {
    const id = await add(jonas)
    expect(await childrenOf(db, jonas.id)).toEqual([{ id, ...ella, stage: 'guardian-decides' }])
    const columns = await db.introspection
      .getTables()
      .then((tables) =>
        tables.find((t) => t.schema === 'people' && t.name === 'child')?.columns.map((c) => c.name),
      )
    expect(columns?.sort()).toEqual(['birth_year', 'created_at', 'erased_at', 'id', 'name'])
  })

  test('the same name and year twice is two children: nobody is looked up or merged', async () => {
    expect(await add(jonas)).not.toBe(await add(mari))
    expect(await childrenOf(db, jonas.id)).toHaveLength(1)
  })

  test('guardianship ends on the day, without anyone acting', async () => {
    const id = await add(jonas, { name: 'Oda', birthYear: year - 17 })
    const last = Temporal.PlainDate.from({ year, month: 12, day: 31 })
    expect(await isGuardianOf(db, jonas.actor, id, last)).toBe(true)
    expect(await isGuardianOf(db, jonas.actor, id, last.add({ days: 1 }))).toBe(false)
    expect(await childrenOf(db, jonas.id, last.add({ days: 1 }))).toEqual([])
  })

  test('somebody else’s child does not exist for me', async () => {
    const id = await add(jonas)
    await expect(inTransaction((tx) => changeChild(tx, mari.actor, id, ella))).rejects.toThrow(
      'kernel.not-found',
    )
    await expect(inTransaction((tx) => endGuardianship(tx, mari.actor, id))).rejects.toThrow(
      'kernel.not-found',
    )
    await expect(invite(mari, id)).rejects.toThrow('kernel.not-found')
  })

  test('with the last guardian the name goes; the row stays for history', async () => {
    const id = await add(jonas)
    await inTransaction((tx) => endGuardianship(tx, jonas.actor, id))
    const row = await db.selectFrom('people.child').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ name: null, birth_year: null })
  })

  test('both guardians leave at the same moment: the name goes too', async () => {
    const id = await add(jonas)
    await invite(jonas, id)
    await accept(mari, await lastLink())
    await Promise.all([jonas, mari].map((who) => inTransaction((tx) => endGuardianship(tx, who.actor, id))))
    const row = await db.selectFrom('people.child').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row.name).toBeNull()
  })
})

describe('a second guardian', () => {
  test('is invited by the first, signs in as themselves and says yes', async () => {
    const id = await add(jonas)
    await invite(jonas, id)
    const mail = (await mailTo('mari@eksempel.no')).at(-1)
    expect(mail?.body_text).not.toContain('Ella')
    const path = `/me/guardian-invitations/${await lastLink()}`
    expect((await visit(path)).location).toContain('/sign-in?then=')
    const page = await visit(path, { as: mari.cookie })
    expect(page.body).toContain('Ella')
    expect(await isGuardianOf(db, mari.actor, id)).toBe(false)
    expect((await visit(path, { as: mari.cookie, form: {} })).location).toBe('/me/children?done=accepted')
    expect((await guardiansOf(db, id)).map((one) => one.id).sort()).toEqual([jonas.id, mari.id].sort())
  })

  test('can use the link once, and not after a new one was sent', async () => {
    const id = await add(jonas)
    await invite(jonas, id)
    const first = await lastLink()
    await invite(jonas, id)
    await expect(accept(mari, first)).rejects.toThrow('people.invitation-gone')
    const second = await lastLink()
    const both = await Promise.allSettled([accept(mari, second), accept(await addPerson(), second)])
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })

  test('is not oneself', async () => {
    const id = await add(jonas)
    await invite(jonas, id)
    await expect(accept(jonas, await lastLink())).rejects.toThrow('people.invitation-to-yourself')
  })

  test('is not invited by somebody who has left meanwhile', async () => {
    const id = await add(jonas)
    await invite(jonas, id)
    const token = await lastLink()
    await inTransaction((tx) => endGuardianship(tx, jonas.actor, id))
    await expect(accept(mari, token)).rejects.toThrow('people.invitation-gone')
  })

  test('an invented link is gone, calmly', async () => {
    expect((await visit('/me/guardian-invitations/invented', { as: mari.cookie })).status).toBe(410)
  })
})

describe('the page', () => {
  test('adds a child, and keeps what was typed when the year is wrong', async () => {
    const wrong = await visit('/me/children', {
      as: jonas.cookie,
      form: { do: 'add', name: 'Ivar', birthYear: '1950' },
    })
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('value="Ivar"')
    expect(wrong.body).toContain('Den som er 18, logger inn selv.')
    const right = await visit('/me/children', {
      as: jonas.cookie,
      form: { do: 'add', name: '<b>Ivar</b>', birthYear: String(year - 4) },
    })
    expect(right.location).toBe('/me/children?done=added')
    const page = await visit('/me/children?done=added', { as: jonas.cookie })
    expect(page.body).not.toContain('<b>Ivar')
    expect(parse(page.body).text).toContain('<b>Ivar</b>')
  })

  test.each([
    ['add', {}],
    ['change', { child: 'x' }],
    ['nonsense', {}],
    ['end', { child: '1' }],
  ])('a broken form (%s) is answered with a sentence', async (name, more) => {
    expect((await visit('/me/children', { as: jonas.cookie, form: { do: name, ...more } })).status).toBe(422)
  })
})
