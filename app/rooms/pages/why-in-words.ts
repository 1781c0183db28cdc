import { type Facts, hoursFacts } from '#hubs'
import type { Visit } from '#kernel'
import { factsFor } from '../booking-rules.ts'
import type { FindCode, FoundRooms, RefusedRoom } from '../find/find-wish.ts'
import { hoursStateOf } from '../hours-state.ts'
import { refusal } from '../refusals.ts'
import type { RoomView, Span } from '../shapes.ts'

/** The sentence with which the booking itself would refuse. */
export function sayWhyNot(
  code: FindCode,
  room: RoomView,
  span: Span | undefined,
  facts: Facts,
  c: Visit,
): string {
  const hub = facts.get(room.hubId)
  const state = span && hub ? hoursStateOf(hub, span) : 'staffed'
  return refusal(code, code === 'rooms.taken' ? {} : factsFor(room, state)).say(c.lang).why
}

/** What stands beside each room that cannot be had: the reason of the first date that says no. */
export async function whyInWords(found: FoundRooms, c: Visit): Promise<(refused: RefusedRoom) => string> {
  if (found.not.length === 0) return () => ''
  const facts = await hoursFacts(c.db)
  return ({ room, code, refused }) => {
    const slot = refused[0] ? found.slots.find(({ date }) => date === refused[0]?.date) : found.slots[0]
    return sayWhyNot(code, room, slot && { from: slot.startsAt, to: slot.endsAt }, facts, c)
  }
}
