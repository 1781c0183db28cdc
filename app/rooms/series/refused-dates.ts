import type { Db, Refusal, Tx } from '#kernel'
import { alternativesTo } from '../find/find-rooms.ts'
import type { Booker } from '../rule-set.ts'
import type { BookingWish } from '../shapes.ts'
import type { Place } from './series-plan.ts'

/** A date that cannot be had as it was wished, why, and what comes nearest to it. */
export type RefusedDate = Place & {
  date: string
  code: string
  /** The refusal as a single booking would have got it: `no.say(lang)` is the sentence. */
  no: Refusal
  alternative?: Place
}

export const refusedDate = (date: string, { roomId, from, to }: Place, no: Refusal): RefusedDate => ({
  date,
  roomId,
  from,
  to,
  code: no.code,
  no,
})

/** The dates in a refusal `rooms.dates-refused`; none in any other. */
export const refusedDatesOf = (no: Refusal | null | undefined): readonly RefusedDate[] =>
  no?.code === 'rooms.dates-refused' ? (no.params as { refused: readonly RefusedDate[] }).refused : []

export type WhoAsks = Pick<BookingWish, 'headCount' | 'audience' | 'alcohol' | 'party' | 'associationId'> & {
  personId: string | null
  booker: Booker
}

/** Looks for what comes nearest to each date while the others stand where they are: no alternative takes a sibling's time. */
export async function withAlternatives(
  on: Db | Tx,
  who: WhoAsks,
  refused: readonly RefusedDate[],
  now: Temporal.Instant,
): Promise<RefusedDate[]> {
  const found = new Map<string, Place | undefined>()
  for (const [roomId, dates] of Map.groupBy(refused, (one) => one.roomId)) {
    const wish = {
      ...who,
      associationId: who.associationId ?? null,
      equipment: [],
      stepFree: false,
      hubIds: [],
    }
    const nearest = await alternativesTo(on, wish, roomId, dates, now)
    dates.forEach((one, nth) => {
      const { roomId, from, to } = nearest[nth] ?? {}
      found.set(one.date, roomId && from && to ? { roomId, from, to } : undefined)
    })
  }
  return refused.map((one) => ({ ...one, alternative: found.get(one.date) }))
}
