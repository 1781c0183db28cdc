import { beforeEach, describe, expect, test } from 'vitest'
import { db, inTransaction, type Refusal, sql, type Tx, today } from '#kernel'
import { addPerson, freshDatabase } from '#testing'
import { bookRoom } from './book-room.ts'
import { cancelBooking } from './cancel-booking.ts'
import { moveBooking } from './move-booking.ts'
import { bookingById, bookingsOfPerson } from './reads.ts'
import { aRoom, at, aWish } from './room-for-test.ts'
import { asAnybodySees, needBooking } from './who-may.ts'

beforeEach(freshDatabase)
const says = (verb: (tx: Tx) => Promise<unknown>): Promise<string> =>
  inTransaction(verb).then(
    () => 'yes',
    (error: Refusal) => error.code ?? String(error),
  )

async function anAssociation(name = 'Strikkelaget', kind = 'association'): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`insert into people.association (name, kind) values (${name}, ${kind}) returning id`.execute(db)
  return rows[0]?.id as string
}
const mandate = (
  associationId: string,
  personId: string,
  from = today(),
  to: Temporal.PlainDate | null = null,
) =>
  sql`insert into people.mandate (association_id, person_id, role, from_date, to_date)
    values (${associationId}, ${personId}, 'booker', ${from.toString()}, ${to?.toString() ?? null})`.execute(
    db,
  )

describe('booking for an association', () => {
  test('takes a mandate that holds today', async () => {
    const [now, over, later, none] = [
      await addPerson(),
      await addPerson(),
      await addPerson(),
      await addPerson(),
    ]
    const associationId = await anAssociation()
    await mandate(associationId, now.id)
    await mandate(associationId, over.id, today().subtract({ days: 9 }), today().subtract({ days: 1 }))
    await mandate(associationId, later.id, today().add({ days: 1 }))
    const room = await aRoom()
    const wish = aWish(room.id, at(3, 10), at(3, 12), { associationId })
    for (const { actor } of [over, later, none])
      expect(await says((tx) => bookRoom(tx, actor, wish))).toBe('rooms.no-mandate')
    expect(await says((tx) => bookRoom(tx, now.actor, wish))).toBe('yes')
  })

  test('is everybody’s who may act for it, for as long as they may', async () => {
    const [one, two] = [await addPerson(), await addPerson()]
    const associationId = await anAssociation()
    for (const { id } of [one, two]) await mandate(associationId, id)
    const room = await aRoom()
    const { id } = await inTransaction((tx) =>
      bookRoom(tx, one.actor, aWish(room.id, at(3, 10), at(3, 12), { associationId })),
    )
    expect(
      (await bookingsOfPerson(db, two.id, { associationIds: [associationId] })).map((b) => b.id),
    ).toEqual([id])
    expect(await says((tx) => moveBooking(tx, two.actor, id, { from: at(3, 12), to: at(3, 14) }))).toBe('yes')
    await sql`update people.mandate set ended_at = now() where person_id = ${two.id}`.execute(db)
    expect(await says((tx) => cancelBooking(tx, two.actor, id))).toBe('kernel.not-found')
    expect(await says((tx) => cancelBooking(tx, one.actor, id))).toBe('yes')
  })

  test('counts for the association and not for the person, whoever books', async () => {
    const [one, two] = [await addPerson(), await addPerson()]
    const associationId = await anAssociation()
    for (const { id } of [one, two]) await mandate(associationId, id)
    const room = await aRoom({ rules: { perPersonAWeek: 1, perAssociationAWeek: 2 } })
    const days = 8 - today().dayOfWeek
    const book = (who: typeof one, hour: number, more = {}) =>
      says((tx) => bookRoom(tx, who.actor, aWish(room.id, at(days, hour), at(days, hour + 1), more)))
    expect(await book(one, 8, { associationId })).toBe('yes')
    expect(await book(two, 9, { associationId })).toBe('yes')
    expect(await book(one, 10, { associationId })).toBe('rooms.association-quota')
    expect(await book(one, 11)).toBe('yes')
    expect(await book(one, 12)).toBe('rooms.person-quota')
  })

  test('asks what the room says of that kind', async () => {
    const person = await addPerson()
    const firm = await anAssociation('Firma AS', 'business')
    await mandate(firm, person.id)
    const room = await aRoom({
      rules: {
        who: ['resident', 'association'],
        prices: [{ code: 'privat', name: {}, oreAnHour: 10_000, for: ['resident'] }],
      },
    })
    const wish = aWish(room.id, at(3, 10), at(3, 12))
    expect(await says((tx) => bookRoom(tx, person.actor, { ...wish, associationId: firm }))).toBe(
      'rooms.not-for-them',
    )
    const { id } = await inTransaction((tx) => bookRoom(tx, person.actor, wish))
    expect(await bookingById(db, id)).toMatchObject({ priceGroup: 'privat', priceOre: 20_000 })
  })
})

describe('who sees what', () => {
  test('owners and hosts of the hub see a booking, others do not, and the public sees no name', async () => {
    const [owner, stranger] = [await addPerson({ name: 'Hemmelig Navn' }), await addPerson()]
    const [host, elsewhere] = [
      await addPerson({ roles: ['host at prove'] }),
      await addPerson({ roles: ['host at annet'] }),
    ]
    const room = await aRoom()
    const { id } = await inTransaction((tx) =>
      bookRoom(
        tx,
        owner.actor,
        aWish(room.id, at(3, 10), at(3, 12), { purpose: 'Hemmelig', responsiblePhone: '40000000' }),
      ),
    )
    const sees = (actor: typeof owner.actor) =>
      needBooking(db, actor, id).then(
        ({ right }) => right,
        (error: Refusal) => error.code,
      )
    expect(await sees(owner.actor)).toEqual({ own: true, staff: false })
    expect(await sees(host.actor)).toEqual({ own: false, staff: true })
    expect(await sees(stranger.actor)).toBe('kernel.not-found')
    expect(await sees(elsewhere.actor)).toBe('kernel.not-found')
    const { booking } = await needBooking(db, owner.actor, id)
    const shown = JSON.stringify(asAnybodySees(booking))
    for (const secret of ['Hemmelig', '40000000', owner.id]) expect(shown).not.toContain(secret)
  })

  test('a child who has told their age needs a grown-up who answers for it', async () => {
    const young = await addPerson()
    await sql`update people.person set birth_band = '13-17' where id = ${young.id}`.execute(db)
    const room = await aRoom()
    const wish = aWish(room.id, at(3, 10), at(3, 12))
    expect(await says((tx) => bookRoom(tx, young.actor, wish))).toBe('rooms.responsible-age')
    expect(await says((tx) => bookRoom(tx, young.actor, { ...wish, responsibleName: 'Bestefar' }))).toBe(
      'yes',
    )
  })

  test('terms are accepted as they are now, and which ones is kept', async () => {
    const { actor } = await addPerson()
    const room = await aRoom()
    const { rows } = await sql<{
      id: number
    }>`insert into rooms.terms (version, title, body) values (1, '{}', '{}'), (2, '{}', '{}') returning id`.execute(
      db,
    )
    const [old, current] = rows.map(({ id }) => id) as [number, number]
    await sql`update rooms.room set terms_id = ${current} where id = ${room.id}`.execute(db)
    const wish = aWish(room.id, at(3, 10), at(3, 12))
    expect(await says((tx) => bookRoom(tx, actor, wish))).toBe('rooms.terms-missing')
    expect(await says((tx) => bookRoom(tx, actor, { ...wish, termsId: old, acceptTerms: true }))).toBe(
      'rooms.terms-changed',
    )
    const { id } = await inTransaction((tx) =>
      bookRoom(tx, actor, { ...wish, termsId: current, acceptTerms: true }),
    )
    expect((await bookingById(db, id))?.termsId).toBe(current)
  })
})
