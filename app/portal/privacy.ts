import type { PrivacyPart } from '#people'
import { calendarPrivacy } from './own-calendar/privacy.ts'

export const privacyParts: readonly PrivacyPart[] = [calendarPrivacy]
