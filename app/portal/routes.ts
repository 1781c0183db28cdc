import type { App } from '#kernel'
import { looksRoutes } from '#ui'
import { aboutPage, accessibilityPage } from './pages/about.tsx'
import { feedbackPage, staffFeedbackPage } from './pages/feedback.tsx'

export function routes(app: App) {
  looksRoutes(app)
  app.all('/about', aboutPage)
  app.all('/accessibility', accessibilityPage)
  app.all('/feedback', feedbackPage)
  app.all('/staff/feedback', staffFeedbackPage)
}
