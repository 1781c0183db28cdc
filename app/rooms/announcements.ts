import { announcement } from '#kernel'

/**
 * A booking is not what it was: made, answered, moved, shortened, extended, cancelled, released, used. Whoever hears it reads
 * the booking as it is now; an older version has nothing more to say.
 */
export const bookingChanged = announcement<{
  bookingId: string
  version: number
  /** One of several dates that changed together: their owner hears of all in one letter, said by `seriesChanged`. */
  inSeries?: true
}>('rooms.booking-changed')

/** Several dates of a series were booked, answered, moved or cancelled in one verb. */
export const seriesChanged = announcement<{
  seriesId: number
  version: number
  what: 'booked' | 'approved' | 'declined' | 'moved' | 'cancelled' | 'cancelled-by-host'
  bookingIds: string[]
}>('rooms.series-changed')

/** Time has come free in a room: somebody on its waiting list may get an offer. */
export const timeFreed = announcement<{ roomId: string; from: string; to: string }>('rooms.time-freed')

/** An offer to somebody who waits was made or has ended. */
export const waitChanged = announcement<{ waitId: string; version: number }>('rooms.wait-changed')
