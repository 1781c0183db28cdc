import { type Actor, found, sql, type Tx, today as todayNow } from '#kernel'
import { hasAdministrator, holdAdministrators } from './administrators.ts'
import { audit } from './audit.ts'
import { needAdministrator, needStepUp } from './permission.ts'
import { refusal } from './refusals.ts'

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
