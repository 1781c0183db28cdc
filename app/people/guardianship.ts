import { type Actor, type Tx, today as todayNow } from '#kernel'
import { whyNotChildBornIn } from './ages.ts'
import { audit } from './audit.ts'
import { needGuardian } from './children.ts'
import { needPerson } from './permission.ts'
import { refuse } from './refusals.ts'

export type ChildWish = { name: string; birthYear: number }

/** Writes down a child of the actor's. A new row every time: nobody is looked up, so nobody can be found. */
export async function addChild(tx: Tx, actor: Actor, wish: ChildWish, today = todayNow()): Promise<string> {
  const personId = needPerson(actor)
  refuse(whyNotChildBornIn(wish.birthYear, today))
  const { id } = await tx
    .insertInto('people.child')
    .values({ name: wish.name, birth_year: wish.birthYear })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('people.guardianship')
    .values({ person_id: personId, child_id: id, from_date: today.toString() })
    .execute()
  await audit(tx, actor, 'people.child-added', { kind: 'child', id, personId })
  return id
}

export async function changeChild(
  tx: Tx,
  actor: Actor,
  childId: string,
  wish: ChildWish,
  today = todayNow(),
) {
  await needGuardian(tx, actor, childId, today)
  refuse(whyNotChildBornIn(wish.birthYear, today))
  await tx
    .updateTable('people.child')
    .set({ name: wish.name, birth_year: wish.birthYear })
    .where('id', '=', childId)
    .execute()
  await audit(tx, actor, 'people.child-changed', { kind: 'child', id: childId, personId: actor.personId })
}

/** The actor is guardian no longer. With the last guardian the child's name and birth year go too. */
export async function endGuardianship(
  tx: Tx,
  actor: Actor,
  childId: string,
  today = todayNow(),
): Promise<void> {
  await needGuardian(tx, actor, childId, today)
  const personId = needPerson(actor)
  await holdChild(tx, childId)
  await tx
    .updateTable('people.guardianship')
    .set({ to_date: today.toString() })
    .where('person_id', '=', personId)
    .where('child_id', '=', childId)
    .where('to_date', 'is', null)
    .execute()
  await forgetChildWithoutGuardian(tx, childId)
  await audit(tx, actor, 'people.guardianship-ended', { kind: 'child', id: childId, personId })
}

/** Two guardians who leave at once take turns, so that the second finds that nobody is left. */
export const holdChild = (tx: Tx, childId: string) =>
  tx
    .selectFrom('people.child')
    .select(['id', 'name', 'birth_year'])
    .where('id', '=', childId)
    .forUpdate()
    .executeTakeFirst()

/** Empties the row; sign-ups of the past go on pointing at it. */
export async function forgetChildWithoutGuardian(tx: Tx, childId: string): Promise<void> {
  const left = await tx
    .selectFrom('people.guardianship')
    .select('id')
    .where('child_id', '=', childId)
    .where('to_date', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (left) return
  await tx.deleteFrom('people.guardian_invitation').where('child_id', '=', childId).execute()
  await tx
    .updateTable('people.child')
    .set((eb) => ({ name: null, birth_year: null, erased_at: eb.fn<string>('now') }))
    .where('id', '=', childId)
    .where('erased_at', 'is', null)
    .execute()
}
