import { hoursChanged } from '#hubs'
import { every, type Job, listen, notifyInTurn } from '#kernel'
import { bookingChanged } from './announcements.ts'
import { bookingStands, tellThatItStands } from './booking-stands.ts'
import { markBookedMeanwhile } from './hours-hits.ts'
import { tellOfBooking } from './mails.ts'
import { bookingById } from './reads.ts'
import { seriesListens } from './series/listens.ts'
import type { BookingView } from './shapes.ts'
import { lapseRequests, releaseNoShows, remind } from './sweep-bookings.ts'
import { waitListens, waitTimers } from './waiting-list/listens.ts'

/** A commit that notifies waits for every other one: pages that show free times are cleared a moment later instead. */
const showTaken = ({ roomId, hubId }: BookingView) =>
  notifyInTurn({ pages: ['rooms', `room:${roomId}`, `hub:${hubId}`], live: `room:${roomId}` })

/** One job for both: a booking in the rush hour is three transactions, not four. */
async function showAndTell(
  payload: NonNullable<(typeof bookingChanged)['payload']>,
  job: Job,
): Promise<void> {
  const booking = await bookingById(job.db, payload.bookingId)
  if (!booking) return
  await showTaken(booking)
  await tellOfBooking(booking, payload, job)
}

export const listens = [
  listen(bookingChanged, 'rooms.tell-of-booking', showAndTell),
  listen(hoursChanged, 'rooms.mark-booked-meanwhile', markBookedMeanwhile),
  listen(bookingStands, 'rooms.tell-that-it-stands', tellThatItStands),
  ...seriesListens,
  ...waitListens,
]

export const timers = [
  every('* * * * *', 'rooms.lapse-requests', lapseRequests),
  every('* * * * *', 'rooms.release-no-shows', releaseNoShows),
  every('*/10 * * * *', 'rooms.remind', remind),
  ...waitTimers,
]
