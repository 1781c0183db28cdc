import { type App, type Visit, visitOf } from '#kernel'
import { ownCalendarPage } from '../own-calendar/own-calendar-page.tsx'
import {
  activityCalendar,
  hubCalendar,
  hubRoomsCalendar,
  roomCalendar,
  whatsOnCalendar,
} from './calendar-feeds.ts'
import { whatsNew, whatsNewAtHub } from './news-feeds.ts'
import { ownCalendar } from './own-calendar-feed.ts'

/** Before the pages of hubs and activities: their addresses end in anything. */
export function feedRoutes(app: App) {
  const file = (path: string, answer: (c: Visit, name: string) => Promise<Response>) =>
    app.get(path, (hono) => answer(visitOf(hono), (hono.req.param('file') ?? '').replace(/\.\w+$/, '')))

  file('/activities.ics', whatsOnCalendar)
  file('/activities.atom', whatsNew)
  file('/hubs/:file{[a-z0-9-]{1,40}\\.ics}', hubCalendar)
  file('/hubs/:file{[a-z0-9-]{1,40}\\.atom}', whatsNewAtHub)
  file('/activities/:file{[1-9][0-9]{0,14}\\.ics}', (c, id) => activityCalendar(c, Number(id)))
  file('/calendar/:file{[A-Za-z0-9_-]{43}\\.ics}', ownCalendar)
  app.get('/hubs/:hubId/rooms.ics', (hono) => hubRoomsCalendar(visitOf(hono)))
  app.get('/rooms/:roomFile{[a-z0-9-]{1,60}\\.ics}', (hono) => roomCalendar(visitOf(hono)))
  app.all('/me/calendar', ownCalendarPage)
}
