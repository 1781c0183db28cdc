import { calendarUid } from '#kernel'

export const occurrenceUid = (occurrenceId: number) => calendarUid(`occurrence-${occurrenceId}`)
