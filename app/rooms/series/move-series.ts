import { type Actor, anonymous, attempt, now as clock, found, Refusal, sql, type Tx, zone } from '#kernel'
import { associationById, audit } from '#people'
import { isEndless, matchDates, type Rule, slotOn, slotsFor, splitRule } from '#recurrence'
import { askingFor, bookerOfKind } from '../ask-rules.ts'
import { cancelBooking } from '../cancel-booking.ts'
import { moveBooking } from '../move-booking.ts'
import { bookingById } from '../reads.ts'
import { refusal } from '../refusals.ts'
import type { Booker } from '../rule-set.ts'
import type { BookingView } from '../shapes.ts'
import { freed } from '../waiting-list/freed.ts'
import { bookDate, type DatesWish } from './book-date.ts'
import { holdSeriesOf } from './hold-series.ts'
import { seriesRefusal } from './refusals.ts'
import { type RefusedDate, refusedDate, withAlternatives } from './refused-dates.ts'
import { sayDatesChanged } from './say-dates-changed.ts'
import { datesKnown, firstOf, isAhead, type Scope, type SeriesDate, type SeriesView } from './series.ts'
import { type DateChoice, type Place, type PlannedDate, planOf, ruleKept } from './series-plan.ts'
import { together } from './together.ts'

export type SeriesMove = {
  bookingId: string
  scope: Scope
  /** How it repeats from the first date that moves; `ruleToEdit` says how it does now. */
  rule: Rule
  roomId?: string
  /** skip: a date that cannot move stays where it is, and one that cannot be added is left out. */
  choices?: readonly DateChoice[]
  overrideReason?: string
  /** The terms that were accepted with it; asked for when dates are added. */
  termsId?: number
}

/**
 * Moves one date, it and those after it, or all that are still to come. Dates keep their bookings, with ids, history and keys:
 * each is paired with the new date nearest to it. Where earlier dates stay, the series is split, and the new one continues it.
 * All dates or none.
 */
export async function moveSeries(
  tx: Tx,
  actor: Actor,
  move: SeriesMove,
  now: Temporal.Instant = clock(),
): Promise<{ seriesId: number; moved: string[]; added: string[]; cancelled: string[] }> {
  if (isEndless(move.rule)) throw seriesRefusal('rooms.series-needs-end')
  const { choices = [], overrideReason } = move
  const wanted = [
    ...(move.roomId ? [move.roomId] : []),
    ...choices.flatMap((one) => ('to' in one ? one.to.roomId : [])),
  ]
  const { series, right } = await holdSeriesOf(tx, actor, move.bookingId, now, wanted)
  if (move.scope === 'this') {
    const { startsAt: from, endsAt: to } = slotOn(move.rule.start, move.rule.time, move.rule.minutes, zone)
    await moveBooking(tx, actor, move.bookingId, { roomId: move.roomId, from, to, overrideReason }, now)
    return { seriesId: series.id, moved: [move.bookingId], added: [], cancelled: [] }
  }
  const from = firstOf(series, move.bookingId, move.scope, now)
  const slots = await slotsFor(tx, move.rule, now)
  const plan = planOf(slots, move.roomId ?? series.roomId, choices)
  if (plan.length === 0) throw seriesRefusal('rooms.no-dates-left')
  const steps = stepsTo(series, from, plan, choices, now)
  const template = found(await bookingById(tx, move.bookingId))
  const seriesId = await splitOff(tx, series, from, ruleKept(move.rule, slots, choices), move.roomId)
  await renameDates(tx, series, seriesId, from, steps.kept)

  const refused: RefusedDate[] = []
  const moved: string[] = []
  const added: string[] = []
  const cancelled: string[] = []
  const doAll = async () => {
    for (const one of steps.gone) {
      const done = await attempt(tx, () =>
        cancelBooking(tx, actor, one.id, { overrideReason }, now, { inSeries: true }),
      )
      if (done instanceof Refusal) refused.push(refusedDate(one.date, placeOf(one), done))
      else cancelled.push(one.id)
    }
    const tryMove = async ({ booking, place }: Move) => {
      const wish = { roomId: place.roomId, from: place.from, to: place.to, overrideReason }
      const done = await attempt(tx, () => moveBooking(tx, actor, booking.id, wish, now, { inSeries: true }))
      if (!(done instanceof Refusal)) moved.push(booking.id)
      return done
    }
    // A date may stand where another wants to go, and go itself later: those that were refused are asked once more.
    const again: Move[] = []
    for (const one of steps.moves) if ((await tryMove(one)) instanceof Refusal) again.push(one)
    for (const one of again) {
      const done = await tryMove(one)
      if (done instanceof Refusal) refused.push(refusedDate(one.date, one.place, done))
    }
    const wish: DatesWish = {
      ...wishFrom(template),
      termsId: move.termsId,
      acceptTerms: move.termsId !== undefined,
    }
    const personId = right.own ? actor.personId : template.personId
    const owner: Actor = right.own ? actor : { ...anonymous, kind: 'person', personId }
    for (const { date, place } of steps.added) {
      const asking = await askingFor(tx, owner, { ...place, associationId: wish.associationId }, now)
      const book = () => bookDate(tx, actor, asking, wish, { seriesId, date, place, personId }, now)
      const done = await attempt(tx, book)
      if (done instanceof Refusal) refused.push(refusedDate(date, place, done))
      else added.push(done.id)
    }
  }
  await together(tx, doAll, (time) => freed(tx, time, now))
  if (refused.length > 0) {
    const who = { ...wishFrom(template), personId: template.personId, booker: await bookerOf(tx, template) }
    throw refusal('rooms.dates-refused', { refused: await withAlternatives(tx, who, refused, now) })
  }
  const { hubId, personId } = series
  await audit(
    tx,
    actor,
    'rooms.move-series',
    { kind: 'room-series', id: String(seriesId), hubId, personId },
    { from, continues: seriesId === series.id ? undefined : series.id },
  )
  await sayDatesChanged(tx, { seriesId, what: 'moved', bookingIds: [...moved, ...added] })
  const ended = right.own ? 'cancelled' : 'cancelled-by-host'
  await sayDatesChanged(tx, { seriesId, what: ended, bookingIds: cancelled })
  return { seriesId, moved, added, cancelled }
}

const bookerOf = async (tx: Tx, { associationId }: BookingView): Promise<Booker> =>
  associationId ? bookerOfKind[found(await associationById(tx, associationId)).kind] : 'resident'

type Move = { date: string; booking: SeriesDate; place: Place }
type Steps = {
  /** Old date to new, with or without a booking that still blocks. */
  kept: Map<string, string>
  moves: Move[]
  added: { date: string; place: Place }[]
  gone: SeriesDate[]
}

/** Which booking goes where, which dates are new, and which are not any more. */
function stepsTo(
  series: SeriesView,
  from: string,
  plan: readonly PlannedDate[],
  choices: readonly DateChoice[],
  now: Temporal.Instant,
): Steps {
  const planned = new Map(plan.map((one) => [one.date, one]))
  const known = datesKnown(series).filter((date) => date >= from)
  const { kept, added, gone } = matchDates(known, [...planned.keys()])
  const skipped = new Set(choices.filter(({ choice }) => choice === 'skip').map(({ date }) => date))
  const ahead = series.dates.filter((date) => date.date >= from && isAhead(date, now))
  const fresh = [...added]
  const ended: SeriesDate[] = []
  for (const one of ahead) {
    if (!gone.includes(one.date) || skipped.has(one.date)) continue
    // Too far from its old day to be found by week or month, and still a booking that moves and keeps its id.
    const date = fresh.shift()
    if (date) kept.set(one.date, date)
    else ended.push(one)
  }
  const moves = ahead.flatMap((booking): Move[] => {
    const date = kept.get(booking.date)
    const one = date === undefined ? undefined : planned.get(date)
    // A date that was moved on its own stays the exception it is.
    if (!one?.place || (one.choice === null && isException(series, booking))) return []
    return isSame(booking, one.place) ? [] : [{ date: one.date, booking, place: one.place }]
  })
  const later = moves.some(({ booking, place }) => Temporal.Instant.compare(place.from, booking.startsAt) > 0)
  return {
    kept,
    moves: later ? moves.reverse() : moves,
    added: fresh.flatMap((date) => {
      const { place = null } = planned.get(date) ?? {}
      return place ? [{ date, place }] : []
    }),
    gone: ended,
  }
}

const placeOf = ({ roomId, startsAt, endsAt }: SeriesDate): Place => ({ roomId, from: startsAt, to: endsAt })
const isSame = (booking: SeriesDate, place: Place) =>
  booking.roomId === place.roomId && booking.startsAt.equals(place.from) && booking.endsAt.equals(place.to)

function isException(series: SeriesView, booking: SeriesDate): boolean {
  const slot = slotOn(booking.date, series.rule.time, series.rule.minutes, zone)
  return !isSame(booking, { roomId: series.roomId, from: slot.startsAt, to: slot.endsAt })
}

const wishFrom = (booking: BookingView): DatesWish => ({
  roomId: booking.roomId,
  headCount: booking.headCount,
  purpose: booking.purpose,
  audience: booking.audience,
  alcohol: booking.alcohol,
  party: booking.party,
  associationId: booking.associationId ?? undefined,
  responsibleName: booking.responsibleName ?? undefined,
  responsiblePhone: booking.responsiblePhone ?? undefined,
  acceptTerms: false,
})

/** The series that has the dates from there on: itself when nothing came before, else a new one that continues it. */
async function splitOff(
  tx: Tx,
  series: SeriesView,
  from: string,
  rule: Rule,
  roomId = series.roomId,
): Promise<number> {
  const known = datesKnown(series)
  const text = JSON.stringify(rule)
  if (!known.some((date) => date < from)) {
    await sql`update rooms.series set rule = ${text}::jsonb, room_id = ${roomId} where id = ${series.id}`.execute(
      tx,
    )
    return series.id
  }
  const { rows } = await sql<{ id: number }>`
    insert into rooms.series (room_id, rule, person_id, association_id, continues_series_id)
    values (${roomId}, ${text}::jsonb, ${series.personId}::uuid, ${series.associationId}::uuid, ${series.id})
    returning id`.execute(tx)
  const { id } = rows[0] as { id: number }
  const before = JSON.stringify(splitRule(series.rule, from, known).before)
  await sql`update rooms.series set rule = ${before}::jsonb where id = ${series.id}`.execute(tx)
  // Those who continue an earlier split now continue from here.
  await sql`
    update rooms.series set continues_series_id = ${id} where continues_series_id = ${series.id} and id <> ${id}`.execute(
    tx,
  )
  return id
}

/** Every date from there on becomes one of the new rule's; those it no longer has keep theirs as history. */
async function renameDates(
  tx: Tx,
  series: SeriesView,
  seriesId: number,
  from: string,
  kept: ReadonlyMap<string, string>,
): Promise<void> {
  const renamed = JSON.stringify([...kept].map(([was, date]) => ({ was, date })))
  // In two steps: a date may take the name that another is about to lose.
  const { rows } = await sql<{ id: string; was: string }>`
    update rooms.booking b set original_date = null from rooms.booking old
    where b.id = old.id and old.series_id = ${series.id} and old.original_date >= ${from}::date
    returning b.id, old.original_date as was`.execute(tx)
  await sql`
    update rooms.booking b set series_id = ${seriesId}, original_date = coalesce(r.date, o.was)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as o(id uuid, was date)
    left join jsonb_to_recordset(${renamed}::jsonb) as r(was date, date date) on r.was = o.was
    where b.id = o.id`.execute(tx)
  await sql`
    with gone as (
      delete from rooms.refused_date where series_id = ${series.id} and date >= ${from}::date returning *
    )
    insert into rooms.refused_date (series_id, date, code, choice, moved_to)
    select ${seriesId}, coalesce(r.date, g.date), g.code, g.choice, g.moved_to from gone g
    left join jsonb_to_recordset(${renamed}::jsonb) as r(was date, date date) on r.was = g.date`.execute(tx)
}
