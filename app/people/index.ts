export {
  type Association,
  associationById,
  associationsByName,
  type HeldMandate,
  liveMandate,
  type MandateRole,
  mandatesIn,
  mandatesOf,
} from './associations/associations.ts'
export { type About, audit, auditView, type RequestActor } from './audit.ts'
export { nameActions, nameSubjects } from './audit-words.ts'
export { type Child, childrenOf, isGuardianOf } from './children.ts'
export { grantFirstAdministrator } from './first-administrator.ts'
export { follow, followersOf, isFollowing, stopFollowing, topicsOf, unfollow } from './follow.ts'
export { knowHubs } from './known-hubs.ts'
export { addressOf, type Letter, mailTo, wants } from './notify.ts'
export { afterStepUp } from './pages/step-up.ts'
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
export {
  collectPrivacy,
  type DataClass,
  type ExportSection,
  type Kept,
  type PrivacyPart,
} from './privacy/part.ts'
export { declineMessages, type MessageKind, namesOf } from './profile.ts'
export { findPeople } from './role-grants.ts'
export { actorOfRequest } from './sessions/sessions.ts'
export { clientKeyAge } from './sign-in/client-key-age.ts'
export { isDevelopmentIssuer, issuerUrl } from './sign-in/identity-provider.ts'
export { resealPeople } from './sign-in/reseal.ts'
export { associationTexts } from './texts/associations.ts'
export { verifiedAge } from './verified-age.ts'
/** Loaded by the demonstration only. */
export const sessionsForScripts = () => import('./development-issuer/sessions-for-scripts.ts')
