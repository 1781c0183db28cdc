import { type Actor, type Db, found, sql, type Tx, today as todayNow } from '#kernel'
import { audit } from './audit.ts'
import { knownHubs } from './known-hubs.ts'
import { needAdministrator, needStepUp, type Role } from './permission.ts'
import { refusal, refuse } from './refusals.ts'
import { type RoleWish, whyNotGrant } from './role-rules.ts'

/** Gives a person a role from a date. The constraint people.grant-to-yourself says no even where this rule is passed by. */
export async function grantRole(tx: Tx, actor: Actor, wish: RoleWish): Promise<string> {
  needAdministrator(actor)
  needStepUp(actor)
  const hubs = await knownHubs(tx)
  refuse(
    whyNotGrant(
      wish,
      actor.personId,
      hubs.map((hub) => hub.id),
    ),
  )
  const person = await tx
    .selectFrom('people.person')
    .select('id')
    .where('id', '=', wish.personId)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  found(person)
  return insertGrant(tx, actor, wish)
}

async function insertGrant(tx: Tx, actor: Actor, wish: RoleWish): Promise<string> {
  const { id } = await tx
    .insertInto('people.role_grant')
    .values({
      person_id: wish.personId,
      role: wish.role,
      hub_id: wish.hubId,
      from_date: wish.from.toString(),
      to_date: wish.to?.toString() ?? null,
      granted_by: actor.personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit(
    tx,
    actor,
    'people.role-granted',
    { kind: 'role', id, hubId: wish.hubId, personId: wish.personId },
    {
      role: wish.role,
      from: wish.from.toString(),
      to: wish.to?.toString() ?? null,
    },
  )
  return id
}

/** Ends a role at once. The row stays, and says who ended it. */
export async function endRole(tx: Tx, actor: Actor, grantId: string, today = todayNow()): Promise<void> {
  needAdministrator(actor)
  needStepUp(actor)
  await holdAdministrators(tx)
  const grant = found(
    await tx
      .updateTable('people.role_grant')
      .set({ ended_at: sql`now()`, ended_by: actor.personId })
      .where('id', '=', grantId)
      .where('ended_at', 'is', null)
      .returning(['person_id', 'role', 'hub_id'])
      .executeTakeFirst(),
  )
  if (grant.role === 'administrator' && !(await hasAdministrator(tx, today)))
    throw refusal('people.last-administrator')
  await audit(
    tx,
    actor,
    'people.role-ended',
    { kind: 'role', id: grantId, hubId: grant.hub_id, personId: grant.person_id },
    { role: grant.role },
  )
}

/**
 * Makes the first administrator, for the command on the server. `who` is the person's id or confirmed e-mail
 * address: only somebody who has signed in can be found. Refused once there is one: they grant the next.
 */
export async function grantFirstAdministrator(
  tx: Tx,
  actor: Actor,
  who: string,
  today = todayNow(),
): Promise<string> {
  await holdAdministrators(tx)
  if (await hasAdministrator(tx, today)) throw refusal('people.administrator-exists')
  const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(who)
  const candidates = await tx
    .selectFrom('people.person as p')
    .leftJoin('people.contact as c', (join) =>
      join.onRef('c.person_id', '=', 'p.id').on('c.kind', '=', 'email'),
    )
    .select('p.id')
    .where('p.erased_at', 'is', null)
    .where((eb) => (isId ? eb('p.id', '=', who) : eb('c.value', '=', who.trim().toLowerCase())))
    .execute()
  const [person] = candidates
  // An address may belong to a couple; guessing which of them was meant would be wrong.
  if (!person || candidates.length > 1) throw refusal('people.nobody-found')
  await insertGrant(tx, actor, {
    personId: person.id,
    role: 'administrator',
    hubId: null,
    from: today,
    to: null,
  })
  return person.id
}

/** Two administrators who end each other's role take turns, so that one is left. */
const holdAdministrators = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(hashtext('people.administrators'))`.execute(tx)

async function hasAdministrator(db: Db, today: Temporal.PlainDate): Promise<boolean> {
  const row = await db
    .selectFrom('people.role_grant')
    .select('id')
    .where('role', '=', 'administrator')
    .where('ended_at', 'is', null)
    .where('from_date', '<=', today.toString())
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', today.toString())]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

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
