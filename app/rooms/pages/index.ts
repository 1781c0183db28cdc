export { pageTexts as roomPageTexts } from '../texts/pages.ts'
export { BookingList, type MyBookings, readMyBookings, Waits } from './my-bookings.tsx'
export { type BookingPiece, ownBookingPage } from './own-booking.tsx'
export { RoomCards } from './room-cards.tsx'
