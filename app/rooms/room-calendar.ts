import { type CalendarEntry, calendarUid, config, type Lang, pick, urlIn } from '#kernel'
import type { BlockingBooking, BookingView } from './shapes.ts'
import { pageTexts } from './texts/pages.ts'

/** Never changes: mails, downloads and the subscribed calendar speak of one and the same entry. */
export const bookingUid = (bookingId: string) => calendarUid(`booking-${bookingId}`)

const placeOf = (booking: BookingView, lang: Lang) =>
  `${pick(booking.roomName, lang).text}, ${booking.hubName}`
const addressIn = (lang: Lang, path: string) => `${config.publicUrl}${urlIn(lang, path)}`
const over: readonly BookingView['state'][] = ['declined', 'cancelled', 'released', 'lapsed']

/** A booking in the calendar of whoever it belongs to. */
export function bookingEntry(booking: BookingView, lang: Lang): CalendarEntry {
  const room = pick(booking.roomName, lang).text
  const { state } = pageTexts[lang].booking
  const waits = booking.state === 'requested' || booking.state === 'correction'
  return {
    uid: bookingUid(booking.id),
    sequence: booking.version,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    title: [waits && `${state[booking.state]}:`, booking.purpose || room].filter(Boolean).join(' '),
    where: placeOf(booking, lang),
    url: addressIn(lang, `/me/bookings/${booking.id}`),
    cancelled: over.includes(booking.state),
  }
}

/** What anybody may see of a room's time: when it is taken, and by which activity; never by whom. */
export function takenEntry(booking: BlockingBooking | BookingView, lang: Lang): CalendarEntry {
  const t = pageTexts[lang].calendar
  const open = pick(booking.title, lang).text
  const taken = booking.kind === 'block' ? t.blocked : booking.state === 'booked' ? t.busy : t.requested
  return {
    uid: calendarUid(`taken-${booking.id}`),
    sequence: booking.version,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    title: open || taken,
    where: placeOf(booking, lang),
    url: addressIn(lang, `/rooms/${booking.roomId}`),
  }
}
