import { type Actor, attempt, now as clock, Refusal, sql, type Tx } from '#kernel'
import { audit, needPerson } from '#people'
import { isEndless, type Rule, slotsFor } from '#recurrence'
import { type Asking, askingFor } from '../ask-rules.ts'
import { refusal } from '../refusals.ts'
import { freed } from '../waiting-list/freed.ts'
import { type BookedDate, bookDate, type DatesWish } from './book-date.ts'
import { holdRooms } from './hold-rooms.ts'
import { seriesRefusal } from './refusals.ts'
import { type RefusedDate, refusedDate, withAlternatives } from './refused-dates.ts'
import { sayDatesChanged } from './say-dates-changed.ts'
import { type DateChoice, type Place, type PlannedDate, planOf, ruleKept } from './series-plan.ts'
import { together } from './together.ts'

export type SeriesWish = { wish: DatesWish; rule: Rule; choices?: readonly DateChoice[] }

/**
 * Books a room on every date of a rule, or on none: each date is asked of the same rules as a single booking. Dates that
 * cannot be had come back in `rooms.dates-refused`, all of them; nothing is saved until each has a choice that can be.
 */
export async function bookSeries(
  tx: Tx,
  actor: Actor,
  { wish, rule, choices = [] }: SeriesWish,
  now: Temporal.Instant = clock(),
): Promise<{ seriesId: number; booked: BookedDate[] }> {
  const personId = needPerson(actor)
  if (isEndless(rule)) throw seriesRefusal('rooms.series-needs-end')
  const slots = await slotsFor(tx, rule, now)
  const plan = planOf(slots, wish.roomId, choices)
  if (!plan.some(({ place }) => place)) throw seriesRefusal('rooms.no-dates-left')

  const rooms = await askForRooms(tx, actor, wish, plan, now)
  await holdRooms(tx, [...rooms.keys()])
  const seriesId = await writeSeries(tx, personId, wish, ruleKept(rule, slots, choices))
  const { room, booker } = rooms.get(wish.roomId) as Asking
  const booked: BookedDate[] = []
  const refused: RefusedDate[] = []
  const book = (date: string, place: Place) =>
    bookDate(tx, actor, rooms.get(place.roomId) as Asking, wish, { seriesId, date, place, personId }, now)

  const bookAll = async () => {
    for (const { date, wished, place, choice } of plan) {
      const code = choice && (await whyNotAsWished(tx, () => book(date, wished)))
      const done = place && (await book(date, place).catch(asRefusal))
      if (done instanceof Refusal) refused.push(refusedDate(date, place as Place, done))
      else if (done) booked.push(done)
      if (choice && !(done instanceof Refusal)) await writeRefused(tx, seriesId, date, code, choice, done?.id)
    }
  }
  await together(tx, bookAll, (time) => freed(tx, time, now))
  if (refused.length > 0) {
    const found = await withAlternatives(tx, { ...wish, personId, booker }, refused, now)
    throw refusal('rooms.dates-refused', { refused: found })
  }
  const about = { kind: 'room-series', id: String(seriesId), hubId: room.hubId, personId }
  await audit(tx, actor, 'rooms.book-series', about, { dates: booked.length })
  await sayDatesChanged(tx, { seriesId, what: 'booked', bookingIds: booked.map(({ id }) => id) })
  return { seriesId, booked }
}

/** What must be known of each room that some date is tried in, read once. */
async function askForRooms(
  tx: Tx,
  actor: Actor,
  wish: DatesWish,
  plan: readonly PlannedDate[],
  now: Temporal.Instant,
): Promise<Map<string, Asking>> {
  const asking = new Map<string, Asking>()
  for (const roomId of new Set([wish.roomId, ...plan.flatMap(({ place }) => place?.roomId ?? [])]))
    asking.set(roomId, await askingFor(tx, actor, { roomId, associationId: wish.associationId }, now))
  return asking
}

const asRefusal = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  throw error
}

/** Why a date that is skipped or moved could not be had: tried and undone, because the series remembers it. */
async function whyNotAsWished(tx: Tx, book: () => Promise<unknown>): Promise<string> {
  const no = await attempt(tx, async () => {
    await book()
    throw seriesRefusal('rooms.left-out')
  })
  return (no as Refusal).code
}

async function writeSeries(tx: Tx, personId: string, wish: DatesWish, rule: Rule): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into rooms.series (room_id, rule, person_id, association_id)
    values (${wish.roomId}, ${JSON.stringify(rule)}::jsonb, ${personId}, ${wish.associationId ?? null}::uuid)
    returning id`.execute(tx)
  return (rows[0] as { id: number }).id
}

const writeRefused = (
  tx: Tx,
  seriesId: number,
  date: string,
  code: string | null,
  choice: 'skip' | 'move',
  movedTo: string | undefined,
) =>
  sql`insert into rooms.refused_date (series_id, date, code, choice, moved_to)
    values (${seriesId}, ${date}::date, ${code}, ${choice}, ${movedTo ?? null}::uuid)
    on conflict (series_id, date) do update set code = excluded.code, choice = excluded.choice, moved_to = excluded.moved_to`.execute(
    tx,
  )
