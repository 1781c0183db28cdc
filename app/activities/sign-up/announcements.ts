import { announcement } from '#kernel'

/**
 * A sign-up changed in a way its owner should hear of. It names a version, not what happened: the mail is written
 * from the row when it is sent, and only if the row still has that version, so nothing stale ever goes out.
 */
export const signUpChanged = announcement<{ signUpId: string; version: number }>('activities.sign-up-changed')

/** An evening of a course was given up, or taken back; the mail goes only if that is still so. */
export const eveningChanged = announcement<{
  signUpId: string
  occurrenceId: number
  absent: boolean
  version: number
}>('activities.evening-changed')

/** Somebody without account signed up again with an address that is signed up already: only the mail says so. */
export const signedUpAgain = announcement<{ signUpId: string; at: string }>('activities.signed-up-again')
