import { type Actor, now as clock, type Tx } from '#kernel'
import { ruleFrom } from '#recurrence'
import { createActivity } from './create-activity.ts'
import { readSeries } from './series.ts'
import { needHost } from './who-may.ts'

/** Writes a new draft like an activity that was, from another first day on. Nobody is signed up for it. */
export async function copyActivity(
  tx: Tx,
  actor: Actor,
  { seriesId, start }: { seriesId: number; start: string },
  now: Temporal.Instant = clock(),
): Promise<{ id: number }> {
  const { wish } = await readSeries(tx, seriesId)
  needHost(actor, wish.hubId)
  return createActivity(
    tx,
    actor,
    { ...wish, opensAt: null, rule: ruleFrom(wish.rule, start) },
    now,
    seriesId,
  )
}
