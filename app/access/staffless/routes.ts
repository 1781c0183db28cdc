import type { App } from '#kernel'
import { ownStafflessPage } from './pages/own-staffless.tsx'
import { staffStafflessPage } from './pages/staff-staffless.tsx'

export function stafflessRoutes(app: App) {
  app.all('/me/staffless', ownStafflessPage)
  app.all('/staff/hubs/:hubId/staffless', staffStafflessPage)
}
