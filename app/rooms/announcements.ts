import { announcement } from '#kernel'

/**
 * A booking is not what it was: made, answered, moved, shortened, extended, cancelled, released, used. Whoever hears it reads
 * the booking as it is now; an older version has nothing more to say.
 */
export const bookingChanged = announcement<{ bookingId: string; version: number }>('rooms.booking-changed')

/** Time has come free in a room: somebody on its waiting list may get an offer. */
export const timeFreed = announcement<{ roomId: string; from: string; to: string }>('rooms.time-freed')

/** An offer to somebody who waits was made or has ended. */
export const waitChanged = announcement<{ waitId: string; version: number }>('rooms.wait-changed')
