import { hoursFacts } from '#hubs'
import { field, found, Refusal, type Visit } from '#kernel'
import type { HeldMandate } from '#people'
import type { Slot } from '#recurrence'
import { priceOf, wayOf } from '../booking-rules.ts'
import { findRooms } from '../find/find-rooms.ts'
import { anyWish, type RefusedRoom } from '../find/find-wish.ts'
import { hoursStateOf } from '../hours-state.ts'
import { bookingById } from '../reads.ts'
import type { HoursState, Way } from '../rule-set.ts'
import type { BookingView, RoomView } from '../shapes.ts'
import { type WaitView, waitOfBooking } from '../waiting-list/waits.ts'
import { bookerOf, mandatesHeld } from './find-query.ts'
import { roomShown } from './room-shown.ts'
import {
  once,
  type Repetition,
  repetitionIn,
  ruleOf,
  spanOf,
  timeIn,
  type WallTime,
  wallOf,
} from './when-form.ts'
import { sayWhyNot } from './why-in-words.ts'

/** Everything the page of one booking to be needs, before it is made. */
export type Booking = {
  room: RoomView
  /** The time that is kept for the reader, also when its ten minutes are over. */
  hold: BookingView | null
  /** The place in line that the hold answers. */
  offer: WaitView | null
  /** null: nobody has said when. */
  time: WallTime | null
  repetition: Repetition
  people: number
  as: string | null
  mandates: HeldMandate[]
  state: HoursState
  way: Way
  /** In øre, each time. */
  price: number
  /** Why the time cannot be had as things are, and what comes nearest. */
  not: (RefusedRoom & { why: string; other: RoomView | null }) | null
  slots: Slot[]
}

/** What was typed wins over the address, so that a page that says no is still about the same wish. */
export async function readBooking(c: Visit): Promise<Booking> {
  const room = await roomShown(c)
  const hold = await ownHold(room, c)
  const [offer, mandates, facts] = await Promise.all([
    hold ? waitOfBooking(c.db, hold.id) : undefined,
    mandatesHeld(c),
    hoursFacts(c.db),
  ])
  const said = typedOver(c)
  const time = hold ? wallOf({ from: hold.startsAt, to: hold.endsAt }) : (timeIn(said) ?? null)
  const repetition = time ? repetitionIn(said) : once
  const people = field.number(1, 5000).safeParse(said.get('headCount') ?? said.get('people'))
  const as = said.get('as') || null
  const mandate = mandates.find(({ associationId }) => associationId === as)
  const span = time && spanOf(time)
  const hub = facts.get(room.hubId)
  const state = span && hub ? hoursStateOf(hub, span) : 'staffed'
  const about = {
    room,
    hold,
    offer: offer?.personId === c.actor.personId && offer?.state === 'offered' ? offer : null,
    time,
    repetition,
    people: people.success ? people.data : room.rules.smallestGroup,
    as: mandate?.associationId ?? null,
    mandates,
    state,
    way: wayOf(room, {}, state),
    price: span ? priceOf(room.rules, bookerOf(mandate), span).priceOre : 0,
  }
  const looked = await lookedUp(about, c)
  return {
    ...about,
    slots: looked.slots,
    not: looked.not && { ...looked.not, why: sayWhyNot(looked.not, c.lang), other: looked.other },
  }
}

function typedOver(c: Visit): URLSearchParams {
  const said = new URLSearchParams(c.query)
  if (!c.form.sent) return said
  for (const name of [
    'date',
    'from',
    'to',
    'headCount',
    'people',
    'as',
    'repeat',
    'times',
    'skipPublic',
    'skipSchool',
  ]) {
    const typed = c.form.value(name)
    if (typed !== undefined) said.set(name, typed)
    else if (c.form.value('do') === 'book' && name.startsWith('skip')) said.delete(name)
  }
  return said
}

/** Somebody else's hold does not exist here, and a hold of another room neither. */
async function ownHold(room: RoomView, c: Visit): Promise<BookingView | null> {
  const id = c.query.get('hold')
  if (!id) return null
  const hold = found(await bookingById(c.db, id))
  return found(hold.personId === c.actor.personId && hold.roomId === room.id ? hold : undefined)
}

type Looked = { slots: Slot[]; not: RefusedRoom | null; other: RoomView | null }

/** Asked only when nothing is kept for the reader, or when what was kept is gone. */
async function lookedUp(about: Omit<Booking, 'not' | 'slots'>, c: Visit): Promise<Looked> {
  const { room, hold, time, repetition } = about
  const kept = hold?.state === 'held' && hold.heldUntil && Temporal.Instant.compare(hold.heldUntil, c.now) > 0
  if (!time || (kept && repetition.repeat === 'never' && !c.form.refusal))
    return { slots: [], not: null, other: null }
  const mandate = about.mandates.find(({ associationId }) => associationId === about.as)
  const wish = {
    ...anyWish,
    hubIds: [room.hubId],
    headCount: about.people,
    when: repetition.repeat === 'never' ? spanOf(time) : { rule: ruleOf(time, repetition) },
    booker: bookerOf(mandate),
    personId: c.actor.personId,
    associationId: about.as,
  }
  try {
    const { slots, free, not } = await findRooms(c.db, wish, c.now)
    const mine = kept ? null : (not.find((one) => one.room.id === room.id) ?? null)
    const other = free.find(({ id }) => id !== room.id && id === mine?.alternative?.roomId) ?? null
    return { slots, not: mine, other }
  } catch (fault) {
    // The verb refuses the same rule, with the sentence.
    if (fault instanceof Refusal) return { slots: [], not: null, other: null }
    throw fault
  }
}
