import { cardsOn, type DateCard, noFilters } from '#activities'
import { type LocalText, startOfDay, type Visit } from '#kernel'
import { mandatesOf } from '#people'
import {
  type BookingView,
  bookingsOfHub,
  everyRoomOf,
  mayDecideAboutBookings,
  noteLook,
  type RoomView,
} from '#rooms'

/** Something that takes time at a hub, as much of it as the reader may know. */
export type Entry = {
  from: Temporal.Instant
  to: Temporal.Instant
  /** Of whom or what; null: taken, and that is all this reader is told. */
  title: LocalText | string | null
  href: string | null
  rooms: RoomView[]
  mark: 'own' | 'request' | 'cancelled' | null
  kind: 'activity' | 'booking' | 'block'
}

const mostDates = 400
const over = (cards: DateCard[]) => new Map(cards.map((card) => [card.id, card]))
const occurrenceOf = (about: string | null) => Number(/^activities\.occurrence:(\d+)$/.exec(about ?? '')?.[1])

/**
 * Activities and bookings of a hub from one day to another, both included, in order. A name is shown to its owner and to
 * those who run the hub's rooms, and their look is noted.
 */
export async function entriesOf(
  c: Visit,
  hubId: string,
  [first, last]: [Temporal.PlainDate, Temporal.PlainDate],
): Promise<{ entries: Entry[]; rooms: RoomView[] }> {
  const span = { from: startOfDay(first), to: startOfDay(last.add({ days: 1 })) }
  const inView = { ...noFilters, hubs: [hubId], from: first.toString(), to: last.toString() }
  const { personId } = c.actor
  const [dates, every, rooms, mandates] = await Promise.all([
    cardsOn(inView, null, c.now, { past: true, take: mostDates }),
    bookingsOfHub(c.db, hubId, span, { now: c.now }),
    everyRoomOf(c.db, hubId),
    personId ? mandatesOf(c.db, personId, c.today) : [],
  ])
  // Somebody is filling in a form: in ten minutes it is a booking or nothing.
  const bookings = every.filter((booking) => booking.state !== 'held')
  const runs = mayDecideAboutBookings(c.actor, hubId)
  if (runs) await noteLook(c.db, c.actor, 'rooms.view-bookings', bookings)
  const acts = new Set(mandates.map(({ associationId }) => associationId))
  const isOwn = ({ personId: owner, associationId }: BookingView) =>
    (personId !== null && owner === personId) || (associationId !== null && acts.has(associationId))
  const roomOf = new Map(rooms.map((room) => [room.id, room]))

  const held = bookings.filter(({ kind }) => kind === 'activity')
  const heldBy = Map.groupBy(held, ({ about }) => occurrenceOf(about))
  const shown = over(dates.items)
  const entries = [
    ...dates.items.map((date) => ofActivity(date, heldBy.get(date.id) ?? [], roomOf)),
    ...bookings
      .filter(({ kind, about }) => kind !== 'activity' || !shown.has(occurrenceOf(about)))
      .map((booking) => ofBooking(booking, { own: isOwn(booking), runs }, roomOf)),
  ]
  return {
    entries: entries.sort((a, b) => Temporal.Instant.compare(a.from, b.from)),
    rooms: rooms.filter((room) => room.state === 'open'),
  }
}

type RoomOf = ReadonlyMap<string, RoomView>
const roomsOfBookings = (bookings: readonly BookingView[], roomOf: RoomOf) =>
  bookings.flatMap(({ roomId }) => roomOf.get(roomId) ?? [])

const ofActivity = (date: DateCard, held: readonly BookingView[], roomOf: RoomOf): Entry => ({
  from: Temporal.Instant.from(date.startsAt),
  to: Temporal.Instant.from(date.endsAt),
  title: date.title,
  href: `/activities/${date.seriesId}?date=${date.id}`,
  rooms: roomsOfBookings(held, roomOf),
  mark: date.state === 'cancelled' ? 'cancelled' : null,
  kind: 'activity',
})

function ofBooking(
  booking: BookingView,
  { own, runs }: { own: boolean; runs: boolean },
  roomOf: RoomOf,
): Entry {
  const entry = {
    from: booking.startsAt,
    to: booking.endsAt,
    rooms: roomsOfBookings([booking], roomOf),
    kind: booking.kind,
    mark: own ? ('own' as const) : booking.state === 'booked' ? null : ('request' as const),
  }
  if (booking.kind !== 'booking') return { ...entry, title: booking.title, href: null }
  if (!own && !runs) return { ...entry, title: null, href: null }
  const who = booking.associationName ?? booking.personName ?? booking.forName
  const said = (runs && !own ? [who, booking.purpose] : [booking.purpose]).filter(Boolean).join(' · ')
  return {
    ...entry,
    title: said || null,
    href: runs ? `/staff/bookings/${booking.id}` : `/me/bookings/${booking.id}`,
  }
}

/** Whether it takes the room, itself or through another one that has a part of it. */
export const takes = (entry: Entry, room: RoomView) =>
  entry.rooms.some((one) => one.parts.some((part) => room.parts.includes(part)))

export const isOn = ({ from, to }: Pick<Entry, 'from' | 'to'>, date: Temporal.PlainDate) =>
  Temporal.Instant.compare(from, startOfDay(date.add({ days: 1 }))) < 0 &&
  Temporal.Instant.compare(to, startOfDay(date)) > 0
