import { hoursChanged } from '#hubs'
import { every, type Job, listen, notifyInTurn } from '#kernel'
import { bookingChanged } from './announcements.ts'
import { bookingStands, tellThatItStands } from './booking-stands.ts'
import { markBookedMeanwhile } from './hours-hits.ts'
import { tellOfBooking } from './mails.ts'
import { bookingById } from './reads.ts'
import { seriesListens } from './series/listens.ts'
import { lapseRequests, releaseNoShows, remind } from './sweep-bookings.ts'
import { waitListens, waitTimers } from './waiting-list/listens.ts'

/** A commit that notifies waits for every other one: pages that show free times are cleared a moment later instead. */
async function showTaken({ bookingId }: { bookingId: string }, { db }: Job): Promise<void> {
  const booking = await bookingById(db, bookingId)
  if (!booking) return
  const { roomId, hubId } = booking
  await notifyInTurn({ pages: ['rooms', `room:${roomId}`, `hub:${hubId}`], live: `room:${roomId}` })
}

export const listens = [
  listen(bookingChanged, 'rooms.show-taken', showTaken),
  listen(bookingChanged, 'rooms.tell-of-booking', tellOfBooking),
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
