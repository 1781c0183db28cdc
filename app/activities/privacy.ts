import type { PrivacyPart } from '#people'
import { activityPrivacy } from './activity-privacy.ts'
import { signUpPrivacy } from './sign-up/privacy.ts'

export const privacyParts: readonly PrivacyPart[] = [signUpPrivacy, activityPrivacy]
