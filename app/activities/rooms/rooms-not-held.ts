import { announcement } from '#kernel'

/** Coming dates of an endless series were written and somebody else has their room: the hosts find another, or do without. */
export const roomsNotHeld = announcement<{ seriesId: number; occurrenceIds: number[] }>(
  'activities.rooms-not-held',
)
