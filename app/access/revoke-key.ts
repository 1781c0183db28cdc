import { type Actor, type Db, found, sql, type Tx } from '#kernel'
import { needStaff } from '#people'
import { type GrantView, grantById } from './keys/grants.ts'
import { takeBack } from './keys/take-back.ts'
import { tellTakenBack } from './keys/tell-taken-back.ts'
import { refusal } from './refusals.ts'

/**
 * A host takes a key back, with a reason that its holder gets to see. The booking stands: that is another decision. What was given
 * for a role goes as a whole, every day of it.
 */
export async function revokeKey(
  tx: Tx,
  actor: Actor,
  grantId: string,
  { reason }: { reason: string },
  now: Temporal.Instant,
): Promise<void> {
  const grant = found(await grantById(tx, grantId))
  needStaff(actor, grant.hubId, 'host', 'hub-leader')
  const taken = await takeBack(tx, actor, grantId, { reason }, now)
  if (!taken) throw refusal('access.over')
  for (const id of await otherDaysOf(tx, grant)) await takeBack(tx, actor, id, { reason }, now)
  await tellTakenBack(tx, grantId, reason, now)
}

/** Where the alarm is on every night, a role has a key for each day. */
export async function otherDaysOf(on: Db | Tx, grant: GrantView): Promise<string[]> {
  if (grant.cause !== 'role') return []
  const { rows } = await sql<{ id: string }>`
    select id from access.key_grant
    where cause = 'role' and door_id = ${grant.doorId} and id <> ${grant.id}
      and split_part(cause_id, ':', 1) = split_part(${grant.causeId}, ':', 1)
      and state in ('wanted', 'provisioning', 'ready', 'active', 'failed') order by from_at`.execute(on)
  return rows.map(({ id }) => id)
}
