import type { App } from '#kernel'
import { apiRoutes } from './api.ts'
import { mapRoutes } from './map/map-routes.ts'
import { editClosurePage, editClosuresPage, newClosurePage } from './pages/edit-closures.tsx'
import { editFacilitiesPage } from './pages/edit-facilities.tsx'
import { editFactsPage } from './pages/edit-facts.tsx'
import { editHoursPage } from './pages/edit-hours.tsx'
import { editPicturesPage } from './pages/edit-pictures.tsx'
import { editServicePage, editServicesPage } from './pages/edit-services.tsx'
import { editStatusPage } from './pages/edit-status.tsx'
import { hubListPage } from './pages/hub-list.tsx'
import { newHoursPage } from './pages/new-hours.tsx'
import { outsideServicesPage } from './pages/outside-services.tsx'
import { schoolHolidaysPage } from './pages/school-holidays.tsx'
import { pictureRoutes } from './pictures/picture-folder.ts'

export function routes(app: App) {
  apiRoutes(app)
  app.all('/hubs', hubListPage)
  mapRoutes(app)
  pictureRoutes(app)

  app.all('/staff/hubs/:hubId', editFactsPage)
  app.all('/staff/hubs/:hubId/facilities', editFacilitiesPage)
  app.all('/staff/hubs/:hubId/services', editServicesPage)
  app.all('/staff/hubs/:hubId/services/:serviceId', editServicePage)
  app.all('/staff/hubs/:hubId/hours', editHoursPage)
  app.all('/staff/hubs/:hubId/hours/new', newHoursPage)
  app.all('/staff/hubs/:hubId/closures', editClosuresPage)
  app.all('/staff/hubs/:hubId/closures/new', newClosurePage)
  app.all('/staff/hubs/:hubId/closures/:closureId{[0-9]+}', editClosurePage)
  app.all('/staff/hubs/:hubId/pictures', editPicturesPage)
  app.all('/staff/hubs/:hubId/status', editStatusPage)
  app.all('/staff/outside-services', outsideServicesPage)
  app.all('/staff/school-holidays', schoolHolidaysPage)
}
