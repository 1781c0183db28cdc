import type { Closure, ClosureException, HoursRow, HubFacts, StatusPeriod } from '../hours/facts.ts'
import type { HoursWish } from './hours-wish.ts'

// Ids that no row has yet: later than every known one, so that a new row wins where periods are equally long.
const notYet = Number.MAX_SAFE_INTEGER

/** The facts of one hub as they will be when the wish has come true. */
export function factsAfter(facts: HubFacts, hubId: string, wish: HoursWish): HubFacts {
  switch (wish.kind) {
    case 'regular':
    case 'deviation':
      return facts.hubId === hubId ? { ...facts, rows: [...facts.rows, rowOf(wish)] } : facts
    case 'take-back':
      return facts.rows.some((row) => row.id === wish.rowId)
        ? { ...facts, rows: facts.rows.filter((row) => row.id !== wish.rowId) }
        : facts
    case 'new-end':
      return withClosure(facts, wish.closureId, (closure) => ({ ...closure, until: wish.until }))
    case 'call-off':
      return withClosure(facts, wish.closureId, () => null)
    case 'except':
      return facts.hubId === hubId
        ? withClosure(facts, wish.closureId, (closure) => ({
            ...closure,
            exceptions: [
              ...closure.exceptions.filter((e) => e.hubId !== hubId),
              ...numbered(wish.exceptions),
            ],
          }))
        : facts
    case 'status':
      return facts.hubId === hubId ? { ...facts, status: statusAfter(facts.status, wish) } : facts
    case 'close':
      return wish.everyHub || facts.hubId === hubId
        ? { ...facts, closures: [...facts.closures, closureOf(hubId, wish)] }
        : facts
  }
}

/** The very same facts when the closure is not theirs: that tells which hubs a change concerns. */
const withClosure = (facts: HubFacts, id: number, change: (closure: Closure) => Closure | null): HubFacts =>
  facts.closures.some((closure) => closure.id === id)
    ? {
        ...facts,
        closures: facts.closures.flatMap((closure) =>
          closure.id === id ? (change(closure) ?? []) : closure,
        ),
      }
    : facts

/** What was planned from the date on gives way; what was before ends the day before. */
const statusAfter = (periods: readonly StatusPeriod[], wish: HoursWish & { kind: 'status' }) => [
  ...periods
    .filter((period) => (period.from ?? '') < wish.from)
    .map((period) =>
      period.to !== null && period.to < wish.from ? period : { ...period, to: dayBefore(wish.from) },
    ),
  { status: wish.status, from: wish.from, to: null },
]

export const dayBefore = (iso: string): string =>
  Temporal.PlainDate.from(iso).subtract({ days: 1 }).toString()

const rowOf = (wish: HoursWish & { kind: 'regular' | 'deviation' }): HoursRow => ({
  id: notYet,
  serviceId: wish.serviceId,
  kind: wish.hours,
  osm: wish.osm,
  validFrom: wish.from,
  validTo: wish.kind === 'deviation' ? wish.to : null,
  closedOnHolidays: wish.closedOnHolidays,
  example: false,
  note: wish.note,
})

const closureOf = (hubId: string, wish: HoursWish & { kind: 'close' }): Closure => ({
  id: notYet,
  hubId: wish.everyHub ? null : hubId,
  serviceId: wish.serviceId,
  effect: wish.effect,
  from: wish.from,
  until: wish.until,
  mayBeExtended: wish.mayBeExtended,
  reason: wish.reason,
  exceptions: numbered(wish.exceptions),
})

const numbered = (exceptions: readonly Omit<ClosureException, 'id'>[]): ClosureException[] =>
  exceptions.map((exception, i) => ({ ...exception, id: notYet - i }))
