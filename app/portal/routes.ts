import type { App } from '#kernel'
import { looksRoutes } from '#ui'
import { feedRoutes } from './feeds/routes.ts'
import { hubCalendarPage } from './hub-calendar/hub-calendar-page.tsx'
import { openRoutes } from './open/routes.ts'
import { aboutPage, accessibilityPage } from './pages/about.tsx'
import { activityPage } from './pages/activity.tsx'
import { deskPage } from './pages/desk.tsx'
import { feedbackPage, staffFeedbackPage } from './pages/feedback.tsx'
import { frontPage } from './pages/front.tsx'
import { hoursPreviewPage } from './pages/hours-preview.tsx'
import { hubPage } from './pages/hub.tsx'
import { myPage } from './pages/me.tsx'
import { myBookingPage } from './pages/my-booking.tsx'
import { searchPage } from './pages/search.tsx'
import { whatsOnPage } from './pages/whats-on.tsx'

export function routes(app: App) {
  // Before the pages of hubs and activities: `/hubs/borgen.ics` is no hub.
  feedRoutes(app)
  openRoutes(app)
  looksRoutes(app)
  app.all('/', frontPage)
  app.all('/activities', whatsOnPage)
  app.all('/activities/:id', activityPage)
  app.all('/hubs/:hubId', hubPage)
  app.all('/hubs/:hubId/calendar', hubCalendarPage)
  app.all('/search', searchPage)
  app.all('/me', myPage)
  app.all('/me/bookings/:bookingId', myBookingPage)
  app.all('/staff', deskPage)
  app.all('/staff/feedback', staffFeedbackPage)
  app.all('/staff/hubs/:hubId/hours/preview', hoursPreviewPage)
  app.all('/feedback', feedbackPage)
  app.all('/accessibility', accessibilityPage)
  app.all('/about', aboutPage)
}
