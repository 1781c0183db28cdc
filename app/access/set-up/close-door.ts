import { type Actor, announce, sql, type Tx } from '#kernel'
import { audit } from '#people'
import { adapterOf } from '../adapters/registry.ts'
import { doorChanged } from '../keys/announcements.ts'
import { takeBack } from '../keys/take-back.ts'
import { tellTakenBack } from '../keys/tell-taken-back.ts'
import { refuse } from './refusals.ts'
import { doorHeld, refuseSameLock } from './write-door.ts'

/** A door is taken out of use: every key to it is taken back now, and each holder hears why in one mail. */
export async function closeDoor(
  tx: Tx,
  actor: Actor,
  doorId: string,
  { reason }: { reason: string },
  now: Temporal.Instant,
): Promise<void> {
  const door = await doorHeld(tx, actor, doorId, now)
  refuse(door.state === 'closed' ? 'access.door-closed' : undefined)
  await sql`update access.door set state = 'closed' where id = ${doorId}`.execute(tx)
  const { rows } = await sql<{ id: string; personId: string | null }>`
    select id, person_id as "personId" from access.key_grant
    where door_id = ${doorId} and state in ('wanted', 'provisioning', 'ready', 'active', 'failed')
      and to_at > ${now.toString()}::timestamptz order by from_at, id`.execute(tx)
  const told = new Set<string>()
  for (const { id, personId } of rows) {
    await takeBack(tx, actor, id, { reason }, now)
    if (personId === null || told.has(personId)) continue
    told.add(personId)
    await tellTakenBack(tx, id, reason, now)
  }
  await audit(
    tx,
    actor,
    'access.door-closed',
    { kind: 'door', id: doorId, hubId: door.hubId },
    { reason, keys: rows.length },
  )
}

/** It is in use again, and what is booked behind it gets its keys. What hosts gave by hand, hosts give anew. */
export async function reopenDoor(tx: Tx, actor: Actor, doorId: string, now: Temporal.Instant): Promise<void> {
  const door = await doorHeld(tx, actor, doorId, now)
  if (door.state === 'open') return
  await refuseSameLock(tx, adapterOf(door), door.settings, doorId)
  await sql`update access.door set state = 'open' where id = ${doorId}`.execute(tx)
  await audit(tx, actor, 'access.door-back', { kind: 'door', id: doorId, hubId: door.hubId })
  await announce(tx, doorChanged, { doorId }, { key: `door:${doorId}` })
}
