/** How long somebody has to answer, when the time is far enough away. */
const offerHours = 24
/** An offer ends so long before the start that the next in line can still come, */
const beforeStart = { hours: 2 } as const
/** but nobody gets less than this to answer in. */
const leastMinutes = 30

/** Until when an offer made now may be taken; none is made when too little time is left to answer and come. */
export function offerUntil(now: Temporal.Instant, startsAt: Temporal.Instant): Temporal.Instant | undefined {
  const least = now.add({ minutes: leastMinutes })
  if (Temporal.Instant.compare(least, startsAt) > 0) return undefined
  const day = now.add({ hours: offerHours })
  const near = startsAt.subtract(beforeStart)
  const usual = Temporal.Instant.compare(day, near) <= 0 ? day : near
  return Temporal.Instant.compare(usual, least) >= 0 ? usual : least
}

/**
 * The hold behind an offer outlives it by this, longer than the timer needs to pass the time on. Without it, whoever looks
 * in the very second an offer runs out would be quicker than those who wait.
 */
export const handOver = { minutes: 3 } as const

/** Live places in line per person, all rooms and hubs together. */
export const mostWaits = 10
