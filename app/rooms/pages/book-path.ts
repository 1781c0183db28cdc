import type { Booking } from './book-data.ts'
import { writeWhen } from './when-form.ts'

type Wanted = Pick<Booking, 'time' | 'repetition' | 'people' | 'as'>

/** Where a time in a room is booked; how many come and for whom goes along. */
export function bookPathOf(
  roomId: string,
  { time, repetition, people, as }: Wanted,
  more: Record<string, string> = {},
): string {
  const params = time ? writeWhen(time, repetition) : new URLSearchParams()
  params.set('people', String(people))
  if (as) params.set('as', as)
  for (const [name, value] of Object.entries(more)) params.set(name, value)
  return `/rooms/${roomId}/book?${params}`
}
