import type { BookingView } from '../shapes.ts'

export type Request = {
  /** The first date, which a series is answered through. */
  first: BookingView
  dates: BookingView[]
}

/** Dates of one series are one request: they were asked for together and are answered together. */
export function requestsIn(bookings: readonly BookingView[]): Request[] {
  const bySeries = new Map<string, Request>()
  for (const booking of bookings) {
    const key = booking.seriesId === null ? booking.id : `series ${booking.seriesId}`
    const known = bySeries.get(key)
    if (known) known.dates.push(booking)
    else bySeries.set(key, { first: booking, dates: [booking] })
  }
  return [...bySeries.values()]
}

export const isOverdue = (booking: BookingView, now: Temporal.Instant) =>
  booking.state === 'requested' &&
  booking.answerBy !== null &&
  Temporal.Instant.compare(booking.answerBy, now) < 0
