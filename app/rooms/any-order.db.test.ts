import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Actor, db, inTransaction, type Refusal, sql, type Tx } from '#kernel'
import { addPerson, freshDatabase } from '#testing'
import { bookRoom } from './book-room.ts'
import { cancelBooking } from './cancel-booking.ts'
import { holdRoom } from './hold-room.ts'
import { moveBooking } from './move-booking.ts'
import { aPart, aRoom, at, aWish } from './room-for-test.ts'

type Step =
  | { what: 'book' | 'hold'; room: number; from: number; length: number }
  | { what: 'move'; which: number; room: number; from: number; length: number }
  | { what: 'cancel'; which: number }
  | { what: 'wait' }

const place = { room: fc.nat(4), from: fc.nat(8), length: fc.integer({ min: 1, max: 4 }) }
const which = fc.nat(9)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { arbitrary: fc.record({ what: fc.constant('book' as const), ...place }), weight: 4 },
    { arbitrary: fc.record({ what: fc.constant('move' as const), which, ...place }), weight: 3 },
    { arbitrary: fc.record({ what: fc.constant('hold' as const), ...place }), weight: 2 },
    { arbitrary: fc.record({ what: fc.constant('cancel' as const), which }), weight: 2 },
    { arbitrary: fc.constant<Step>({ what: 'wait' }), weight: 1 },
  ),
  { minLength: 8, maxLength: 25 },
)

const answer = (verb: (tx: Tx) => Promise<unknown>) =>
  inTransaction(verb).then(
    (done) => ({ code: 'yes', done }),
    (error: Refusal) => ({ code: error.code ?? String(error), done: undefined }),
  )

/** What a sheet of paper on the wall would say: which parts are taken from when to when. */
type Entry = {
  id: string
  parts: number[]
  room: number
  from: number
  to: number
  holdEnds?: number
  by: number
}

test('whatever is booked, held, moved and cancelled in whatever order, the answer is that of a sheet of paper', async () => {
  await freshDatabase()
  const people: Actor[] = [(await addPerson()).actor, (await addPerson()).actor]
  const parts = [await aPart(), await aPart(), await aPart()] as [number, number, number]
  const [a, b, c] = parts
  const tidy = [0, 30, 60, 15, 0]
  const rooms: { id: string; parts: number[] }[] = []
  for (const [i, own] of [[a], [b], [a, b], [b, c], [a, b, c]].entries())
    rooms.push(await aRoom({ parts: own, rules: { tidyMinutes: tidy[i], stepMinutes: 15 } }))

  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      await sql`delete from rooms.occupancy`.execute(db)
      await sql`update rooms.booking set state = 'lapsed' where state = 'held'`.execute(db)
      const sheet: Entry[] = []
      let minutes = 0
      const live = () => sheet.filter((entry) => entry.holdEnds === undefined || entry.holdEnds > minutes)
      const free = (room: number, from: number, to: number, except?: string) =>
        live().every(
          (entry) =>
            entry.id === except ||
            entry.to <= from ||
            to <= entry.from ||
            !entry.parts.some((part) => rooms[room]?.parts.includes(part)),
        )
      const forget = (id: string) => {
        const index = sheet.findIndex((entry) => entry.id === id)
        if (index >= 0) sheet.splice(index, 1)
      }
      for (const [n, step] of sequence.entries()) {
        const by = n % 2
        const actor = people[by] as Actor
        const now = Temporal.Now.instant().add({ minutes })
        if (step.what === 'wait') {
          minutes += 11
          continue
        }
        if (step.what === 'cancel') {
          const booked = live().filter((entry) => entry.holdEnds === undefined)
          const entry = booked[step.which % Math.max(booked.length, 1)]
          if (!entry) continue
          const { code } = await answer((tx) =>
            cancelBooking(tx, people[entry.by] as Actor, entry.id, {}, now),
          )
          expect(code).toBe('yes')
          forget(entry.id)
          continue
        }
        const room = rooms[step.room] as (typeof rooms)[number]
        const start = at(3, 8).add({ minutes: 30 * step.from })
        const span = { from: start, to: start.add({ minutes: 30 * step.length }) }
        const from = 30 * step.from
        const to = from + 30 * step.length + (tidy[step.room] as number)
        const entry = { parts: room.parts, room: step.room, from, to, by }
        if (step.what === 'move') {
          const booked = live().filter((one) => one.holdEnds === undefined)
          const moved = booked[step.which % Math.max(booked.length, 1)]
          if (!moved) continue
          const expected = free(step.room, from, to, moved.id) ? 'yes' : 'rooms.taken'
          const { code } = await answer((tx) =>
            moveBooking(tx, people[moved.by] as Actor, moved.id, { roomId: room.id, ...span }, now),
          )
          expect(code).toBe(expected)
          if (code === 'yes') Object.assign(moved, { ...entry, by: moved.by })
          continue
        }
        if (step.what === 'hold')
          // Looking at another time of the room gives up the first, if there is another to have.
          for (const own of live())
            if (own.holdEnds !== undefined && own.by === by && own.room === step.room)
              if (free(step.room, from, to, own.id)) forget(own.id)
        const expected = free(step.room, from, to) ? 'yes' : 'rooms.taken'
        const { code, done } = await answer((tx) =>
          step.what === 'hold'
            ? holdRoom(tx, actor, { roomId: room.id, ...span }, now)
            : bookRoom(tx, actor, aWish(room.id, span.from, span.to), now),
        )
        if (code === 'rooms.too-many-holds') continue
        expect(code).toBe(expected)
        const { id } = (done ?? { id: '' }) as { id: string }
        if (code === 'yes')
          sheet.push({ ...entry, id, holdEnds: step.what === 'hold' ? minutes + 10 : undefined })
      }
    }),
    { numRuns: 25 },
  )
}, 60_000)
