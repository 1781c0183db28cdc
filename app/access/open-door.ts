import { type Actor, type Db, found, inTransaction, limit } from '#kernel'
import { audit, mayWorkAt } from '#people'
import { adapterOf } from './adapters/registry.ts'
import { doorById } from './doors.ts'
import { markOpened } from './heard.ts'
import { type GrantView, grantById } from './keys/grants.ts'
import { writeLog } from './log/write-log.ts'
import { refusal } from './refusals.ts'

/** A command that has not reached the lock by then is never carried out: nobody stands at the door any more. */
const expiresInSeconds = 5

/** Whose key it is, and those who work at its hub. Everybody else is told that there is no such key. */
export const maySeeKey = (actor: Actor, grant: GrantView): boolean =>
  (grant.personId !== null && grant.personId === actor.personId) ||
  mayWorkAt(actor, grant.hubId, 'host', 'hub-leader')

export function whyNotOpen(grant: GrantView, now: Temporal.Instant) {
  if (grant.state === 'revoked' || grant.state === 'removed') return 'access.revoked' as const
  if (grant.state === 'ended' || Temporal.Instant.compare(grant.to, now) <= 0) return 'access.over' as const
  if (Temporal.Instant.compare(grant.from, now) > 0) return 'access.too-early' as const
  return undefined
}

/** Opens the door of a key from the phone, now or not at all. Not in a transaction: a lock takes its time. */
export async function openDoor(db: Db, actor: Actor, grantId: string, now: Temporal.Instant): Promise<void> {
  const grant = found(await grantById(db, grantId))
  // Staff see keys, but open with their own.
  if (grant.personId === null || grant.personId !== actor.personId) found(undefined)
  await limit({ key: `open-door:${grantId}`, max: 12, seconds: 600 })
  const no = whyNotOpen(grant, now)
  if (no) throw refusal(no)
  const door = found(await doorById(db, grant.doorId))
  const adapter = adapterOf(door)
  if (!(await adapter.capabilities(door)).remoteUnlock) throw refusal('access.no-remote')
  const outcome = await adapter.unlock(door, { expiresInSeconds, grantId })
  const isOpen = outcome.result === 'confirmed' || outcome.result === 'accepted'
  await inTransaction(async (tx) => {
    await writeLog(
      tx,
      [
        {
          doorId: door.id,
          hubId: door.hubId,
          grantId,
          personId: actor.personId,
          what: isOpen ? 'opened' : 'refused',
          how: 'remote',
          detail: outcome.detail,
        },
      ],
      now,
    )
    await audit(
      tx,
      actor,
      'access.door-opened',
      { kind: 'access.key', id: grantId, hubId: door.hubId, personId: grant.personId },
      { result: outcome.result },
    )
    if (isOpen) await markOpened(tx, { grantId, bookingId: grant.bookingId }, now)
  })
  if (!isOpen) throw refusal('access.no-answer')
}
