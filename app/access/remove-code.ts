import { type Actor, type Db, found, inTransaction, type Tx } from '#kernel'
import { audit, needStaff } from '#people'
import { adapterOf } from './adapters/registry.ts'
import { doorById } from './doors.ts'
import { repairDoor } from './keys/repair-drift.ts'
import { refusal } from './refusals.ts'
import { endReport, openReports } from './reports.ts'

/** A host has the lock forget a code that nobody knows. Its slot is free again when the lock has confirmed that. */
export async function removeCode(
  db: Db,
  actor: Actor,
  { doorId, slot }: { doorId: string; slot: number },
  now: Temporal.Instant,
): Promise<void> {
  const door = found(await doorById(db, doorId))
  needStaff(actor, door.hubId, 'host', 'hub-leader')
  const isAside = await db
    .selectFrom('access.slot_quarantine')
    .select('slot')
    .where('door_id', '=', doorId)
    .where('slot', '=', slot)
    .executeTakeFirst()
  // Codes of ours go with their keys, and by no other way.
  found(isAside)
  await inTransaction((tx) =>
    audit(tx, actor, 'access.code-removed', { kind: 'door', id: doorId, hubId: door.hubId }, { slot }),
  )
  await adapterOf(door).clearPin(door, slot)
  await repairDoor(door, now)
  const stillThere = await db
    .selectFrom('access.slot_quarantine')
    .select('slot')
    .where('door_id', '=', doorId)
    .where('slot', '=', slot)
    .executeTakeFirst()
  if (stillThere) throw refusal('access.code-still-there')
}

/** A host has looked at it. What is still so comes back with the next reading. */
export async function endOneReport(
  tx: Tx,
  actor: Actor,
  { doorId, reportId }: { doorId: string; reportId: number },
  now: Temporal.Instant,
): Promise<void> {
  const door = found(await doorById(tx, doorId))
  needStaff(actor, door.hubId, 'host', 'hub-leader')
  const one = found((await openReports(tx, doorId)).find((report) => report.id === reportId))
  await endReport(tx, one, now, actor.personId)
  await audit(
    tx,
    actor,
    'access.report-ended',
    { kind: 'door', id: doorId, hubId: door.hubId },
    { kind: one.kind },
  )
}
