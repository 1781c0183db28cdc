import { announcement } from '#kernel'
import type { AsItWas } from './as-it-was.ts'

/** What of a date is different now: whoever planned to come needs to know these, and only these. */
export type Difference = 'time' | 'place' | 'title'

export const activityPublished = announcement<{ seriesId: number }>('activities.published')

/**
 * One announcement per edit, whatever the number of dates: nobody wants ten mails about one decision. The host's message
 * stands in the dates; with a message alone, `what` is empty.
 */
export const occurrenceChanged = announcement<{
  seriesId: number
  occurrenceIds: number[]
  what: Difference[]
  /** Left out by code from before this was said. */
  before?: AsItWas[]
}>('activities.occurrence-changed')
/** Dates that were not there before: whoever is on a course is on these, too. */
export const datesAdded = announcement<{ seriesId: number; occurrenceIds: number[] }>(
  'activities.dates-added',
)
export const occurrenceCancelled = announcement<{ seriesId: number; occurrenceIds: number[] }>(
  'activities.occurrence-cancelled',
)
/** The whole activity, with the dates that go with it; those that were cancelled before have been told of. */
export const activityCancelled = announcement<{ seriesId: number; occurrenceIds: number[] }>(
  'activities.cancelled',
)
