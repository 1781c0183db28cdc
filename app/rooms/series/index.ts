import { nameActions } from '#people'
import { seriesTexts } from '../texts/series.ts'

nameActions({ nb: seriesTexts.nb.actions, nn: seriesTexts.nn.actions, en: seriesTexts.en.actions })

export type { BookedDate, DatesWish } from './book-date.ts'
export { bookSeries, type SeriesWish } from './book-series.ts'
export { cancelSeries, type SeriesCancellation } from './cancel-series.ts'
export { dateChoices } from './date-choices.ts'
export { approveSeries, declineSeries } from './decide-series.ts'
export { moveSeries, type SeriesMove } from './move-series.ts'
export { type RefusedDate, refusedDatesOf } from './refused-dates.ts'
export {
  ruleToEdit,
  type Scope,
  type SeriesDate,
  type SeriesView,
  scopes,
  seriesById,
} from './series.ts'
export type { DateChoice, Place } from './series-plan.ts'
