import { type Actor, preparedOn, type Tx } from '#kernel'
import { holdBooking } from './place-booking.ts'
import { bookingById } from './reads.ts'
import type { FreedTime } from './waiting-list/freed.ts'

const end = preparedOn(
  'rooms.end-hold',
  `select rooms.end_booking($1::uuid, 'lapsed', null, $2::timestamptz)`,
)

/**
 * Lets one's own hold go without a word to anybody: nothing was booked. The caller says whether its time is `freed`, or is
 * taken again in the same breath.
 */
export async function giveUpHold(
  tx: Tx,
  actor: Actor,
  id: string,
  now: Temporal.Instant,
): Promise<FreedTime | undefined> {
  await holdBooking(tx, id)
  const hold = await bookingById(tx, id)
  if (hold?.state !== 'held' || hold.personId !== actor.personId) return undefined
  await end(tx, id, now.toString())
  const { roomId, startsAt, endsAt, tidyMinutes } = hold
  return { roomId, from: startsAt, to: endsAt.add({ minutes: tidyMinutes }) }
}
