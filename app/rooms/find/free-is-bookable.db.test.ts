import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { db, instantAt, inTransaction, Refusal, sql } from '#kernel'
import { type Rule, ruleShape } from '#recurrence'
import { addPerson, everybodyListens, type TestPerson } from '#testing'
import { bookRoom } from '../book-room.ts'
import { hoursStates, type RuleSet, ruleSet, usualRules, ways } from '../rule-set.ts'
import { bookSeries } from '../series/book-series.ts'
import { refusedDatesOf } from '../series/refused-dates.ts'
import { bookingWish, type Span } from '../shapes.ts'
import { findRooms } from './find-rooms.ts'
import { anyWish, type FindWish } from './find-wish.ts'
import { freeTimes } from './free-times.ts'

/**
 * What is shown as free can be booked, and what is shown as not free is refused for the reason that was shown: the search is
 * held against the booking itself, on the real database, for rules, hours, closures and bookings that nobody thought of.
 */

// The week in which clocks go back lies in the middle.
const monday = Temporal.PlainDate.from('2026-10-19')
const now = instantAt(monday, Temporal.PlainTime.from('12:10'))
const rooms = { hall: [0, 1], north: [0], south: [1], corner: [2] } as const
type RoomId = keyof typeof rooms
const roomIds = Object.keys(rooms) as RoomId[]

const halfHours = (day: number, half: number) =>
  instantAt(monday.add({ days: day }), Temporal.PlainTime.from('00:00').add({ minutes: half * 30 }))
const span = (day: number, half: number, halves: number): Span => {
  const from = halfHours(day, half)
  return { from, to: from.add({ minutes: halves * 30 }) }
}
/** Most wishes lie in the day; a few at odd minutes, in the past or at night. */
const anySpan = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 12, max: 44 }), fc.integer({ min: 1, max: 6 }))
      .map(([day, half, halves]) => span(day, half, halves)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.integer({ min: -1, max: 12 }),
        fc.integer({ min: 0, max: 47 }),
        fc.integer({ min: 1, max: 40 }),
      )
      .map(([day, half, halves]) => span(day, half, halves)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 1440 }),
        fc.integer({ min: 5, max: 200 }),
      )
      .map(([day, minute, minutes]) => {
        const from = halfHours(day, 0).add({ minutes: minute })
        return { from, to: from.add({ minutes }) }
      }),
  },
)

/** Mostly the first, so that most answers are not that one rule's. */
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const anyRules: fc.Arbitrary<RuleSet> = fc
  .record({
    way: fc.record(
      Object.fromEntries(
        hoursStates.map((state) => [state, fc.constantFrom('instant', 'instant', 'approval', ...ways)]),
      ),
    ),
    daysAhead: mostly(28, 3, 7),
    noticeMinutes: mostly(0, 60, 1440),
    shortestMinutes: mostly(0, 30, 60),
    longestMinutes: mostly(600, 90, 180),
    stepMinutes: mostly(30, 5, 15, 60),
    tidyMinutes: fc.constantFrom(0, 10, 15, 45),
    perPersonAWeek: fc.constantFrom(null, null, 1, 2),
    smallestGroup: mostly(1, 4),
    responsibleAge: mostly(0, 18, 30),
    who: mostly(['resident'], ['resident', 'association'], ['association']),
    privateParties: fc.boolean(),
    alcohol: fc.constantFrom('no', 'approval', 'yes'),
    overrides: mostly(
      {},
      { evening: { longestMinutes: 60 } },
      { weekend: { smallestGroup: 6, noticeMinutes: 2880 } },
      { staffless: { who: ['association'] } },
    ),
  })
  .map((some) => ruleSet.parse({ ...usualRules, ...some }))

const anyTown = fc.record({
  rules: fc.record({ hall: anyRules, north: anyRules, south: anyRules, corner: anyRules }),
  states: fc.array(fc.constantFrom(...roomIds), { maxLength: 1 }),
  hours: fc.constantFrom(
    'Mo-Fr 08:00-16:00',
    'Mo-Su 10:00-20:00',
    'Tu,Th 12:00-22:00',
    'Mo-Fr 09:00-15:00,17:00-21:00',
  ),
  staffless: fc.constantFrom(null, 'Mo-Su 07:00-23:00', 'Mo-Fr 06:00-24:00'),
  closures: fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 0, max: 47 }),
      fc.integer({ min: 1, max: 100 }),
    ),
    { maxLength: 2 },
  ),
  bookings: fc.array(
    fc.record({
      room: fc.constantFrom(...roomIds),
      at: fc.tuple(
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 12, max: 44 }),
        fc.integer({ min: 1, max: 6 }),
      ),
      tidy: fc.constantFrom(0, 15, 30),
      mine: fc.boolean(),
      state: fc.constantFrom('booked', 'booked', 'requested', 'held', 'hold that ran out'),
    }),
    { minLength: 5, maxLength: 40 },
  ),
})
type Town = typeof anyTown extends fc.Arbitrary<infer T> ? T : never

const anyAsk = fc.record({
  when: anySpan,
  headCount: mostly(5, 1, 12, 25, 45),
  audience: fc.constantFrom('open', 'closed'),
  alcohol: fc.oneof(
    { weight: 4, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  party: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
}) as fc.Arbitrary<Pick<FindWish, 'headCount' | 'audience' | 'alcohol' | 'party'> & { when: Span }>

let me: TestPerson
let parts: number[]

beforeAll(async () => {
  await everybodyListens()
  me = await addPerson()
  await sql`update people.person set birth_band = '18-25' where id = ${me.id}::uuid`.execute(db)
  await sql`insert into hubs.hub (id, name) values ('prove', 'Prøve innbyggertorg')`.execute(db)
  const { rows } = await sql<{ id: number }>`
    insert into rooms.part (hub_id, name) select 'prove', '{}' from generate_series(1, 3) returning id`.execute(
    db,
  )
  parts = rows.map(({ id }) => id)
  for (const id of roomIds) {
    await sql`insert into rooms.room (id, hub_id, name, kind, state, capacity, rules)
      values (${id}, 'prove', ${JSON.stringify({ nb: id })}, 'hall', 'open', ${10 + 10 * rooms[id].length}, ${JSON.stringify(usualRules)})`.execute(
      db,
    )
    for (const part of rooms[id])
      await sql`insert into rooms.room_part values (${id}, ${parts[part]})`.execute(db)
  }
})

/** Lays out a town. Bookings that would collide are left out. */
async function build(town: Town) {
  await sql`truncate rooms.occupancy, rooms.booking, rooms.step, rooms.wait, rooms.reminded cascade`.execute(
    db,
  )
  await sql`delete from hubs.hours`.execute(db)
  await sql`delete from hubs.closure`.execute(db)
  await sql`insert into hubs.hours (hub_id, kind, osm, closed_on_holidays) values ('prove', 'staffed', ${town.hours}, true)`.execute(
    db,
  )
  if (town.staffless)
    await sql`insert into hubs.hours (hub_id, kind, osm, closed_on_holidays) values ('prove', 'staffless', ${town.staffless}, false)`.execute(
      db,
    )
  for (const [day, half, halves] of town.closures) {
    const { from, to } = span(day, half, halves)
    await sql`insert into hubs.closure (hub_id, effect, starts_at, ends_at, reason)
      values ('prove', 'closed', ${from.toString()}, ${to.toString()}, '{}')`.execute(db)
  }
  for (const id of roomIds)
    await sql`update rooms.room set rules = ${JSON.stringify(town.rules[id])}, state = ${town.states.includes(id) ? 'closed' : 'open'}
      where id = ${id}`.execute(db)
  for (const { room, at, tidy, mine, state } of town.bookings) {
    const { from, to } = span(...at)
    const held = state === 'held' || state === 'hold that ran out'
    const id = randomUUID()
    await sql`insert into rooms.booking (id, kind, state, room_id, hub_id, starts_at, ends_at, tidy_minutes, first_starts_at, held_until,
        person_id, hours_state)
      values (${id}, 'booking', ${held ? 'held' : state}, ${room}, 'prove', ${from.toString()}, ${to.toString()}, ${tidy},
        ${from.toString()}, ${held ? now.add({ minutes: state === 'held' ? 5 : -5 }).toString() : null},
        ${mine ? me.id : null}::uuid, 'staffed')`.execute(db)
    const { rows } = await sql<{
      in_the_way: string[]
    }>`select rooms.occupy(${id}, ${rooms[room].map((part) => parts[part])}::bigint[],
      tstzrange(${from.toString()}, ${to.add({ minutes: tidy }).toString()}, '[)'), ${now.subtract({ hours: 1 }).toString()}) as in_the_way`.execute(
      db,
    )
    if (rows[0]?.in_the_way.length) await sql`delete from rooms.booking where id = ${id}`.execute(db)
  }
}

class PutBack extends Error {}

/** What the booking says; nothing of it stays. */
async function tryToBook(
  roomId: string,
  wish: Pick<FindWish, 'headCount' | 'audience' | 'alcohol' | 'party'>,
  { from, to }: Span,
) {
  let state: string | undefined
  try {
    await inTransaction(async (tx) => {
      const { headCount, audience, alcohol, party } = wish
      state = (
        await bookRoom(
          tx,
          me.actor,
          bookingWish.parse({ roomId, from, to, headCount, audience, alcohol, party }),
          now,
        )
      ).state
      throw new PutBack()
    })
  } catch (error) {
    if (error instanceof Refusal) return error.code
    if (!(error instanceof PutBack)) throw error
  }
  return state
}

test('what is shown as free can be booked, and what is not is refused for the reason shown', async () => {
  const told = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(anyTown, fc.array(anyAsk, { minLength: 8, maxLength: 8 }), async (town, asks) => {
      await build(town)
      for (const ask of asks) {
        const { free, not } = await findRooms(db, { ...anyWish, ...ask, personId: me.id }, now)
        const shown = new Map<string, string>([
          ...free.map((room) => [room.id, room.way === 'instant' ? 'booked' : 'requested'] as const),
          ...not.map(({ room, code }) => [room.id, code] as const),
        ])
        for (const id of roomIds) {
          const said = await tryToBook(id, ask, ask.when)
          told.set(String(said), (told.get(String(said)) ?? 0) + 1)
          // A closed room is not shown at all.
          if (town.states.includes(id))
            expect([id, shown.get(id), said]).toEqual([id, undefined, expect.stringMatching(/^rooms\./)])
          else expect([id, said]).toEqual([id, shown.get(id)])
        }
        for (const { alternative } of not)
          if (alternative)
            expect(['booked', 'requested']).toContain(await tryToBook(alternative.roomId, ask, alternative))
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 30) },
  )
  // The test would prove nothing if it met only one kind of answer.
  for (const answer of [
    'booked',
    'requested',
    'rooms.taken',
    'rooms.not-then',
    'rooms.person-quota',
    'rooms.over-capacity',
  ])
    expect([answer, told.get(answer) ?? 0]).not.toEqual([answer, 0])
}, 120_000)

const anySeries = fc
  .record({
    day: fc.integer({ min: 0, max: 6 }),
    half: fc.integer({ min: 14, max: 40 }),
    halves: fc.integer({ min: 1, max: 5 }),
    freq: fc.constantFrom('DAILY', 'WEEKLY'),
    count: fc.integer({ min: 2, max: 4 }),
  })
  .map(({ day, half, halves, freq, count }) =>
    ruleShape.parse({
      start: monday.add({ days: day }).toString(),
      time: Temporal.PlainTime.from('00:00')
        .add({ minutes: half * 30 })
        .toString({ smallestUnit: 'minute' }),
      minutes: halves * 30,
      rrule: `FREQ=${freq};COUNT=${count}`,
    }),
  )

/** What booking all dates says: each refused date with its code, or nothing. Nothing of it stays. */
async function tryToBookSeries(
  roomId: string,
  wish: Pick<FindWish, 'headCount' | 'audience' | 'alcohol' | 'party'>,
  rule: Rule,
): Promise<[string, string][]> {
  const { headCount, audience, alcohol, party } = wish
  const asked = bookingWish
    .omit({ from: true, to: true })
    .parse({ roomId, headCount, audience, alcohol, party })
  try {
    await inTransaction(async (tx) => {
      await bookSeries(tx, me.actor, { wish: asked, rule }, now)
      throw new PutBack()
    })
  } catch (error) {
    if (error instanceof Refusal) return refusedDatesOf(error).map(({ date, code }) => [date, code])
    if (!(error instanceof PutBack)) throw error
  }
  return []
}

const shifted = (time: string, minutes: number) =>
  Temporal.PlainTime.from(time).add({ minutes }).toString({ smallestUnit: 'minute' })

test('a series that is shown as free can be booked, and one that is not is refused for the dates and reasons shown', async () => {
  const told = { booked: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(
      anyTown,
      anyAsk,
      fc.array(anySeries, { minLength: 3, maxLength: 3 }),
      async (town, ask, rules) => {
        await build({ ...town, states: [] })
        for (const rule of rules) {
          const { free, not } = await findRooms(
            db,
            { ...anyWish, ...ask, when: { rule }, personId: me.id },
            now,
          )
          expect(free.length + not.length).toBe(roomIds.length)
          for (const { id } of free) {
            expect([id, rule, await tryToBookSeries(id, ask, rule)]).toEqual([id, rule, []])
            told.booked++
          }
          for (const { room, refused, alternative } of not) {
            if (alternative) {
              const later = ruleShape.parse({ ...rule, time: shifted(rule.time, alternative.minutes) })
              const said = await tryToBookSeries(alternative.roomId, ask, later)
              expect([alternative.roomId, later, said]).toEqual([alternative.roomId, later, []])
            }

            const shown = refused.map(({ date, code }) => [date, code])
            expect([room.id, rule, await tryToBookSeries(room.id, ask, rule)]).toEqual([room.id, rule, shown])
            told.refused++
          }
        }
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 15) },
  )
  expect(Math.min(told.booked, told.refused)).toBeGreaterThan(0)
}, 120_000)

test('a stretch of free time can be booked slot by slot, and what lies outside cannot', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyTown,
      fc.constantFrom(...roomIds),
      fc.integer({ min: 0, max: 8 }),
      async (town, id, day) => {
        const rules: RuleSet = {
          ...town.rules[id],
          shortestMinutes: 5,
          longestMinutes: 1440,
          perPersonAWeek: null,
          smallestGroup: 1,
          responsibleAge: 0,
          who: ['resident'],
          overrides: {},
        }
        await build({ ...town, states: [], rules: { ...town.rules, [id]: rules } })
        const asked = span(day, 0, 48)
        const free = await freeTimes(db, id, asked, now)
        const minutes = rules.stepMinutes < 30 ? 60 : rules.stepMinutes
        const wish = { headCount: 1, audience: 'open', alcohol: false, party: false } as const
        for (
          let from = asked.from;
          Temporal.Instant.compare(from, asked.to) < 0;
          from = from.add({ minutes })
        ) {
          const slot = { from, to: from.add({ minutes: rules.stepMinutes }) }
          const inside = free.some(
            (stretch) =>
              Temporal.Instant.compare(stretch.from, slot.from) <= 0 &&
              Temporal.Instant.compare(slot.to, stretch.to) <= 0,
          )
          const said = await tryToBook(id, wish, slot)
          expect([slot.from.toString(), !said?.startsWith('rooms.')]).toEqual([slot.from.toString(), inside])
        }
        for (const stretch of free) expect(await tryToBook(id, wish, stretch)).not.toMatch(/^rooms\./)
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 10) },
  )
}, 120_000)
