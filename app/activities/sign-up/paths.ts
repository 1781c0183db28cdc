/** Where one signs up: for one date, or for a whole course when no date is named. */
export const signUpPath = (seriesId: number, occurrenceId: number | null) =>
  `/activities/${seriesId}/sign-up${occurrenceId === null ? '' : `?occurrence=${occurrenceId}`}`

export const peoplePath = (occurrenceId: number) => `/staff/occurrences/${occurrenceId}/people`
