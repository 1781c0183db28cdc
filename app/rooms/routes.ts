import type { App } from '#kernel'
import { apiRoutes } from './api.ts'
import { calendarOfBooking } from './calendar-files.ts'
import { bookPage } from './pages/book.tsx'
import { findRoomPage } from './pages/find.tsx'
import { myBookingsPage } from './pages/my-bookings.tsx'
import { roomPage } from './pages/room.tsx'
import { waitPage } from './pages/wait.tsx'
import { staffRoutes } from './staff/routes.ts'

/** One's own booking is served by the portal, which puts its key beside it. */
export function routes(app: App) {
  apiRoutes(app)
  staffRoutes(app)
  app.all('/rooms', findRoomPage)
  // No dot: a room's calendar has the same address with an ending.
  app.all('/rooms/:roomId{[a-z0-9-]+}', roomPage)
  app.all('/rooms/:roomId{[a-z0-9-]+}/book', bookPage)
  app.all('/me/bookings', myBookingsPage)
  app.get('/me/bookings/:bookingId/calendar.ics', calendarOfBooking)
  app.all('/me/waits/:waitId', waitPage)
}
