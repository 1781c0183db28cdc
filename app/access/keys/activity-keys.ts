import { sql, systemActor, type Tx } from '#kernel'
import { doorById } from '../doors.ts'
import { report } from '../reports.ts'
import { wishKey } from '../wish-key.ts'
import { type Booking, bookings, neighboursOf } from './bookings.ts'
import { takeBack } from './take-back.ts'
import { tellNewKeys } from './tell-new-keys.ts'
import { tellTakenBack } from './tell-taken-back.ts'
import { keyWindow } from './window.ts'

type Given = {
  id: string
  causeId: string
  causeVersion: number
  doorId: string
  personId: string | null
  givenBy: string | null
}

/** An activity has one key for each person at a door, whichever of its rooms the door leads to. */
export const activityCause = (about: string, personId: string) => `${about}:${personId}`

/** The room of an activity that a door leads to, while it has it. */
async function bookingBehind(
  tx: Tx,
  about: string,
  doorId: string,
  now: Temporal.Instant,
): Promise<Booking | undefined> {
  const [booking] = await bookings(
    tx,
    sql`b.about = ${about} and b.kind = 'activity' and b.state = 'booked'
      and b.ends_at > ${now.toString()}::timestamptz
      and b.room_id in (select room_id from access.room_door where door_id = ${doorId})`,
  )
  return booking
}

/**
 * The keys that hosts gave to an activity follow it in time. Where its room is not behind their door any more, or it is cancelled,
 * they are taken back: to which other door whom, a host decides.
 */
export async function keysOfActivity(tx: Tx, about: string, now: Temporal.Instant): Promise<void> {
  // Who follows at once waits here, and reads the activity as it is then: versions of different bookings cannot be compared.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`activity-keys:${about}`}, 0))`.execute(tx)
  const { rows } = await sql<Given>`
    select g.id, g.cause_id as "causeId", g.cause_version as "causeVersion", g.door_id as "doorId",
      g.person_id as "personId", g.given_by as "givenBy"
    from access.key_grant g
    where g.cause = 'activity' and g.booking_id in (select id from rooms.booking where about = ${about})
      and g.to_at > ${now.toString()}::timestamptz
      and g.state in ('wanted', 'provisioning', 'ready', 'active', 'failed') order by g.id`.execute(tx)
  for (const key of rows) await follow(tx, about, key, now)
}

async function follow(tx: Tx, about: string, key: Given, now: Temporal.Instant) {
  const door = await doorById(tx, key.doorId)
  const booking = await bookingBehind(tx, about, key.doorId, now)
  const window =
    booking && door?.state === 'open'
      ? keyWindow(booking, await neighboursOf(tx, booking), door.alarm)
      : undefined
  if (!booking || !window) {
    if (booking && door?.state === 'open')
      await report(tx, { doorId: key.doorId, kind: 'not-set', detail: 'alarm' }, now)
    const reason = booking ? 'moved' : 'cancelled'
    if (await takeBack(tx, systemActor, key.id, { reason }, now)) await tellTakenBack(tx, key.id, null, now)
    return
  }
  const id = await wishKey(
    tx,
    {
      cause: 'activity',
      causeId: key.causeId,
      causeVersion: Math.max(key.causeVersion, booking.version),
      bookingId: booking.id,
      doorId: key.doorId,
      personId: key.personId,
      givenBy: key.givenBy,
      startsAt: booking.from,
      ...window,
    },
    now,
  )
  if (id !== key.id) await tellNewKeys(tx, [id], true, now)
}
