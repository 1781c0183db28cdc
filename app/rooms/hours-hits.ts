import { factsOf, type Hit, type HubFacts } from '#hubs'
import {
  type Actor,
  announce,
  now as clock,
  type Db,
  found,
  type Job,
  type LocalText,
  sql,
  type Tx,
} from '#kernel'
import { audit, mayWorkAt, nameActions, needStaff } from '#people'
import { wayOf } from './booking-rules.ts'
import { bookingStands } from './booking-stands.ts'
import { cancelBooking } from './cancel-booking.ts'
import { hoursStateOf } from './hours-state.ts'
import { moveBooking } from './move-booking.ts'
import { bookingById, bookingsOfHub, everyRoomOf } from './reads.ts'
import { refusal } from './refusals.ts'
import type { HoursState } from './rule-set.ts'
import { sayDatesChanged } from './series/say-dates-changed.ts'
import type { BookingView, RoomView, Span } from './shapes.ts'
import { hoursTexts } from './texts/hours.ts'

nameActions({ nb: hoursTexts.nb.actions, nn: hoursTexts.nn.actions, en: hoursTexts.en.actions })

type Because = Hit['because']
export type HitBooking = BookingView & { because: Because }

const ever = Temporal.Instant.from('9999-01-01T00:00Z')
const doorIsOpen = (state: HoursState) => state === 'staffed' || state === 'staffless'

/**
 * Every coming booking and request at the hub that the change shuts out: the hub closes over it, or the door it counted on
 * is not open any more and its room is not one to let oneself into at that hour. Blocks need no door, and what activities
 * hold follows the activity.
 */
export async function whatHoursHitRooms(
  on: Db | Tx,
  { before, after }: { before: HubFacts; after: HubFacts },
  now = clock(),
): Promise<HitBooking[]> {
  const coming = await bookingsOfHub(on, after.hubId, { from: now, to: ever }, { now })
  const bookings = coming.filter((one) => one.kind === 'booking' && one.state !== 'held')
  if (bookings.length === 0) return []
  const rooms = new Map((await everyRoomOf(on, after.hubId)).map((room) => [room.id, room]))
  return bookings.flatMap((booking) => {
    const then = hoursStateOf(before, spanOf(booking))
    const because = whyHit(booking, rooms.get(booking.roomId), then, hoursStateOf(after, spanOf(booking)))
    return because ? { ...booking, because } : []
  })
}

const spanOf = ({ startsAt, endsAt }: BookingView): Span => ({ from: startsAt, to: endsAt })

function whyHit(
  booking: BookingView,
  room: RoomView | undefined,
  then: HoursState,
  now: HoursState,
): Because | undefined {
  if (now === then) return undefined
  if (now === 'closed') return 'closed'
  if (!doorIsOpen(then) || now === 'staffed' || (room && wayOf(room, booking, now) === 'instant'))
    return undefined
  return doorIsOpen(now) ? 'not-staffed' : 'not-open'
}

/** What the host decides about one booking. */
export type RoomHoursChoice = { bookingId: string } & (
  | { choice: 'keep'; because: Because }
  /** Stands on the hosts' desk until somebody answers. */
  | { choice: 'later'; because: Because }
  | { choice: 'cancel'; because: Because; message: LocalText | null }
  | ({ choice: 'move'; because: Because; roomId?: string; message: LocalText | null } & Span)
)

/**
 * Moves, cancels or keeps each booking that a change of hours hit, or leaves it marked for later: all of them, or none when
 * one cannot be. Several dates of a series that go the same way are told of in one letter.
 */
export async function resolveRoomHits(
  tx: Tx,
  actor: Actor,
  choices: readonly RoomHoursChoice[],
  now = clock(),
): Promise<void> {
  if (choices.length === 0) return
  const ids = choices.map(({ bookingId }) => bookingId)
  const moveTo = choices.flatMap((one) => (one.choice === 'move' && one.roomId ? [one.roomId] : []))
  await sql`select rooms.hold_parts(array(
    select part_id from rooms.occupancy where booking_id = any(${ids}::uuid[])
    union select part_id from rooms.room_part where room_id = any(${moveTo}::text[])))`.execute(tx)
  const together = await datesTogether(tx, choices)
  for (const choice of choices) {
    const told = together.some(({ bookingIds }) => bookingIds.includes(choice.bookingId))
    const how = told ? { inSeries: true as const } : {}
    if (choice.choice === 'keep') await keepBooking(tx, actor, choice.bookingId, now, choice.because)
    else if (choice.choice === 'later') await leaveForLater(tx, actor, choice.bookingId, choice.because)
    else if (choice.choice === 'cancel') {
      const message = choice.message ?? hoursTexts.why[choice.because]
      await cancelBooking(tx, actor, choice.bookingId, { message }, now, how)
    } else
      await moveBooking(
        tx,
        actor,
        choice.bookingId,
        { ...choice, overrideReason: whyMoved(choice) },
        now,
        how,
      )
  }
  for (const { seriesId, what, bookingIds } of together)
    await sayDatesChanged(tx, { seriesId, what, bookingIds })
}

const whyMoved = ({ message, because }: { message: LocalText | null; because: Because }) =>
  Object.values(message ?? hoursTexts.why[because]).find((text) => text?.trim())

type DatesTogether = { seriesId: number; what: 'moved' | 'cancelled-by-host'; bookingIds: string[] }

/** Dates of a series with the same answer, where there are several. */
async function datesTogether(tx: Tx, choices: readonly RoomHoursChoice[]): Promise<DatesTogether[]> {
  const groups = new Map<string, DatesTogether>()
  for (const { bookingId, choice } of choices) {
    if (choice !== 'cancel' && choice !== 'move') continue
    const seriesId = (await bookingById(tx, bookingId))?.seriesId
    if (seriesId == null) continue
    const what = choice === 'move' ? 'moved' : 'cancelled-by-host'
    const key = `${seriesId} ${what}`
    const group = groups.get(key) ?? { seriesId, what, bookingIds: [] }
    groups.set(key, { ...group, bookingIds: [...group.bookingIds, bookingId] })
  }
  return [...groups.values()].filter(({ bookingIds }) => bookingIds.length > 1)
}

/** The door is seen to: those who come hear that the booking stands. */
export async function keepBooking(
  tx: Tx,
  actor: Actor,
  id: string,
  now = clock(),
  because?: Because,
): Promise<void> {
  const booking = found(await bookingById(tx, id))
  needStaff(actor, booking.hubId, 'host', 'hub-leader')
  if (booking.state === 'cancelled' || Temporal.Instant.compare(booking.endsAt, now) <= 0)
    throw refusal('rooms.not-on')
  // A host says yes to it as the hours are now.
  const state = hoursStateOf(found(await factsOf(tx, booking.hubId)), spanOf(booking))
  const { rows } = await sql<{ version: number }>`
    update rooms.booking set attention = null, hours_state = ${state}, version = version + 1 where id = ${id}::uuid returning version`.execute(
    tx,
  )
  const version = rows[0]?.version ?? 0
  await announce(tx, bookingStands, { bookingId: id, version, because: because ?? booking.attention })
  await audit(tx, actor, 'rooms.kept', {
    kind: 'booking',
    id,
    hubId: booking.hubId,
    personId: booking.personId,
  })
}

/** Whoever changes the hours may leave the answer to the hub's hosts. */
async function leaveForLater(tx: Tx, actor: Actor, id: string, because: Because): Promise<void> {
  const booking = found(await bookingById(tx, id))
  needStaff(actor, booking.hubId, 'host', 'hub-leader', 'editor')
  await sql`update rooms.booking set attention = ${because} where id = ${id}::uuid`.execute(tx)
}

const justNow = { hours: 1 }

/**
 * Whoever booked while a change of hours was being made was asked about the old ones, and stood on nobody's list: their
 * booking goes to the hosts' desk.
 */
export async function markBookedMeanwhile({ hubIds }: { hubIds: string[] }, { db, now }: Job): Promise<void> {
  for (const hubId of hubIds) {
    const facts = await factsOf(db, hubId)
    const coming = await bookingsOfHub(db, hubId, { from: now, to: ever }, { now })
    const fresh = coming.filter(
      ({ kind, state, attention, createdAt }) =>
        kind === 'booking' &&
        state !== 'held' &&
        attention === null &&
        Temporal.Instant.compare(createdAt, now.subtract(justNow)) > 0,
    )
    if (!facts || fresh.length === 0) continue
    const rooms = new Map((await everyRoomOf(db, hubId)).map((room) => [room.id, room]))
    for (const booking of fresh) {
      const because = whyHit(
        booking,
        rooms.get(booking.roomId),
        booking.hoursState,
        hoursStateOf(facts, spanOf(booking)),
      )
      if (because)
        await sql`update rooms.booking set attention = ${because}
          where id = ${booking.id}::uuid and version = ${booking.version} and attention is null`.execute(db)
    }
  }
}

/** Those who run a hub's rooms decide about its bookings; others who may change its hours leave it to them. */
export const mayDecideAboutBookings = (actor: Actor, hubId: string) =>
  mayWorkAt(actor, hubId, 'host', 'hub-leader')
