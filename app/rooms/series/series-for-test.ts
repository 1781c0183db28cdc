import { db, inTransaction, type Refusal, sql, type Tx, today } from '#kernel'
import { type Rule, ruleShape } from '#recurrence'
import { bookingWish } from '../shapes.ts'
import type { DatesWish } from './book-date.ts'
import { type RefusedDate, refusedDatesOf } from './refused-dates.ts'

/** A first date that many days ahead, six in the evening for two hours, weekly. */
export const everyWeek = (days: number, count: number, part: Partial<Rule> = {}): Rule =>
  ruleShape.parse({
    start: today().add({ days }).toString(),
    time: '18:00',
    minutes: 120,
    rrule: `FREQ=WEEKLY;COUNT=${count}`,
    ...part,
  })

export const datesWish = (roomId: string, more: Partial<DatesWish> = {}): DatesWish => ({
  ...bookingWish.omit({ from: true, to: true, holdId: true }).parse({ roomId, headCount: 5 }),
  ...more,
})

/** The refused dates of a verb that must not go through. */
export async function refusedBy(verb: (tx: Tx) => Promise<unknown>): Promise<readonly RefusedDate[]> {
  const no = await inTransaction(verb).then(
    () => null,
    (error: Refusal) => error,
  )
  if (no?.code !== 'rooms.dates-refused') throw no ?? new Error('It was not refused.')
  return refusedDatesOf(no)
}

export type DateRow = { id: string; date: string; state: string; room: string; from: string; to: string }

export async function datesOfSeries(seriesId: number): Promise<DateRow[]> {
  const { rows } = await sql<DateRow>`
    select id, original_date as date, state, room_id as room, starts_at as from, ends_at as to from rooms.booking
    where series_id = ${seriesId} order by original_date, starts_at`.execute(db)
  return rows
}
