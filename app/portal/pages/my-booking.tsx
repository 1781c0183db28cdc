import { keysOfBooking, MyKeys } from '#access'
import { ownBookingPage } from '#rooms'

/** One's booking, and beside how to get in: one's own key to it. */
export const myBookingPage = ownBookingPage(async (booking, c) => {
  const keys = await keysOfBooking(c.db, booking.id)
  const mine = keys.filter(({ personId }) => personId === c.actor.personId)
  return mine.length > 0 ? <MyKeys keys={mine} c={c} /> : null
})
