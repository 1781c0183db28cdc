import type { PrivacyPart } from '#people'
import { feedbackPrivacy } from './feedback-privacy.ts'
import { calendarPrivacy } from './own-calendar/privacy.ts'

export const privacyParts: readonly PrivacyPart[] = [calendarPrivacy, feedbackPrivacy]
