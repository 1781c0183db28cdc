import type { Handler } from 'hono'
import { hubNames } from '#hubs'
import { type CalendarEntry, calendarText, type Env, found, pick, type Visit, visitOf } from '#kernel'
import { mandatesOf } from '#people'
import { bookingById, bookingsOfHub, bookingsOfPerson, bookingsOfRoom, roomById } from './reads.ts'
import { bookingEntry, takenEntry } from './room-calendar.ts'
import { seriesById } from './series/series.ts'
import type { BookingView, Span } from './shapes.ts'
import { pageTexts } from './texts/pages.ts'
import { bookingSeen, rightTo } from './who-may.ts'

/** From yesterday, so that an evening is not wiped out at midnight, and as far as anybody may book. */
const shown = ({ now }: Visit): Span => ({
  from: now.subtract({ hours: 24 }),
  to: now.add({ hours: 24 * 730 }),
})

export type NamedCalendar = { name: string; entries: CalendarEntry[] }

/** When a room is taken, and by which activities; never by whom. */
export async function calendarOfRoom(c: Visit): Promise<NamedCalendar & { roomId: string }> {
  const id = (c.req.param('roomFile') ?? '').replace(/\.ics$/, '')
  const room = found(await roomById(c.db, id))
  found(room.state === 'draft' ? undefined : room)
  const taken = await bookingsOfRoom(c.db, room.id, shown(c), c.now)
  const name = pageTexts[c.lang].calendar.roomName(pick(room.name, c.lang).text, room.hubName)
  return { roomId: room.id, name, entries: said(taken, c) }
}

export async function calendarOfHubRooms(c: Visit, hubId: string): Promise<NamedCalendar> {
  const hub = found((await hubNames(c.db)).find(({ id }) => id === hubId))
  const taken = await bookingsOfHub(c.db, hubId, shown(c), { now: c.now })
  return { name: pageTexts[c.lang].calendar.hubName(hub.name), entries: said(taken, c) }
}

// Ten minutes that somebody looks at are nobody's calendar.
const said = (taken: readonly BookingView[], c: Visit) =>
  taken.filter(({ state }) => state !== 'held').map((booking) => takenEntry(booking, c.lang))

/** What somebody has booked, for themselves and for those they act for. */
export async function entriesOfPerson(c: Visit, personId: string): Promise<CalendarEntry[]> {
  const mandates = await mandatesOf(c.db, personId, c.today)
  const bookings = await bookingsOfPerson(c.db, personId, {
    from: shown(c).from,
    associationIds: mandates.map(({ associationId }) => associationId),
  })
  return bookings.map((booking) => bookingEntry(booking, c.lang))
}

/** One's booking, and with it every date it repeats on. */
export const calendarOfBooking: Handler<Env> = async (hono) => {
  const c = visitOf(hono)
  const booking = await bookingSeen(c, c.param('bookingId'))
  const series = booking.seriesId === null ? undefined : await seriesById(c.db, booking.seriesId)
  const others = await Promise.all(
    (series?.dates ?? []).filter(({ id }) => id !== booking.id).map(({ id }) => bookingById(c.db, id)),
  )
  // A date that went to another hub is for its owners’ eyes, not for this hub’s hosts.
  const { own } = await rightTo(c.db, c.actor, booking, c.now)
  const dates = others.flatMap((one) => (one && (own || one.hubId === booking.hubId) ? [one] : []))
  const bookings = [booking, ...dates]
  const entries = bookings.map((one) => bookingEntry(one, c.lang))
  return hono.body(calendarText(entries, { name: pick(booking.roomName, c.lang).text }), 200, {
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'attachment; filename="innbyggertorg.ics"',
    'cache-control': 'private, no-store',
  })
}
