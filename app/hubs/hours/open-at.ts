import type { HubFacts } from './facts.ts'
import { dateAt, hoursAround, type OpenDay, type OpenInterval, type Why } from './hours-between.ts'

export type OpenAt = {
  /** `unknown`: nobody has told us the hours; `closed` is knowledge. */
  state: 'staffed' | 'staffless' | 'closed' | 'unknown'
  example: boolean
  /** When this state ends, if it does within two weeks. */
  until: Temporal.Instant | null
  /** The next opening, when there is one within two weeks. */
  next: OpenInterval | null
  /** What explains the day, most weighty last. */
  why: Why[]
}

const daysAhead = 14

/** What a door sign would say at an instant: of the hub, or of one of its services. */
export function openAt(facts: HubFacts, instant: Temporal.Instant, serviceId: string | null = null): OpenAt {
  const days = hoursAround(facts, dateAt(instant))
  const dayOf = (offset: number): OpenDay => {
    const day = days[offset + 1]
    if (!day) return unknownDay
    return serviceId === null ? day.hub : (day.services[serviceId] ?? unknownDay)
  }
  const current = dayOf(0)
  const running = [...dayOf(-1).intervals, ...current.intervals].find((i) => contains(i, instant))
  if (!running) {
    const next = firstAfter(instant, dayOf)
    const known = current.known || next !== null
    return {
      state: known ? 'closed' : 'unknown',
      example: next?.example ?? false,
      until: next?.from ?? null,
      next,
      why: current.why,
    }
  }
  const until = endOf(running, dayOf)
  const next = until && firstAfter(until, dayOf, running.state)
  return { state: running.state, example: running.example, until, next, why: current.why }
}

const unknownDay: OpenDay = { known: false, intervals: [], why: [] }
const compare = Temporal.Instant.compare
const contains = (i: OpenInterval, instant: Temporal.Instant) =>
  compare(i.from, instant) <= 0 && compare(instant, i.to) < 0

function firstAfter(
  instant: Temporal.Instant,
  dayOf: (offset: number) => OpenDay,
  not?: OpenInterval['state'],
) {
  for (let offset = 0; offset <= daysAhead; offset++) {
    const next = dayOf(offset).intervals.find(
      (i) => compare(i.from, instant) >= 0 && (!not || compare(i.from, instant) > 0 || i.state !== not),
    )
    if (next) return next
  }
  return null
}

/** Follows the same state over midnight: a door open round the clock has no end to announce. */
function endOf(running: OpenInterval, dayOf: (offset: number) => OpenDay): Temporal.Instant | null {
  let end = running.to
  for (let offset = 0; offset <= daysAhead; offset++) {
    for (const i of dayOf(offset).intervals) if (i.state === running.state && contains(i, end)) end = i.to
    if (
      compare(end, running.from) > 0 &&
      !dayOf(offset + 1).intervals.some((i) => i.state === running.state && contains(i, end))
    )
      return end
  }
  return null
}
