import { systemActor, type Tx } from '#kernel'
import type { Asking } from './ask-rules.ts'
import { tryToPlace } from './place-booking.ts'
import type { HoursState } from './rule-set.ts'
import type { Span } from './shapes.ts'

type Hold = {
  room: Asking['room']
  span: Span
  personId: string
  associationId?: string | null
  headCount?: number
  hoursState: HoursState
  until: Temporal.Instant
}

/** Keeps a time in somebody's name until a moment; undefined when it is taken. */
export async function writeHold(
  tx: Tx,
  { room, span, personId, associationId, headCount, hoursState, until }: Hold,
  now: Temporal.Instant,
): Promise<string | undefined> {
  const placed = await tryToPlace(
    tx,
    systemActor,
    { room, booker: 'resident' },
    {
      ...span,
      kind: 'booking',
      state: 'held',
      step: 'held',
      hoursState,
      heldUntil: until,
      personId,
      wish: { associationId: associationId ?? undefined, headCount },
    },
    now,
  )
  return 'id' in placed ? placed.id : undefined
}
