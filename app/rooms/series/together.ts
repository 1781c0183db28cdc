import type { Tx } from '#kernel'
import type { FreedTime } from '../waiting-list/freed.ts'

const running = new WeakMap<Tx, FreedTime[]>()

/** Takes note of a time that may be free when all dates have changed; false where it can be given away at once. */
export function freeLater(tx: Tx, time: FreedTime): boolean {
  const freed = running.get(tx)
  freed?.push(time)
  return freed !== undefined
}

/** A series that moves a week on takes the times it leaves: what is free is known when all its dates have moved. */
export async function together<T>(
  tx: Tx,
  verb: () => Promise<T>,
  giveAway: (time: FreedTime) => Promise<void>,
): Promise<T> {
  // Within a larger verb that does so already, the larger one gives away.
  if (running.has(tx)) return verb()
  const freed: FreedTime[] = []
  running.set(tx, freed)
  try {
    const answer = await verb()
    running.delete(tx)
    for (const time of freed) await giveAway(time)
    return answer
  } finally {
    running.delete(tx)
  }
}
