import { z } from 'zod'
import { seal, unseal } from '#kernel'

/** Whose mail it was, and what it was sent for. */
const stopShape = z.object({ personId: z.uuid(), topics: z.array(z.string()).min(1).max(200) })
export type Stop = z.output<typeof stopShape>

/** Nothing is stored: the link itself says, sealed, what it stops. */
export const stopPath = (stop: Stop) => `/stop-following/${seal(JSON.stringify(stop))}`

export function readStop(token: string): Stop | undefined {
  try {
    return stopShape.parse(JSON.parse(unseal(token)))
  } catch {
    // Cut off, changed on its way, or sealed with a key that is gone: it is nobody's link any more.
    return undefined
  }
}
