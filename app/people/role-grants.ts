import { type Actor, type Db, type Tx, today as todayNow } from '#kernel'
import type { Role } from './permission.ts'

/** Everybody's grants that hold today or later, by name. */
export async function showGrants(db: Db, today = todayNow()) {
  const rows = await db
    .selectFrom('people.role_grant as g')
    .innerJoin('people.person as p', 'p.id', 'g.person_id')
    .leftJoin('people.person as by', 'by.id', 'g.granted_by')
    .select([
      'g.id',
      'g.person_id',
      'p.name',
      'g.role',
      'g.hub_id',
      'g.from_date',
      'g.to_date',
      'by.name as granter',
    ])
    .where('g.ended_at', 'is', null)
    .where((eb) => eb.or([eb('g.to_date', 'is', null), eb('g.to_date', '>=', today.toString())]))
    .orderBy('p.name')
    .orderBy('g.from_date')
    .execute()
  return rows.map((row) => ({ ...row, role: row.role as Role }))
}

/** People who have signed in, by a part of their name or by their whole confirmed e-mail address. */
export async function findPeople(db: Db, text: string) {
  const wanted = text.trim().toLowerCase()
  if (wanted.length < 2) return []
  const pattern = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`
  return db
    .selectFrom('people.person as p')
    .leftJoin('people.contact as c', (join) =>
      join.onRef('c.person_id', '=', 'p.id').on('c.kind', '=', 'email'),
    )
    .select(['p.id', 'p.name', 'c.value as email'])
    .where('p.erased_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb.exists(
          eb.selectFrom('people.login as l').select('l.subject').whereRef('l.person_id', '=', 'p.id'),
        ),
        eb.exists(
          eb.selectFrom('people.national_id as n').select('n.person_id').whereRef('n.person_id', '=', 'p.id'),
        ),
      ]),
    )
    .where((eb) => eb.or([eb(eb.fn('lower', ['p.name']), 'like', pattern), eb('c.value', '=', wanted)]))
    .orderBy('p.name')
    .limit(20)
    .execute()
}

/** Also those whose role has ended: what they did while they had it may still be kept. */
export async function hasHadRole(on: Db | Tx, actor: Actor): Promise<boolean> {
  const grant = await on
    .selectFrom('people.role_grant')
    .select('id')
    .where('person_id', '=', actor.personId)
    .limit(1)
    .executeTakeFirst()
  return grant !== undefined
}
