export * from './announcements.ts'
export { type HubJson, type HubSummaryJson, hubSchema, hubSummarySchema } from './api-schemas.ts'
export { changeHours } from './changes/change-hours.ts'
export {
  draftHoursChange,
  type HoursChange,
  readHoursChange,
  whoMayChangeHours,
} from './changes/hours-change.ts'
export { type HoursWish, hoursWish } from './changes/hours-wish.ts'
export { inLanguages, textFrom } from './edit/in-languages.ts'
export { schoolHolidays } from './edit/school-holidays.ts'
export { findPlace, LookupDown } from './find/address-lookup.ts'
export { kilometres, type Point } from './find/nearest.ts'
export * from './hours/facts.ts'
export { type Holiday, holidayOn, holidaysIn, isPublicHoliday } from './hours/holidays.ts'
export {
  type HubDay,
  hoursBetween,
  hoursOn,
  isDeviation,
  type OpenDay,
  type OpenInterval,
  statusOn,
  type Why,
} from './hours/hours-between.ts'
export { type Happening, type Hit, hoursHit } from './hours/hours-hit.ts'
export { type OpenAt, openAt } from './hours/open-at.ts'
export { perFacts } from './hours/per-facts.ts'
export { tidyHours, whyNotHours } from './hours/why-not-hours.ts'
export { type Facts, factsOf, hoursFacts } from './hours-facts.ts'
export * from './hubs.ts'
export { hubForApi, hubsForApi } from './hubs-for-api.ts'
export { hubJsonLd } from './json-ld.ts'
export { loadMunicipality } from './load-municipality.ts'
export { TextInLanguages } from './pages/text-in-languages.tsx'
export { hangingPicture, picturesOfHubs } from './pictures/hanging.ts'
export { ClosureNotices, closuresInSight, sayPeriod } from './pieces/closure-notices.tsx'
export { ComingHours, DayHours, Times } from './pieces/hours-table.tsx'
export {
  HubAddress,
  HubContact,
  HubFacilities,
  HubPictures,
  HubProfile,
  Picture,
} from './pieces/hub-facts.tsx'
export { HubMap } from './pieces/hub-map.tsx'
export { HubServices } from './pieces/hub-services.tsx'
export { Example, OpenNow, Unknown } from './pieces/open-now.tsx'
export { SaidWish } from './pieces/said-wish.tsx'
export { sayOpen } from './pieces/say-open.ts'
