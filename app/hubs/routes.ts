import type { App } from '#kernel'
import { apiRoutes } from './api.ts'
import { mapRoutes } from './map/map-routes.ts'
import { hubListPage } from './pages/hub-list.tsx'

export function routes(app: App) {
  apiRoutes(app)
  app.all('/hubs', hubListPage)
  mapRoutes(app)
}
