import type { HubFacts } from './facts.ts'
import { dateAt, hoursBetween, spanOf, statusOn } from './hours-between.ts'

/** Something that happens at a hub, and which doors it counts on. */
export type Happening<Id = string> = {
  id: Id
  hubId: string
  from: Temporal.Instant
  to: Temporal.Instant
  /** `none`: its organiser has a key; only what shuts the whole hub stops it. */
  needs: 'staffed' | 'any' | 'none'
}
export type Hit<Id = string> = { id: Id; because: 'closed' | 'not-staffed' | 'not-open' }

/**
 * Which happenings a change takes the open door from: what was covered before and is not after, and what a closure
 * that was not there before falls upon. What never was covered is not hit by the change.
 */
export function hoursHit<Id>(
  before: HubFacts,
  after: HubFacts,
  happenings: readonly Happening<Id>[],
): Hit<Id>[] {
  return happenings.flatMap((happening) => {
    if (happening.hubId !== after.hubId) return []
    if (shut(after, happening) && !shut(before, happening)) return { id: happening.id, because: 'closed' }
    if (happening.needs === 'none' || !covered(before, happening) || covered(after, happening)) return []
    return { id: happening.id, because: happening.needs === 'staffed' ? 'not-staffed' : 'not-open' }
  })
}

const compare = Temporal.Instant.compare

function shut(facts: HubFacts, { from, to }: Happening<unknown>): boolean {
  const status = statusOn(facts, dateAt(from).toString())
  if (status === 'planned' || status === 'closed') return true
  return facts.closures.some((closure) => {
    if (closure.effect !== 'closed' || closure.serviceId !== null) return false
    if (closure.hubId !== null && closure.hubId !== facts.hubId) return false
    if (closure.exceptions.some((e) => e.hubId === facts.hubId && e.serviceId === null && e.hours !== 'note'))
      return false
    const span = spanOf(closure)
    return compare(span.from, to) < 0 && compare(from, span.to) < 0
  })
}

function covered(facts: HubFacts, { from, to, needs }: Happening<unknown>): boolean {
  const open = hoursBetween(facts, dateAt(from).subtract({ days: 1 }), dateAt(to))
    .flatMap((day) => day.hub.intervals)
    .filter((i) => needs === 'any' || i.state === 'staffed')
  let reached = from
  for (const i of open) if (compare(i.from, reached) <= 0 && compare(i.to, reached) > 0) reached = i.to
  return compare(reached, to) >= 0
}
