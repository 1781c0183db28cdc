import { type Actor, type Db, found, type Tx, today as todayNow } from '#kernel'
import { firstBirthYearWithGuardian, type Stage, stageOf, whyNotChildBornIn } from './ages.ts'
import { audit } from './audit.ts'
import { needPerson } from './permission.ts'
import { refuse } from './refusals.ts'

export type Child = { id: string; name: string; birthYear: number; stage: Stage }
export type ChildWish = { name: string; birthYear: number }

/** The children a person is guardian of on the day, eldest first. Those who have come of age are not among them. */
export async function childrenOf(db: Db, personId: string, today = todayNow()): Promise<Child[]> {
  const rows = await guardianships(db, today)
    .innerJoin('people.child as c', 'c.id', 'g.child_id')
    .where('g.person_id', '=', personId)
    .where('c.birth_year', '>=', firstBirthYearWithGuardian(today))
    .select(['c.id', 'c.name', 'c.birth_year'])
    .orderBy('c.birth_year')
    .orderBy('c.name')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name as string,
    birthYear: row.birth_year as number,
    stage: stageOf(row.birth_year as number, today),
  }))
}

/** Whether the actor may act for the child on the day. */
export async function isGuardianOf(
  db: Db,
  actor: Actor,
  childId: string,
  today = todayNow(),
): Promise<boolean> {
  if (!actor.personId) return false
  const row = await guardianships(db, today)
    .innerJoin('people.child as c', 'c.id', 'g.child_id')
    .where('g.person_id', '=', actor.personId)
    .where('g.child_id', '=', childId)
    .where('c.birth_year', '>=', firstBirthYearWithGuardian(today))
    .select('g.id')
    .executeTakeFirst()
  return row !== undefined
}

/** Throws not-found for somebody else's child: it does not exist for them. */
export async function needGuardian(db: Db, actor: Actor, childId: string, today = todayNow()): Promise<void> {
  found((await isGuardianOf(db, actor, childId, today)) || null)
}

/** Everybody who is guardian of the child on the day. */
export async function guardiansOf(db: Db, childId: string, today = todayNow()) {
  return guardianships(db, today)
    .innerJoin('people.person as p', 'p.id', 'g.person_id')
    .where('g.child_id', '=', childId)
    .select(['p.id', 'p.name'])
    .orderBy('g.from_date')
    .execute()
}

const guardianships = (db: Db, today: Temporal.PlainDate) =>
  db
    .selectFrom('people.guardianship as g')
    .where('g.from_date', '<=', today.toString())
    .where((eb) => eb.or([eb('g.to_date', 'is', null), eb('g.to_date', '>', today.toString())]))

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
