import { type HitDate, resolveHoursHits, whatHoursHit } from '#activities'
import { changeHours, type HoursChange } from '#hubs'
import type { Actor, Db, Lang, Tx } from '#kernel'
import { type HitBooking, mayDecideAboutBookings, resolveRoomHits, whatHoursHitRooms } from '#rooms'
import { portalRefusal } from '../refusals.ts'
import { bookingChoicesOf, choicesOf, hasUnseen } from './choices.ts'

/** Every coming date that the change takes the open door from, at every hub it concerns. */
export async function datesHit(on: Db | Tx, change: HoursChange, now: Temporal.Instant): Promise<HitDate[]> {
  const hits: HitDate[] = []
  for (const hub of change.hubs) hits.push(...(await whatHoursHit(on, hub, now)))
  return hits
}

/** Every coming booking and request that the change shuts out. */
export async function bookingsHit(
  on: Db | Tx,
  change: HoursChange,
  now: Temporal.Instant,
): Promise<HitBooking[]> {
  const hits: HitBooking[] = []
  for (const hub of change.hubs) hits.push(...(await whatHoursHitRooms(on, hub, now)))
  return hits
}

/**
 * Changes the hours and moves, cancels or keeps each date and booking they hit, all at once. The draft is used up first, so that a
 * second press changes nothing; a date that came to the programme meanwhile is not decided for by silence.
 */
export async function changeHoursAndDates(
  tx: Tx,
  actor: Actor,
  wish: { draftId: string; typed: Record<string, unknown>; lang: Lang },
  now: Temporal.Instant,
): Promise<HoursChange> {
  const change = await changeHours(tx, actor, wish.draftId, now)
  const hits = await datesHit(tx, change, now)
  const bookings = await bookingsHit(tx, change, now)
  if (hasUnseen(wish.typed, [...hits, ...bookings])) throw portalRefusal('portal.new-hits')
  const choices = choicesOf(wish.typed, hits, wish.lang)
  const forBookings = bookingChoicesOf(wish.typed, bookings, wish.lang, (hubId) =>
    mayDecideAboutBookings(actor, hubId),
  )
  if (!choices || !forBookings) throw portalRefusal('portal.choose-each')
  await resolveHoursHits(tx, actor, choices, now)
  await resolveRoomHits(tx, actor, forBookings, now)
  // To another hour of the same closure is no way out: nobody is told to come to a shut door.
  const moved = new Set(choices.filter(({ choice }) => choice === 'move').map((one) => one.occurrenceId))
  const stillHit = (await datesHit(tx, change, now)).filter(({ id }) => moved.has(id))
  const movedBookings = new Set(
    forBookings.filter(({ choice }) => choice === 'move').map((one) => one.bookingId),
  )
  const shutOut = (await bookingsHit(tx, change, now)).filter(({ id }) => movedBookings.has(id))
  if (stillHit.length + shutOut.length > 0)
    throw portalRefusal('portal.moved-to-closed', {
      titles: [...stillHit.map(({ title }) => title), ...shutOut.map(({ roomName }) => roomName)],
    })
  return change
}
