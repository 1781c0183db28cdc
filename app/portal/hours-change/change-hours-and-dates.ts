import { type HitDate, resolveHoursHits, whatHoursHit } from '#activities'
import { changeHours, type HoursChange } from '#hubs'
import type { Actor, Db, Lang, Tx } from '#kernel'
import { portalRefusal } from '../refusals.ts'
import { choicesOf, hasUnseen } from './choices.ts'

/** Every coming date that the change takes the open door from, at every hub it concerns. */
export async function datesHit(on: Db | Tx, change: HoursChange, now: Temporal.Instant): Promise<HitDate[]> {
  const hits: HitDate[] = []
  for (const hub of change.hubs) hits.push(...(await whatHoursHit(on, hub, now)))
  return hits
}

/**
 * Changes the hours and moves, cancels or keeps each date they hit, all at once. The draft is used up first, so that a
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
  if (hasUnseen(wish.typed, hits)) throw portalRefusal('portal.new-hits')
  const choices = choicesOf(wish.typed, hits, wish.lang)
  if (!choices) throw portalRefusal('portal.choose-each')
  await resolveHoursHits(tx, actor, choices, now)
  // To another hour of the same closure is no way out: nobody is told to come to a shut door.
  const moved = new Set(choices.filter(({ choice }) => choice === 'move').map((one) => one.occurrenceId))
  const stillHit = (await datesHit(tx, change, now)).filter(({ id }) => moved.has(id))
  if (stillHit.length > 0)
    throw portalRefusal('portal.moved-to-closed', { titles: stillHit.map(({ title }) => title) })
  return change
}
