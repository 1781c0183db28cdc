import type { Filters } from './filters.ts'
import { listedFrom } from './whats-on.ts'

/** Dates with their series; with their places only when the filters ask about them. */
export const datesFrom = (filters: Filters) =>
  filters.seats ? listedFrom : 'activities.occurrence o join activities.series s on s.id = o.series_id'
