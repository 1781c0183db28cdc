import type { LocalText } from '#kernel'

export type HoursKind = 'staffed' | 'staffless'
export const statuses = ['planned', 'temporary', 'open', 'closed'] as const
export type HubStatus = (typeof statuses)[number]

/** Dates and instants are ISO text: facts come straight out of the database as JSON and are shared between requests. */
export type HoursRow = {
  id: number
  /** null: the hub itself. */
  serviceId: string | null
  kind: HoursKind
  /** OpenStreetMap syntax, with PH and SH at the beginning of a rule. */
  osm: string
  /** First and last date, both included; null is open-ended. */
  validFrom: string | null
  validTo: string | null
  /** Public holidays are closed, unless the text itself speaks of PH. */
  closedOnHolidays: boolean
  /** Made up for the demonstration. Shown as such everywhere, and left out of what machines read as fact. */
  example: boolean
  note: LocalText | null
}

export type StatusPeriod = { status: HubStatus; from: string | null; to: string | null }

export type ClosureException = {
  id: number
  hubId: string
  /** null: the hub itself. */
  serviceId: string | null
  /** As if nothing had happened, its own hours while the closure lasts, or only a sentence. */
  hours: 'as-usual' | 'own' | 'note'
  osm: string | null
  note: LocalText | null
}

export type Closure = {
  id: number
  /** null: every hub. */
  hubId: string | null
  /** null: the whole hub. */
  serviceId: string | null
  /** `closed` shuts doors; `limited` is a notice: the doors keep their hours. */
  effect: 'closed' | 'limited'
  from: string
  /** null: until further notice. */
  until: string | null
  mayBeExtended: boolean
  reason: LocalText
  exceptions: ClosureException[]
}

export type SchoolHoliday = {
  id: number
  name: LocalText
  /** Both included. */
  from: string
  to: string
  proposal: boolean
}

/** Everything that decides when one hub and its services are open. */
export type HubFacts = {
  hubId: string
  serviceIds: string[]
  rows: HoursRow[]
  status: StatusPeriod[]
  /** Those that concern this hub. */
  closures: Closure[]
  schoolHolidays: SchoolHoliday[]
}

export const holds = (closure: Closure, hubId: string, serviceId: string | null) =>
  (closure.hubId === null || closure.hubId === hubId) &&
  (closure.serviceId === null || closure.serviceId === serviceId)

export const exceptionFor = (closure: Closure, hubId: string, serviceId: string | null) =>
  closure.exceptions.find((e) => e.hubId === hubId && e.serviceId === serviceId)
