import { type Db, instantOf, inTransaction, preparedOn, sql, systemActor, type Tx } from '#kernel'
import { type DoorView, doorsOfRoom } from '../doors.ts'
import { report } from '../reports.ts'
import { wishKey } from '../wish-key.ts'
import { keysOfActivity } from './activity-keys.ts'
import { type Booking, bookings, neighboursOf } from './bookings.ts'
import { takeBack } from './take-back.ts'
import { tellNewKeys } from './tell-new-keys.ts'
import { type KeyWindow, keyWindow, type Span } from './window.ts'

// Most rooms have no digital lock, and holds come and go: those are over with one question, asked at every booking.
const concerning = preparedOn<{ id: string }>(
  'access.concerns-doors',
  `select b.id from rooms.booking b where b.id = $1::uuid and (
     exists (select from access.key_grant g where g.booking_id = b.id)
     or (b.state <> 'held' and exists (select from rooms.room_part mine
       join rooms.room_part other on other.part_id = mine.part_id
       join access.room_door d on d.room_id = other.room_id where mine.room_id = b.room_id)))`,
)

/**
 * A booking is not what it was: its keys follow, and those of its neighbours, whose windows it cuts. Hearing of an older version
 * does no harm: the booking is read as it is now.
 */
export async function keysFollowBooking(
  { bookingId }: { bookingId: string },
  { db, now }: { db: Db; now: Temporal.Instant },
): Promise<void> {
  if ((await concerning(db, bookingId)).length === 0) return
  const [booking] = await bookings(db, sql`b.id = ${bookingId}`)
  if (!booking) return
  await inTransaction((tx) => keysOfOneBooking(tx, booking.id, now))
  // Also those it was beside before it moved: their windows may be wider now.
  const { rows: had } = await sql<Span & { roomId: string }>`
    select distinct g.from_at as "from", g.to_at as "to" from access.key_grant g
    where g.booking_id = ${bookingId} and g.to_at > ${now.toString()}::timestamptz`.execute(db)
  const beside = await neighboursOf(db, booking)
  const before = (
    await Promise.all(
      had.map((span) =>
        neighboursOf(db, { ...booking, from: instantOf(String(span.from)), to: instantOf(String(span.to)) }),
      ),
    )
  ).flat()
  const ids = new Set([...beside, ...before].map((one) => one.id))
  for (const id of [...ids].sort()) await inTransaction((tx) => keysOfOneBooking(tx, id, now))
}

/** Windows that a neighbour had cut are wider when it has gone to another room: it is no neighbour any more that could tell. */
export async function widenWindows(db: Db, now: Temporal.Instant): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select distinct booking_id as id from access.key_grant
    where booking_id is not null and cut_by && '{before,after}'::text[] and from_at > ${now.toString()}::timestamptz
      and state in ('wanted', 'provisioning', 'ready', 'active', 'failed') order by 1`.execute(db)
  for (const { id } of rows) await inTransaction((tx) => keysOfOneBooking(tx, id, now))
}

/** Gives one booking the keys it should have now, and takes back those it should not. Its holder hears of it in one mail. */
export async function keysOfOneBooking(tx: Tx, bookingId: string, now: Temporal.Instant): Promise<void> {
  const [booking] = await bookings(tx, sql`b.id = ${bookingId}`)
  if (!booking) return
  if (booking.about) await keysOfActivity(tx, booking.about, now)
  const wanted = isForKey(booking, now) ? await windowsOf(tx, booking, now) : []
  const held = await liveKeys(tx, bookingId)
  const elsewhere = held.filter((key) => !wanted.some(({ door }) => door.id === key.doorId))
  for (const key of elsewhere)
    await takeBack(tx, systemActor, key.id, { reason: wanted.length > 0 ? 'moved' : 'cancelled' }, now)
  const fresh: string[] = []
  for (const [place, { door, window }] of wanted.entries()) {
    const id = await wishKey(
      tx,
      {
        cause: 'booking',
        causeId: booking.id,
        causeVersion: booking.version,
        bookingId: booking.id,
        doorId: door.id,
        personId: booking.personId,
        startsAt: booking.from,
        ...window,
        replaces: (elsewhere[place] ?? elsewhere[0])?.id,
      },
      now,
    )
    if (!held.some((key) => key.id === id)) fresh.push(id)
  }
  await tellNewKeys(tx, fresh, held.length > 0, now)
}

/** Only what is booked, by somebody, and is not over: requests and holds open nothing; to activities hosts give keys by hand. */
const isForKey = (booking: Booking, now: Temporal.Instant) =>
  booking.kind === 'booking' && booking.state === 'booked' && Temporal.Instant.compare(booking.to, now) > 0

/** The doors on the way to the room, and when each may be opened. One that has its alarm on all the time has no key. */
async function windowsOf(tx: Tx, booking: Booking, now: Temporal.Instant) {
  const neighbours = await neighboursOf(tx, booking)
  const open: { door: DoorView; window: KeyWindow }[] = []
  for (const door of await doorsOfRoom(tx, booking.roomId)) {
    const window = keyWindow(booking, neighbours, door.alarm)
    if (window) open.push({ door, window })
    else await report(tx, { doorId: door.id, kind: 'not-set', detail: 'alarm' }, now)
  }
  return open
}

async function liveKeys(tx: Tx, bookingId: string): Promise<{ id: string; doorId: string }[]> {
  const { rows } = await sql<{ id: string; doorId: string }>`
    select id, door_id as "doorId" from access.key_grant
    where cause = 'booking' and cause_id = ${bookingId}
      and state in ('wanted', 'provisioning', 'ready', 'active', 'failed') order by id`.execute(tx)
  return rows
}
