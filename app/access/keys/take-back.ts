import { type Actor, announce, sql, type Tx } from '#kernel'
import { audit } from '#people'
import { writeLog } from '../log/write-log.ts'
import { keyDue } from './announcements.ts'
import { forgetPin } from './pin.ts'

type Taken = { doorId: string; hubId: string; personId: string | null; to: string }

/**
 * Takes a live key back: from now on no list has it and the lock is told to forget its code. It is gone when the door has
 * confirmed that. Undefined when the key was over already.
 */
export async function takeBack(
  tx: Tx,
  actor: Actor,
  grantId: string,
  { reason, forgetUnsent = true }: { reason: string; forgetUnsent?: boolean },
  now: Temporal.Instant,
): Promise<Taken | undefined> {
  // The door before its keys, in one order for all who need both.
  await sql`select from access.door where id = (select door_id from access.key_grant where id = ${grantId}) for no key update`.execute(
    tx,
  )
  const { rows } = await sql<Taken>`
    update access.key_grant set state = 'revoked', state_at = ${now.toString()}::timestamptz,
      revoked_at = ${now.toString()}::timestamptz, revoked_by = ${actor.personId}, revoke_reason = ${reason},
      next_try_at = null, attempts = 0, version = version + 1
    where id = ${grantId} and state in ('wanted', 'provisioning', 'ready', 'active', 'failed')
    returning door_id as "doorId", hub_id as "hubId", person_id as "personId", to_at as "to"`.execute(tx)
  const taken = rows[0]
  if (!taken) return undefined
  await sql`
    with door as (
      update access.door set revocation_counter = revocation_counter + 1 where id = ${taken.doorId} returning revocation_counter
    )
    insert into access.revocation (door_id, counter, grant_id, at, until)
    select ${taken.doorId}, door.revocation_counter, ${grantId}, ${now.toString()}::timestamptz, ${taken.to}::timestamptz
    from door`.execute(tx)
  if (forgetUnsent) {
    const { rows: unsent } = await sql`
      select from access.grant_pin where grant_id = ${grantId} and slot is null for update`.execute(tx)
    if (unsent.length > 0) await forgetPin(tx, grantId, now)
  }
  await writeLog(
    tx,
    [
      {
        doorId: taken.doorId,
        hubId: taken.hubId,
        grantId,
        personId: actor.personId,
        what: 'key-revoked',
        how: 'system',
      },
    ],
    now,
  )
  await audit(
    tx,
    actor,
    'access.key-revoked',
    { kind: 'access.key', id: grantId, hubId: taken.hubId, personId: taken.personId },
    { door: taken.doorId },
  )
  await announce(tx, keyDue, { grantId }, { key: grantId })
  return taken
}
