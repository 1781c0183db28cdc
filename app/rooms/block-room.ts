import { factsOf } from '#hubs'
import { type Actor, now as clock, found, type LocalText, preparedOn, type Tx } from '#kernel'
import { audit, needStaff } from '#people'
import { cancelBooking } from './cancel-booking.ts'
import { hoursStateOf } from './hours-state.ts'
import { placeBooking } from './place-booking.ts'
import { bookingById, roomById } from './reads.ts'
import { refusal } from './refusals.ts'
import type { Span } from './shapes.ts'

const holdParts = preparedOn('rooms.hold-parts', 'select rooms.hold_parts($1::bigint[])')

export type BlockWish = Span & { roomIds: string[]; title: LocalText; reason?: string }

/** Cleaning, repair: no rule is asked, but what is booked is never pushed aside. All rooms or none. */
export async function blockRoom(
  tx: Tx,
  actor: Actor,
  { roomIds, from, to, title, reason }: BlockWish,
  now = clock(),
): Promise<{ ids: string[] }> {
  if (Temporal.Instant.compare(from, to) >= 0) throw refusal('rooms.ends-before-start')
  if (Temporal.Instant.compare(to, now) <= 0) throw refusal('rooms.past')
  const rooms = []
  for (const roomId of new Set(roomIds)) {
    const room = found(await roomById(tx, roomId))
    needStaff(actor, room.hubId, 'host', 'hub-leader')
    rooms.push(room)
  }
  if (rooms.length === 0) found(null)
  await holdParts(tx, [...new Set(rooms.flatMap((room) => room.parts))])
  const ids: string[] = []
  for (const room of rooms) {
    const hoursState = hoursStateOf(found(await factsOf(tx, room.hubId)), { from, to })
    const { id } = await placeBooking(
      tx,
      actor,
      { room, booker: 'municipality' },
      {
        from,
        to,
        kind: 'block',
        state: 'booked',
        step: 'blocked',
        hoursState,
        title,
        overrideReason: reason?.trim() || undefined,
      },
      now,
    )
    await audit(tx, actor, 'rooms.blocked', { kind: 'booking', id, hubId: room.hubId }, { room: room.id })
    ids.push(id)
  }
  return { ids }
}

export async function unblockRoom(tx: Tx, actor: Actor, id: string, now = clock()): Promise<void> {
  const block = found(await bookingById(tx, id))
  found(block.kind === 'block' || null)
  needStaff(actor, block.hubId, 'host', 'hub-leader')
  await cancelBooking(tx, actor, id, {}, now)
}
