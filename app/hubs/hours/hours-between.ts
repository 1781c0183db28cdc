import { instantAt, inZone, type LocalText, startOfDay } from '#kernel'
import {
  type Closure,
  exceptionFor,
  type HoursKind,
  type HoursRow,
  type HubFacts,
  type HubStatus,
  holds,
} from './facts.ts'
import { type Holiday, holidayOn } from './holidays.ts'
import { perFacts } from './per-facts.ts'
import { rowOnDate } from './row-days.ts'
import { speaksOfPublicHolidays } from './spelled-out.ts'

export type OpenInterval = {
  from: Temporal.Instant
  to: Temporal.Instant
  state: HoursKind
  /** Made up for the demonstration. */
  example: boolean
}

/** Why a day is not like others. */
export type Why =
  | { kind: 'status'; status: HubStatus }
  | { kind: 'holiday'; name: LocalText }
  | { kind: 'closure'; closure: Closure; note: LocalText | null; closed: boolean }
  | { kind: 'deviation'; note: LocalText | null }

/** One hub or one service on one date. */
export type OpenDay = {
  /** false: nobody has told us any hours that apply on this date. */
  known: boolean
  /** In order, never overlapping; staffless time is what is left when staff have gone home. */
  intervals: OpenInterval[]
  why: Why[]
}

export type HubDay = {
  date: Temporal.PlainDate
  holiday: Holiday | null
  schoolHoliday: LocalText | null
  hub: OpenDay
  services: Record<string, OpenDay>
}

const oneDay = perFacts<HubDay>(1000)
const daysAround = perFacts<readonly HubDay[]>(50)

/** The one answer about when a hub and its services are open, date by date, both ends included. */
export function hoursBetween(facts: HubFacts, from: Temporal.PlainDate, to: Temporal.PlainDate): HubDay[] {
  const days: HubDay[] = []
  for (let date = from; Temporal.PlainDate.compare(date, to) <= 0; date = date.add({ days: 1 }))
    days.push(hoursOn(facts, date))
  return days
}

export const hoursOn = (facts: HubFacts, date: Temporal.PlainDate): HubDay =>
  oneDay(facts, date.toString(), () => workOut(facts, date))

/** Yesterday, whose evening may still be running, today, and two weeks and a day ahead: what every page asks about. */
export const hoursAround = (facts: HubFacts, today: Temporal.PlainDate): readonly HubDay[] =>
  daysAround(facts, today.toString(), () =>
    hoursBetween(facts, today.subtract({ days: 1 }), today.add({ days: 15 })),
  )

/** The fourteen days that pages show, today first. */
export const twoWeeks = (facts: HubFacts, today: Temporal.PlainDate): readonly HubDay[] =>
  hoursAround(facts, today).slice(1, 15)

function workOut(facts: HubFacts, date: Temporal.PlainDate): HubDay {
  const iso = date.toString()
  const about = { facts, date, iso, holiday: holidayOn(date) }
  return {
    date,
    holiday: about.holiday,
    schoolHoliday: facts.schoolHolidays.find((h) => h.from <= iso && iso <= h.to)?.name ?? null,
    hub: openDay(about, null),
    services: Object.fromEntries(facts.serviceIds.map((id) => [id, openDay(about, id)])),
  }
}

type About = { facts: HubFacts; date: Temporal.PlainDate; iso: string; holiday: Holiday | null }

function openDay(about: About, serviceId: string | null): OpenDay {
  const status = statusOn(about.facts, about.iso)
  if (status === 'planned' || status === 'closed')
    if (serviceId === null || !about.facts.rows.some((row) => row.serviceId === serviceId))
      // A book machine may stand in a village whose hub is still being planned: a service's own hours are its own.
      return { known: true, intervals: [], why: [{ kind: 'status', status }] }

  const why: Why[] = []
  const staffed = ruling(about, serviceId, 'staffed', why)
  const staffless = ruling(about, serviceId, 'staffless', why)
  const planned = [
    ...(staffed?.intervals ?? []),
    ...without(staffless?.intervals ?? [], staffed?.intervals ?? []),
  ]
  const kept = cutByClosures(about, serviceId, planned, why)
  return { known: staffed !== null || staffless !== null, intervals: joined(kept), why }
}

export const statusOn = (facts: HubFacts, iso: string): HubStatus | null =>
  facts.status.find((period) => (period.from ?? '') <= iso && iso <= (period.to ?? '9999'))?.status ?? null

/** What the ruling row says; null when no row speaks about this date. */
function ruling({ facts, date, iso, holiday }: About, serviceId: string | null, kind: HoursKind, why: Why[]) {
  const row = narrowest(
    facts.rows.filter((r) => r.serviceId === serviceId && r.kind === kind && validOn(r, iso)),
  )
  if (!row) return null
  if (isDeviation(row)) why.push({ kind: 'deviation', note: row.note })
  if (holiday?.public && row.closedOnHolidays && !speaksOfPublicHolidays(row.osm)) {
    why.push({ kind: 'holiday', name: holiday.name })
    return { intervals: [] }
  }
  return { intervals: asInstants(row, kind, date, facts) }
}

const validOn = (row: HoursRow, iso: string) => (row.validFrom ?? '') <= iso && iso <= (row.validTo ?? '9999')
/** A dated deviation has an end; hours that begin some day and go on are simply the new hours. */
export const isDeviation = (row: HoursRow) => row.validTo !== null && row.validFrom !== null

/** The shortest period has the last word; between equals the one written last. */
function narrowest(rows: HoursRow[]): HoursRow | undefined {
  const length = (row: HoursRow) =>
    row.validFrom && row.validTo
      ? Temporal.PlainDate.from(row.validFrom).until(row.validTo, { largestUnit: 'day' }).days
      : Number.POSITIVE_INFINITY
  return rows.reduce<HoursRow | undefined>((best, row) => {
    if (!best) return row
    const [a, b] = [length(row), length(best)]
    if (a !== b) return a < b ? row : best
    const [from, bestFrom] = [row.validFrom ?? '', best.validFrom ?? '']
    if (from !== bestFrom) return from > bestFrom ? row : best
    return row.id > best.id ? row : best
  }, undefined)
}

/** The only place where a wall clock becomes a moment: what a clock change skips is empty, what it doubles counts once. */
function asInstants(
  row: HoursRow,
  kind: HoursKind,
  date: Temporal.PlainDate,
  facts: HubFacts,
): OpenInterval[] {
  return rowOnDate(row, date, facts.schoolHolidays)
    .map(({ from, to }) => ({
      from: instantAt(from.toPlainDate(), from.toPlainTime()),
      to: instantAt(to.toPlainDate(), to.toPlainTime()),
      state: kind,
      example: row.example,
    }))
    .filter(notEmpty)
}

const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) <= 0 ? a : b)
const later = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) >= 0 ? a : b)
const notEmpty = (i: { from: Temporal.Instant; to: Temporal.Instant }) =>
  Temporal.Instant.compare(i.from, i.to) < 0

type Span = { from: Temporal.Instant; to: Temporal.Instant }

function without(intervals: OpenInterval[], holes: readonly Span[]): OpenInterval[] {
  return holes.reduce<OpenInterval[]>(
    (left, hole) =>
      left.flatMap((i) =>
        [
          { ...i, to: earlier(i.to, hole.from) },
          { ...i, from: later(i.from, hole.to) },
        ].filter(notEmpty),
      ),
    intervals,
  )
}

const farFuture = Temporal.Instant.from('9999-12-31T00:00Z')
export const spanOf = (closure: Closure): Span => ({
  from: Temporal.Instant.from(closure.from),
  to: closure.until === null ? farFuture : Temporal.Instant.from(closure.until),
})

function cutByClosures(
  { facts, date }: About,
  serviceId: string | null,
  planned: OpenInterval[],
  why: Why[],
) {
  const day: Span = { from: startOfDay(date), to: startOfDay(date.add({ days: 1 })) }
  const touches = (a: Span, b: Span) => notEmpty({ from: later(a.from, b.from), to: earlier(a.to, b.to) })
  let kept = planned
  for (const closure of facts.closures) {
    if (!holds(closure, facts.hubId, serviceId)) continue
    const span = spanOf(closure)
    // An evening that runs into a closure of the day after ends there too.
    if (!touches(span, day) && !planned.some((i) => touches(span, i))) continue
    const exception = exceptionFor(closure, facts.hubId, serviceId)
    const shut = closure.effect === 'closed' && exception?.hours !== 'as-usual'
    why.push({
      kind: 'closure',
      closure,
      note: exception?.note ?? null,
      closed: shut && exception?.hours !== 'own',
    })
    if (!shut) continue
    kept = without(kept, [span])
    if (exception?.hours === 'own' && exception.osm)
      kept = [...kept, ...ownHours(exception.osm, date, facts, span)]
  }
  return kept
}

function ownHours(osm: string, date: Temporal.PlainDate, facts: HubFacts, span: Span): OpenInterval[] {
  const row: HoursRow = {
    id: 0,
    serviceId: null,
    kind: 'staffed',
    osm,
    validFrom: null,
    validTo: null,
    closedOnHolidays: true,
    example: false,
    note: null,
  }
  if (holidayOn(date)?.public && !speaksOfPublicHolidays(osm)) return []
  return asInstants(row, 'staffed', date, facts)
    .map((i) => ({ ...i, from: later(i.from, span.from), to: earlier(i.to, span.to) }))
    .filter(notEmpty)
}

function joined(intervals: OpenInterval[]): OpenInterval[] {
  const done: OpenInterval[] = []
  for (const next of [...intervals].sort((a, b) => Temporal.Instant.compare(a.from, b.from))) {
    const last = done.at(-1)
    const goesOn =
      last &&
      last.state === next.state &&
      last.example === next.example &&
      Temporal.Instant.compare(last.to, next.from) >= 0
    if (goesOn) done[done.length - 1] = { ...last, to: later(last.to, next.to) }
    else done.push(next)
  }
  return done
}

let asked: { instant: Temporal.Instant; date: Temporal.PlainDate } | undefined

/** The date whose hours may still be running at an instant begins at the latest the day before. */
export function dateAt(instant: Temporal.Instant): Temporal.PlainDate {
  // A page asks about each of its doors for the same moment.
  if (asked?.instant !== instant) asked = { instant, date: inZone(instant).toPlainDate() }
  return asked.date
}
