import { ownBookingPage } from '#rooms'

/** One's booking; what other modules have to say about it stands beside how to get in. */
export const myBookingPage = ownBookingPage()
