export * from './ages.ts'
export { type About, audit, auditView, type RequestActor } from './audit.ts'
export { knownHubs, knowHubs } from './known-hubs.ts'
export {
  hasSteppedUp,
  isAdministrator,
  isStaff,
  mayWorkAt,
  needAdministrator,
  needPerson,
  needStaff,
  needStepUp,
  type Role,
  roles,
} from './permission.ts'
export { endRole, grantFirstAdministrator, grantRole } from './role-grants.ts'
export { giveSessionCookie, readSessionCookie } from './sessions/session-cookie.ts'
export { actorOfRequest } from './sessions/sessions.ts'
export { resealPeople } from './sign-in/reseal.ts'
/** Loaded by the demonstration only. */
export const sessionsForScripts = () => import('./development-issuer/sessions-for-scripts.ts')
