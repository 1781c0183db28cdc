import { type App, config } from '#kernel'
import { acceptGuardianshipPage } from './pages/accept-guardianship.tsx'
import { associationPage } from './pages/association.tsx'
import { associationsPage } from './pages/associations.tsx'
import { auditPage } from './pages/audit.tsx'
import { childrenPage } from './pages/children.tsx'
import { erasePage } from './pages/erase.tsx'
import { ownAssociationsPage } from './pages/own-associations.tsx'
import { ownDataFile, ownDataPage } from './pages/own-data.tsx'
import { privacyPage } from './pages/privacy.tsx'
import { profilePage } from './pages/profile.tsx'
import { grantRolePage, rolesPage } from './pages/roles.tsx'
import { sessionsPage } from './pages/sessions.tsx'
import { signedOutPage, signOutPage } from './pages/sign-out.tsx'
import { afterStepUp } from './pages/step-up.ts'
import { signIn, stepUp } from './sign-in/begin.ts'
import { signInCallback } from './sign-in/callback.tsx'
import { backChannelLogout, frontChannelLogout } from './sign-in/logout.ts'

export function routes(app: App) {
  app.get('/sign-in', signIn)
  app.get('/sign-in/step-up', stepUp)
  app.get('/sign-in/callback', signInCallback)
  app.get('/sign-in/front-channel-logout', frontChannelLogout)
  app.post('/sign-in/back-channel-logout', backChannelLogout)
  app.all('/sign-out', signOutPage)
  app.all('/signed-out', signedOutPage)

  app.all('/me/profile', profilePage)
  app.all('/me/children', childrenPage)
  app.all('/me/guardian-invitations/:token', acceptGuardianshipPage)
  app.all('/me/sessions', sessionsPage)
  app.all('/me/associations', ownAssociationsPage)
  app.all('/me/data', ownDataPage)
  app.get('/me/data.json', ownDataFile)
  app.all('/me/data/erase', erasePage)
  app.all('/privacy', privacyPage)

  app.all('/staff/people/roles', rolesPage)
  app.all('/staff/people/roles/new', afterStepUp(grantRolePage))
  app.all('/staff/audit', auditPage)
  app.all('/staff/associations', associationsPage)
  app.all('/staff/associations/:id', associationPage)

  // Loaded when first asked for, and never in production.
  if (config.demonstration) {
    app.all('/development/issuer/*', async (hono) =>
      (await import('./development-issuer/mount.ts')).issuerHandler(hono),
    )
    app.all('/development/sign-in/:uid', async (hono, next) =>
      (await import('./development-issuer/persona-page.tsx')).personaPage(hono, next),
    )
  }
}
