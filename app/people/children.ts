import { type Actor, type Db, found, today as todayNow } from '#kernel'
import { firstBirthYearWithGuardian, type Stage, stageOf } from './ages.ts'

export type Child = { id: string; name: string; birthYear: number; stage: Stage }

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
