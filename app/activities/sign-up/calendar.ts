import { config } from '#kernel'

export { type CalendarEntry, calendarText, occurrenceUid } from '../calendar/calendar-file.ts'

/** The date in the calendar of whoever signed up: their own entry, beside the public one. */
export const signUpUid = (signUpId: string, occurrenceId: number) =>
  `sign-up-${signUpId}-${occurrenceId}@${new URL(config.publicUrl).hostname}`
