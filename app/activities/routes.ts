import type { App } from '#kernel'
import { apiRoutes } from './api.ts'
import { stopFollowingPage } from './followers/stop-page.tsx'
import { cancelActivityPage, cancelDatePage } from './pages/cancel.tsx'
import { editActivityPage } from './pages/edit-activity.tsx'
import { editDatePage } from './pages/edit-date.tsx'
import { newActivityPage } from './pages/new-activity.tsx'
import { staffActivitiesPage } from './pages/staff-activities.tsx'
import { staffActivityPage } from './pages/staff-activity.tsx'
import { signUpRoutes } from './sign-up/routes.ts'

export function routes(app: App) {
  apiRoutes(app)
  signUpRoutes(app)
  app.all('/stop-following/:token', stopFollowingPage)
  app.all('/staff/activities', staffActivitiesPage)
  app.all('/staff/activities/new', newActivityPage)
  app.all('/staff/activities/:id', staffActivityPage)
  app.all('/staff/activities/:id/edit', editActivityPage)
  app.all('/staff/activities/:id/cancel', cancelActivityPage)
  app.all('/staff/activities/:id/dates/:occurrenceId', editDatePage)
  app.all('/staff/activities/:id/dates/:occurrenceId/cancel', cancelDatePage)
}
