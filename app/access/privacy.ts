import type { PrivacyPart } from '#people'
import { keysPrivacy } from './keys-privacy.ts'
import { stafflessPrivacy } from './staffless/privacy-part.ts'

export const privacyParts: readonly PrivacyPart[] = [keysPrivacy, stafflessPrivacy]
