import type { PrivacyPart } from '#people'
import { signUpPrivacy } from './sign-up/privacy.ts'

export const privacy: PrivacyPart = signUpPrivacy
