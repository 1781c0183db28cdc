import { type Lang, pick } from '#kernel'
import type { BookingView } from '../shapes.ts'
import { staffTexts } from '../texts/staff.ts'

/** Who has the room, as its hosts say it: the association before the person, the title of an activity or a block. */
export function bookerName(booking: BookingView, lang: Lang): string {
  const t = staffTexts[lang]
  if (booking.kind !== 'booking') return pick(booking.title, lang).text || t.kinds[booking.kind]
  return booking.associationName ?? booking.forName ?? booking.personName ?? t.bookings.nobody
}
