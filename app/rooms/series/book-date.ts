import type { Actor, Tx } from '#kernel'
import type { Asking } from '../ask-rules.ts'
import { bookBy } from '../book-room.ts'
import type { BookingWish } from '../shapes.ts'
import type { Place } from './series-plan.ts'

/** What all dates of a series have in common; place and time are each date's own. */
export type DatesWish = Omit<BookingWish, 'from' | 'to' | 'holdId'>
export type BookedDate = { date: string; id: string; state: 'booked' | 'requested' }
export type DateToBook = { seriesId: number; date: string; place: Place; personId: string | null }

/** One date of a series, by the rules of any booking. Throws the refusal, and has written nothing then. */
export async function bookDate(
  tx: Tx,
  actor: Actor,
  asking: Asking,
  wish: DatesWish,
  { seriesId, date, place, personId }: DateToBook,
  now: Temporal.Instant,
): Promise<BookedDate> {
  const series = { id: seriesId, date }
  return { date, ...(await bookBy(tx, actor, asking, { ...wish, ...place }, { personId, series }, now)) }
}
