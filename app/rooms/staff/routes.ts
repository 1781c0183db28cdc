import type { App } from '#kernel'
import { bookingsFile, figuresFile } from './files.ts'
import { staffBookingPage } from './pages/booking.tsx'
import { staffBookingsPage } from './pages/bookings.tsx'
import { roomCalendarPage } from './pages/calendar.tsx'
import { editRoomPage } from './pages/edit-room.tsx'
import { editRulesPage } from './pages/edit-rules.tsx'
import { figuresPage } from './pages/figures.tsx'
import { newBlockPage } from './pages/new-block.tsx'
import { newBookingPage } from './pages/new-booking.tsx'
import { newRoomPage } from './pages/new-room.tsx'
import { roomPartsPage } from './pages/room-parts.tsx'
import { roomPicturesPage } from './pages/room-pictures.tsx'
import { staffRoomsPage } from './pages/rooms.tsx'
import { termsPage } from './pages/terms.tsx'

export function staffRoutes(app: App) {
  app.all('/staff/rooms', staffRoomsPage)
  app.all('/staff/rooms/new', newRoomPage)
  app.all('/staff/rooms/terms', termsPage)
  app.all('/staff/rooms/figures', figuresPage)
  app.get('/staff/rooms/figures.csv', figuresFile)
  app.all('/staff/rooms/:roomId{[a-z0-9-]+}', editRoomPage)
  app.all('/staff/rooms/:roomId{[a-z0-9-]+}/rules', editRulesPage)
  app.all('/staff/rooms/:roomId{[a-z0-9-]+}/parts', roomPartsPage)
  app.all('/staff/rooms/:roomId{[a-z0-9-]+}/pictures', roomPicturesPage)
  app.all('/staff/bookings', staffBookingsPage)
  app.get('/staff/bookings.csv', bookingsFile)
  app.all('/staff/bookings/new', newBookingPage)
  app.all('/staff/bookings/block', newBlockPage)
  app.all('/staff/bookings/:bookingId', staffBookingPage)
  app.all('/staff/hubs/:hubId/room-calendar', roomCalendarPage)
}
