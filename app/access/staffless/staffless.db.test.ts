import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isPublicHoliday } from '#hubs'
import { db, instantOf, inTransaction, seal, today, zone } from '#kernel'
import { addPerson, everybodyListens, parse, runJobs, seededDatabase, type TestPerson, visit } from '#testing'
import { agree, termsNow, whyNotLetIn, writeTerms } from './agreements.ts'
import { enter } from './enter.ts'
import { appealSuspension, decideAppeal, suspend } from './suspensions.ts'

let leader: TestPerson
let host: TestPerson
let resident: TestPerson
// Heggedal's example hours: staffless from 7 to 23, staffed for some of it.
let day = today().add({ days: 1 })
while (isPublicHoliday(day)) day = day.add({ days: 1 })
const evening = day.toZonedDateTime({ timeZone: zone, plainTime: '20:30' }).toInstant()

const bornIn = async (person: TestPerson, nationalId: string) =>
  db
    .insertInto('people.national_id')
    .values({ person_id: person.id, sealed: seal(nationalId), lookup_hash: person.id })
    .execute()
const write = (body = 'Rydd etter deg.') =>
  inTransaction((tx) =>
    writeTerms(tx, leader.actor, { hubId: 'heggedal', body: { nb: body }, minimumAge: 16, months: 12 }),
  )
const sayYes = async (who = resident) => {
  const [terms] = await termsNow(db, 'heggedal')
  return inTransaction((tx) => agree(tx, who.actor, { hubId: 'heggedal', version: terms?.version ?? 0 }))
}

beforeAll(seededDatabase)
beforeAll(async () => void (await everybodyListens()))

beforeEach(async () => {
  leader = await addPerson({ roles: ['hub-leader at heggedal'] })
  host = await addPerson({ roles: ['host at heggedal'] })
  resident = await addPerson({ name: 'Sigrid Prøve', email: `sigrid.${leader.id}@example.org` })
  await bornIn(resident, '14839112182')
  await write()
})

describe('staffless opening', () => {
  test('one says yes to the rules, and may come in in staffless hours', async () => {
    expect(await whyNotLetIn(db, resident.id, 'heggedal', evening)).toBe('access.no-agreement')
    await sayYes()
    expect(await whyNotLetIn(db, resident.id, 'heggedal', evening)).toBeUndefined()
  })

  test('the age is that of the sign-in, and nobody is taken at their word', async () => {
    const child = await addPerson()
    const born = today().subtract({ years: 15 })
    const id = `${String(born.day).padStart(2, '0')}${born.month + 80}${String(born.year).slice(2)}`
    await bornIn(child, `${id}90000`)
    await expect(sayYes(child)).rejects.toMatchObject({ code: 'access.too-young' })
    await expect(sayYes(await addPerson())).rejects.toMatchObject({ code: 'access.age-unknown' })
  })

  test('rules that changed while one read them are read again; older agreements hold', async () => {
    await sayYes()
    await write('Rydd etter deg, og slå av lyset.')
    expect(await whyNotLetIn(db, resident.id, 'heggedal', evening)).toBeUndefined()
    await expect(
      inTransaction((tx) => agree(tx, host.actor, { hubId: 'heggedal', version: 1 })),
    ).rejects.toMatchObject({ code: expect.stringMatching(/terms-not-read|age-unknown/) })
  })

  test('pressed eight times at once, it is one agreement', async () => {
    const pressed = await Promise.allSettled(Array.from({ length: 8 }, () => sayYes()))
    expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('a suspension has a reason, reaches the person, and another host decides the appeal', async () => {
    await sayYes()
    const id = await inTransaction((tx) =>
      suspend(tx, host.actor, {
        hubId: 'heggedal',
        personId: resident.id,
        reason: 'Døra sto åpen om natten.',
        until: today().add({ days: 30 }),
      }),
    )
    expect(await whyNotLetIn(db, resident.id, 'heggedal', evening)).toBe('access.suspended')
    await runJobs()
    const mail = await db.selectFrom('kernel.mail').selectAll().where('person_id', '=', resident.id).execute()
    expect(mail.map((one) => one.body_text).join()).toContain('Døra sto åpen om natten.')

    await inTransaction((tx) => appealSuspension(tx, resident.actor, { id, appeal: 'Det var ikke meg.' }))
    const decide = (who: TestPerson) =>
      inTransaction((tx) => decideAppeal(tx, who.actor, { id, upheld: true, answer: 'Du har rett.' }))
    await expect(decide(host)).rejects.toMatchObject({ code: 'access.appeal-needs-another' })
    await decide(leader)
    expect(await whyNotLetIn(db, resident.id, 'heggedal', evening)).toBeUndefined()
  })

  test('nobody is suspended from what they never had', async () => {
    const stranger = await addPerson()
    await expect(
      inTransaction((tx) =>
        suspend(tx, host.actor, {
          hubId: 'heggedal',
          personId: stranger.id,
          reason: 'Uten avtale',
          until: today(),
        }),
      ),
    ).rejects.toMatchObject({ code: 'kernel.not-found' })
  })

  test('a host of another hub neither sees nor suspends', async () => {
    await sayYes()
    const other = await addPerson({ roles: ['host at borgen'] })
    expect((await visit('/staff/hubs/heggedal/staffless', { as: other.cookie })).status).toBe(403)
    await expect(
      inTransaction((tx) =>
        suspend(tx, other.actor, {
          hubId: 'heggedal',
          personId: resident.id,
          reason: 'Uten grunn',
          until: today(),
        }),
      ),
    ).rejects.toMatchObject({ code: 'people.not-allowed' })
  })
})

test('the button at the door gives a short key to that door', async () => {
  await sayYes()
  const key = await inTransaction((tx) =>
    enter(tx, resident.actor, { hubId: 'heggedal', doorId: 'heggedal-hoveddor' }, evening),
  )
  const grant = await db
    .selectFrom('access.key_grant')
    .select(['door_id', 'person_id', 'cause', 'to_at'])
    .where('id', '=', key)
    .executeTakeFirstOrThrow()
  expect(grant).toMatchObject({ door_id: 'heggedal-hoveddor', person_id: resident.id, cause: 'staffless' })
  expect(instantOf(grant.to_at).equals(evening.add({ minutes: 10 }))).toBe(true)
  await expect(
    inTransaction((tx) => enter(tx, host.actor, { hubId: 'heggedal', doorId: 'heggedal-hoveddor' }, evening)),
  ).rejects.toMatchObject({ code: 'access.no-agreement' })
})

describe('the pages', () => {
  test('the rules are read and agreed to on one page', async () => {
    const shown = await visit('/me/staffless', { as: resident.cookie })
    expect(parse(shown.body).text).toContain('Rydd etter deg.')
    const [terms] = await termsNow(db, 'heggedal')
    const version = String(terms?.version)
    const older = await visit('/me/staffless', {
      as: resident.cookie,
      form: { do: 'agree', hub: 'heggedal', version: '9999' },
    })
    expect(older.status).toBe(409)
    expect(parse(older.body).text).toContain('Reglene er endret')
    const agreed = await visit('/me/staffless', {
      as: resident.cookie,
      form: { do: 'agree', hub: 'heggedal', version },
    })
    expect(agreed.location).toBe('/me/staffless?done=agreed')
  })

  test('a host sees who has agreed, and that is logged', async () => {
    await sayYes()
    const shown = await visit('/staff/hubs/heggedal/staffless', { as: host.cookie })
    expect(parse(shown.body).text).toContain('Sigrid Prøve')
    const seen = await db
      .selectFrom('people.audit')
      .select('action')
      .where('about_person', '=', resident.id)
      .where('kind', '=', 'view')
      .execute()
    expect(seen.map((row) => row.action)).toContain('access.agreements-shown')
  })
})
