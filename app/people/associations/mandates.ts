import { type Actor, found, sql, type Tx, today as todayNow } from '#kernel'
import { audit } from '../audit.ts'
import { mayWorkAt, needPerson } from '../permission.ts'
import { refusal } from '../refusals.ts'
import { liveMandate, type MandateRole } from './associations.ts'
import { maySee } from './write-association.ts'

export type MandateWish = {
  associationId: string
  personId: string
  role: MandateRole
  from: Temporal.PlainDate
  to: Temporal.PlainDate | null
}

/** Lets a person act for an association from a date. The constraints say no to oneself and to a second one at a time. */
export async function giveMandate(tx: Tx, actor: Actor, wish: MandateWish): Promise<string> {
  const { hub_id } = await maySee(tx, actor, wish.associationId)
  found(
    await tx
      .selectFrom('people.person')
      .select('id')
      .where('id', '=', wish.personId)
      .where('erased_at', 'is', null)
      .executeTakeFirst(),
  )
  const { id } = await tx
    .insertInto('people.mandate')
    .values({
      association_id: wish.associationId,
      person_id: wish.personId,
      role: wish.role,
      from_date: wish.from.toString(),
      to_date: wish.to?.toString() ?? null,
      granted_by: actor.personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit(
    tx,
    actor,
    'people.mandate-given',
    { kind: 'mandate', id, hubId: hub_id, personId: wish.personId },
    { association: wish.associationId, role: wish.role },
  )
  return id
}

/** Ends a mandate at once: staff where the association is, its leader, or whoever holds it. The row stays. */
export async function endMandate(tx: Tx, actor: Actor, mandateId: string, today = todayNow()): Promise<void> {
  const personId = needPerson(actor)
  const mandate = found(
    await tx
      .selectFrom('people.mandate as m')
      .innerJoin('people.association as a', 'a.id', 'm.association_id')
      .select(['m.person_id', 'm.association_id', 'm.role', 'a.hub_id'])
      .where('m.id', '=', mandateId)
      .where('m.ended_at', 'is', null)
      .forUpdate('m')
      .executeTakeFirst(),
  )
  const may =
    mandate.person_id === personId ||
    mayWorkAt(actor, mandate.hub_id, 'host', 'hub-leader') ||
    (await liveMandate(tx, personId, mandate.association_id, today)) === 'leader'
  if (!may) throw refusal('people.not-allowed')
  await tx
    .updateTable('people.mandate')
    .set({ ended_at: sql`now()`, ended_by: personId })
    .where('id', '=', mandateId)
    .execute()
  await audit(
    tx,
    actor,
    'people.mandate-ended',
    { kind: 'mandate', id: mandateId, hubId: mandate.hub_id, personId: mandate.person_id },
    { association: mandate.association_id, role: mandate.role },
  )
}
