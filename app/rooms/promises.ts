import { isPublicHoliday } from '#hubs'
import { instantAt, inZone, startOfDay } from '#kernel'
import type { BookingView, Span } from './shapes.ts'

const compare = Temporal.Instant.compare

/** A request is answered within this many working days. */
export const answerWithin = 2
const endOfWork = Temporal.PlainTime.from('16:00')
/** Forvaltningsloven § 29: three weeks from when the decision reached whoever it is about. */
const weeksToAppeal = 3
/** Before the start, and until the booking ends. */
const checkInBefore = Temporal.Duration.from({ minutes: 15 })

const isWorkingDay = (date: Temporal.PlainDate) => date.dayOfWeek < 6 && !isPublicHoliday(date)

/**
 * When a host has answered at the latest: the end of the second working day after the one on which we were asked, and never
 * later than the start. What is running already is answered while it runs.
 */
export function answerBy(now: Temporal.Instant, { from, to }: Span): Temporal.Instant {
  let date = inZone(now).toPlainDate()
  for (let left = answerWithin; left > 0; ) {
    date = date.add({ days: 1 })
    if (isWorkingDay(date)) left--
  }
  const promised = instantAt(date, endOfWork)
  if (compare(promised, from) < 0) return promised
  return compare(now, from) < 0 ? from : to
}

/** A correction may be sent in until the end of the day that was named. */
export const endOfDay = (date: Temporal.PlainDate) => startOfDay(date.add({ days: 1 }))

export const appealUntil = (declinedAt: Temporal.Instant) =>
  endOfDay(inZone(declinedAt).toPlainDate().add({ weeks: weeksToAppeal }))

export const checkInFrom = (booking: Pick<BookingView, 'startsAt'>) =>
  booking.startsAt.subtract(checkInBefore)
