import { type Actor, now as clock, preparedOn, type Tx } from '#kernel'
import { needPerson } from '#people'
import { answerTo, askingFor, refuseBy } from './ask-rules.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { placeBooking } from './place-booking.ts'
import { refusal } from './refusals.ts'
import { rulesAt } from './rule-set.ts'
import type { Span } from './shapes.ts'

/** How long a time is kept while somebody fills in the form. */
const holdMinutes = 10
const mostRooms = 3

const giveUp = preparedOn<{ others: number }>(
  'rooms.give-up-own-holds',
  `with parts as materialized (select rooms.hold_parts($2::bigint[])),
   mine as (
     select b.id, b.room_id from rooms.booking b, parts
     where b.person_id = $1::uuid and b.state = 'held' and b.held_until > $4::timestamptz
       and not exists (select from rooms.wait w where w.booking_id = b.id)
   ), freed as (
     delete from rooms.occupancy o using mine where o.booking_id = mine.id and mine.room_id = $3
   ), ended as (
     update rooms.booking b set state = 'lapsed', ended_at = $4::timestamptz, version = b.version + 1
     from mine where b.id = mine.id and mine.room_id = $3
   )
   select count(*)::int as others from mine where room_id <> $3`,
)

/**
 * Keeps a time for ten minutes, by the clock. Whoever looks at another time of the same room gives up the first one;
 * what an offer holds is not theirs to give up.
 */
export async function holdRoom(
  tx: Tx,
  actor: Actor,
  { roomId, from, to }: Span & { roomId: string },
  now = clock(),
): Promise<{ id: string; heldUntil: Temporal.Instant }> {
  const personId = needPerson(actor)
  const asking = await askingFor(tx, actor, { roomId }, now)
  // Whom it is for is asked in the form.
  const booker = rulesAt(asking.room.rules, answerTo(asking, { from, to }, now).state).who[0] ?? 'resident'
  const answer = answerTo({ ...asking, booker, age: null }, { from, to }, now)
  refuseBy(asking, answer)
  await oneAtATime(tx, personId)
  const [own] = await giveUp(tx, personId, asking.room.parts, roomId, now.toString())
  if ((own?.others ?? 0) >= mostRooms) throw refusal('rooms.too-many-holds')
  const heldUntil = now.add({ minutes: holdMinutes }).round({ smallestUnit: 'second', roundingMode: 'floor' })
  const { id } = await placeBooking(
    tx,
    actor,
    asking,
    { from, to, kind: 'booking', state: 'held', step: 'held', hoursState: answer.state, heldUntil, personId },
    now,
  )
  return { id, heldUntil }
}
