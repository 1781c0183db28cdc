import { randomUUID } from 'node:crypto'
import { type Actor, type Db, found, instantOf, type LocalText, sql, type Tx } from '#kernel'
import { audit, needStaff } from '#people'
import { type DoorView, doorById } from '../doors.ts'
import { activityCause } from '../keys/activity-keys.ts'
import { bookings, neighboursOf } from '../keys/bookings.ts'
import { tellNewKeys } from '../keys/tell-new-keys.ts'
import { keyWindow, outsideAlarm, type Span } from '../keys/window.ts'
import { wishKey } from '../wish-key.ts'
import { refusal, refuse } from './refusals.ts'

/** Where the alarm is on every night, each day is a key with a code of its own: so many and no more. */
const mostDays = 31
const longestDays = 366

const isPast = (at: Temporal.Instant, now: Temporal.Instant) => Temporal.Instant.compare(at, now) <= 0

/** A host gives somebody a key to what an activity has behind this door. It follows the activity. */
export async function giveActivityKey(
  tx: Tx,
  actor: Actor,
  { doorId, personId, bookingId }: { doorId: string; personId: string; bookingId: string },
  now: Temporal.Instant,
): Promise<string> {
  const door = await doorToGive(tx, actor, doorId)
  await holderOf(tx, personId)
  const [booking] = await bookings(
    tx,
    sql`b.id = ${bookingId} and b.kind = 'activity' and b.state = 'booked' and b.room_id in (
      select room_id from access.room_door where door_id = ${doorId})`,
  )
  const { about, ...span } = found(booking)
  if (isPast(span.to, now)) throw refusal('access.time-past')
  const causeId = activityCause(found(about ?? undefined), personId)
  refuse((await hasKey(tx, causeId, doorId)) ? 'access.has-key' : undefined)
  const window = keyWindow(span, await neighboursOf(tx, { about, ...span }), door.alarm)
  if (!window) throw refusal('access.only-alarm')
  const id = await wishKey(
    tx,
    {
      cause: 'activity',
      causeId,
      causeVersion: span.version,
      bookingId,
      doorId,
      personId,
      givenBy: actor.personId,
      startsAt: span.from,
      ...window,
    },
    now,
  )
  await given(tx, actor, door, { ids: [id], personId, cause: 'activity' }, now)
  return id
}

/** A host gives somebody a key for what they do in the building: dated, and never while the alarm is on. */
export async function giveRoleKey(
  tx: Tx,
  actor: Actor,
  wish: Span & { doorId: string; personId: string; note: string },
  now: Temporal.Instant,
): Promise<string> {
  const { doorId, personId, note, from, to } = wish
  const door = await doorToGive(tx, actor, doorId)
  await holderOf(tx, personId)
  if (isPast(to, from)) throw refusal('access.ends-first')
  if (isPast(to, now)) throw refusal('access.time-past')
  if (from.until(to).total('hours') > longestDays * 24) throw refusal('access.too-long')
  const windows = outsideAlarm({ from, to }, door.alarm).filter((one) => !isPast(one.to, now))
  if (windows.length === 0) throw refusal('access.only-alarm')
  if (windows.length > mostDays) throw refusal('access.too-many-days')
  const isCut = windows.length > 1 || !windows[0]?.from.equals(from) || !windows[0]?.to.equals(to)
  const gift = randomUUID()
  const ids: string[] = []
  for (const [day, window] of windows.entries())
    ids.push(
      await wishKey(
        tx,
        {
          cause: 'role',
          causeId: `${gift}:${day}`,
          causeVersion: 0,
          doorId,
          personId,
          note,
          givenBy: actor.personId,
          ...window,
          cutBy: isCut ? ['alarm'] : [],
        },
        now,
      ),
    )
  await given(tx, actor, door, { ids, personId, cause: 'role' }, now)
  return ids[0] as string
}

async function doorToGive(tx: Tx, actor: Actor, doorId: string): Promise<DoorView> {
  const door = found(await doorById(tx, doorId))
  needStaff(actor, door.hubId, 'host', 'hub-leader')
  refuse(door.state === 'closed' ? 'access.door-closed' : undefined)
  return door
}

const holderOf = async (tx: Tx, personId: string) =>
  found(
    await tx
      .selectFrom('people.person')
      .select('id')
      .where('id', '=', personId)
      .where('erased_at', 'is', null)
      .executeTakeFirst(),
  )

async function hasKey(tx: Tx, causeId: string, doorId: string): Promise<boolean> {
  const { rows } = await sql`
    select from access.key_grant where cause = 'activity' and cause_id = ${causeId} and door_id = ${doorId}
      and state in ('wanted', 'provisioning', 'ready', 'active', 'failed')`.execute(tx)
  return rows.length > 0
}

async function given(
  tx: Tx,
  actor: Actor,
  door: DoorView,
  { ids, personId, cause }: { ids: readonly string[]; personId: string; cause: string },
  now: Temporal.Instant,
) {
  for (const id of ids)
    await audit(
      tx,
      actor,
      'access.key-given',
      { kind: 'access.key', id, hubId: door.hubId, personId },
      { door: door.id, cause },
    )
  await tellNewKeys(tx, ids, false, now)
}

export type ComingActivity = Span & { id: string; title: LocalText; roomName: LocalText }

/** What activities have behind a door from now on, the next one first. */
export async function comingActivities(
  on: Db | Tx,
  doorId: string,
  now: Temporal.Instant,
): Promise<ComingActivity[]> {
  const { rows } = await sql<Omit<ComingActivity, 'from' | 'to'> & { from: string; to: string }>`
    select b.id, coalesce(b.title, '{}') as title, r.name as "roomName", b.starts_at as "from", b.ends_at as "to"
    from rooms.booking b join rooms.room r on r.id = b.room_id
    where b.kind = 'activity' and b.state = 'booked' and b.ends_at > ${now.toString()}::timestamptz
      and b.room_id in (select room_id from access.room_door where door_id = ${doorId})
    order by b.starts_at, b.id limit 60`.execute(on)
  return rows.map((row) => ({ ...row, from: instantOf(row.from), to: instantOf(row.to) }))
}
