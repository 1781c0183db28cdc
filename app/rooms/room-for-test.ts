import { db, inTransaction, sql } from '#kernel'
import { type RuleSet, usualRules } from './rule-set.ts'
import { type BookingWish, bookingWish } from './shapes.ts'

/** Bookable day and night, so that a test says which rule it is about. */
export const anyTime: RuleSet = {
  ...usualRules,
  way: {
    staffed: 'instant',
    staffless: 'instant',
    evening: 'instant',
    weekend: 'instant',
    night: 'instant',
    closed: 'no',
  },
  daysAhead: 365,
  tidyMinutes: 0,
  perPersonAWeek: null,
  perAssociationAWeek: null,
  longestMinutes: 60 * 24,
}

let count = 0
type Wanted = {
  rules?: Partial<RuleSet>
  parts?: number[]
  capacity?: number
  hubId?: string
  state?: string
}

/** An open room at an invented hub; a part of its own unless it shares some. */
export async function aRoom({ rules, parts, capacity = 20, hubId = 'prove', state = 'open' }: Wanted = {}) {
  const id = `rom-${++count}-${Math.floor(performance.now())}`
  const own = parts ?? [await aPart(hubId)]
  return inTransaction(async (tx) => {
    await sql`insert into rooms.room (id, hub_id, name, kind, state, capacity, rules)
      values (${id}, ${hubId}, ${JSON.stringify({ nb: `Rom ${count}`, en: `Room ${count}` })}, 'meeting', ${state}, ${capacity},
        ${JSON.stringify({ ...anyTime, ...rules })})`.execute(tx)
    await sql`insert into rooms.room_part (room_id, part_id) select ${id}, unnest(${own}::bigint[])`.execute(
      tx,
    )
    return { id, parts: own, hubId }
  })
}

export async function aPart(hubId = 'prove'): Promise<number> {
  await sql`insert into hubs.hub (id, name) values (${hubId}, ${`${hubId} innbyggertorg`}) on conflict do nothing`.execute(
    db,
  )
  const { rows } = await sql<{
    id: number
  }>`insert into rooms.part (hub_id, name) values (${hubId}, '{"nb": "Del"}') returning id`.execute(db)
  return rows[0]?.id as number
}

/** A hall and its two halves. */
export async function aHall(rules: Partial<RuleSet> = {}) {
  const [left, right] = [await aPart(), await aPart()]
  return {
    whole: await aRoom({ parts: [left, right], capacity: 80, rules }),
    left: await aRoom({ parts: [left], capacity: 40, rules }),
    right: await aRoom({ parts: [right], capacity: 40, rules }),
  }
}

/** Some day ahead at a wall-clock hour of the municipality: `at(3, 10)` is ten o'clock in three days. */
export function at(days: number, hour: number, minute = 0): Temporal.Instant {
  return Temporal.Now.zonedDateTimeISO('Europe/Oslo')
    .add({ days })
    .with({ hour, minute, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
    .toInstant()
}

export const aWish = (
  roomId: string,
  from: Temporal.Instant,
  to: Temporal.Instant,
  more: Partial<BookingWish> = {},
): BookingWish => bookingWish.parse({ roomId, from, to, headCount: 5, ...more })

export const occupiedBy = async (bookingId: string): Promise<number> => {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from rooms.occupancy where booking_id = ${bookingId}`.execute(db)
  return rows[0]?.n as number
}
