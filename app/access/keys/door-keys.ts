import { type Db, instantOf, inTransaction, log, sql, systemActor, type Tx } from '#kernel'
import { type DoorView, doorById } from '../doors.ts'
import { wishKey } from '../wish-key.ts'
import { keysOfOneBooking } from './booking-keys.ts'
import { repairDoor } from './repair-drift.ts'
import { takeBack } from './take-back.ts'
import { tellNewKeys } from './tell-new-keys.ts'
import { tellTakenBack } from './tell-taken-back.ts'
import { outsideAlarm } from './window.ts'

/** What is booked behind a door gets the keys it should have now, and those that were given for a role keep out of the alarm. */
export async function keysFollowDoor(
  { doorId }: { doorId: string },
  { db, now }: { db: Db; now: Temporal.Instant },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select b.id from rooms.booking b
    where b.ends_at > ${now.toString()}::timestamptz and (
      (b.state = 'booked' and b.room_id in (select room_id from access.room_door where door_id = ${doorId}))
      or b.id in (select booking_id from access.key_grant where door_id = ${doorId} and booking_id is not null
        and state in ('wanted', 'provisioning', 'ready', 'active', 'failed')))
    order by b.starts_at, b.id`.execute(db)
  for (const { id } of rows) await inTransaction((tx) => keysOfOneBooking(tx, id, now))
  await inTransaction((tx) => keepRolesOutOfAlarm(tx, doorId, now))
  // A host who has just set it up wants to see whether it answers.
  const door = await doorById(db, doorId)
  if (door?.state === 'open')
    await repairDoor(door, now).catch((fault) => log.error({ door: doorId, err: fault }, 'door not read'))
}

type RoleKey = {
  id: string
  causeId: string
  causeVersion: number
  personId: string | null
  note: string | null
  givenBy: string | null
  from: string
  to: string
}

async function keepRolesOutOfAlarm(tx: Tx, doorId: string, now: Temporal.Instant) {
  const door = await doorById(tx, doorId)
  if (!door?.alarm || door.state === 'closed') return
  const { rows } = await sql<RoleKey>`
    select id, cause_id as "causeId", cause_version as "causeVersion", person_id as "personId", note,
      given_by as "givenBy", from_at as "from", to_at as "to"
    from access.key_grant
    where door_id = ${doorId} and cause = 'role' and to_at > ${now.toString()}::timestamptz
      and state in ('wanted', 'provisioning', 'ready', 'active', 'failed') order by from_at, id`.execute(tx)
  for (const key of rows) await keepOutOfAlarm(tx, door, key, now)
}

async function keepOutOfAlarm(tx: Tx, door: DoorView, key: RoleKey, now: Temporal.Instant) {
  const span = { from: instantOf(key.from), to: instantOf(key.to) }
  const pieces = outsideAlarm(span, door.alarm)
  const [first] = pieces
  if (pieces.length === 1 && first?.from.equals(span.from) && first.to.equals(span.to)) return
  const left = pieces.filter((one) => Temporal.Instant.compare(one.to, now) > 0)
  if (left.length === 0) {
    if (await takeBack(tx, systemActor, key.id, { reason: 'moved' }, now))
      await tellTakenBack(tx, key.id, null, now)
    return
  }
  const ids: string[] = []
  for (const [day, window] of left.entries())
    ids.push(
      await wishKey(
        tx,
        {
          cause: 'role',
          causeId: day === 0 ? key.causeId : `${key.causeId}.${day}`,
          causeVersion: key.causeVersion + 1,
          doorId: door.id,
          personId: key.personId,
          note: key.note ?? undefined,
          givenBy: key.givenBy,
          ...window,
          cutBy: ['alarm'],
        },
        now,
      ),
    )
  await tellNewKeys(tx, ids, true, now)
}
