import { type Actor, found, type Tx } from '#kernel'
import { audit } from './audit.ts'
import { knownHubs } from './known-hubs.ts'
import { needAdministrator, needStepUp } from './permission.ts'
import { refuse } from './refusals.ts'
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

/** Writes a grant and its line in the log; whoever calls has asked whether it may be. */
export async function insertGrant(tx: Tx, actor: Actor, wish: RoleWish): Promise<string> {
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
