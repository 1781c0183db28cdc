import type { App } from '#kernel'
import { mapRoutes } from './map/map-routes.ts'
import { hubListPage } from './pages/hub-list.tsx'

export function routes(app: App) {
  app.all('/hubs', hubListPage)
  mapRoutes(app)
}
