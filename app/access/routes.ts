import { type App, config } from '#kernel'
import { agentRoutes } from './agent-sync.ts'
import keyWorker from './offline/key-worker.js?raw'
import { doorPage } from './pages/door.tsx'
import { doorLogPage } from './pages/door-log.tsx'
import { doorsPage } from './pages/doors.tsx'
import { keyPagePage } from './pages/key.tsx'
import { myKeysPage } from './pages/my-keys.tsx'
import { pairPage } from './pages/pair.tsx'
import { revokePage } from './pages/revoke.tsx'
import { simulatedLockPage } from './pages/simulated-lock.tsx'
import { doorSetUpPage, newDoorPage } from './set-up/pages/door-set-up.tsx'
import { giveKeyPage } from './set-up/pages/give-key.tsx'
import { stafflessRoutes } from './staffless/routes.ts'

export function routes(app: App) {
  app.all('/me/keys', myKeysPage)
  // One worker for every language: each registers it for its own key pages.
  app.get('/me/keys/worker.js', (hono) =>
    hono.body(keyWorker, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'service-worker-allowed': '/',
    }),
  )
  app.all('/me/keys/:grantId', keyPagePage)
  app.all('/staff/doors', doorsPage)
  app.all('/staff/doors/new', newDoorPage)
  app.all('/staff/doors/:doorId', doorPage)
  app.all('/staff/doors/:doorId/edit', doorSetUpPage)
  app.all('/staff/doors/:doorId/give', giveKeyPage)
  app.all('/staff/doors/:doorId/log', doorLogPage)
  app.all('/staff/doors/:doorId/pair', pairPage)
  app.all('/staff/doors/:doorId/keys/:grantId', revokePage)
  agentRoutes(app)
  stafflessRoutes(app)
  if (config.demonstration) app.all('/development/locks/:doorId', simulatedLockPage)
}
