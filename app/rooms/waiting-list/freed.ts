import { announce, sql, type Tx } from '#kernel'
import { timeFreed } from '../announcements.ts'
import { freeLater } from '../series/together.ts'
import type { Span } from '../shapes.ts'
import { offerToWaiting, waitingThatFit } from './offer-to-waiting.ts'

export type FreedTime = Span & { roomId: string }

/**
 * Time has come free: those who wait get their offers before anybody else can see it, in the transaction that frees it.
 * Every verb that ends, moves or shortens what blocks a room says so here, after its occupancy is gone.
 */
export async function freed(tx: Tx, time: FreedTime, now: Temporal.Instant): Promise<void> {
  if (freeLater(tx, time)) return
  await offerFreed(tx, time, now)
  const { roomId, from, to } = time
  await announce(tx, timeFreed, { roomId, from: from.toString(), to: to.toString() })
}

/** Makes the offers that a free time allows. Asking twice is harmless. */
export async function offerFreed(tx: Tx, time: FreedTime, now: Temporal.Instant): Promise<string[]> {
  await sql`select rooms.hold_parts(array(select part_id from rooms.room_part where room_id = ${time.roomId}))`.execute(
    tx,
  )
  const waiting = await waitingThatFit(tx, now, time)
  const rooms = [...new Set(waiting.map(({ roomId }) => roomId))]
  return waiting.length > 0 && (await holdIfFree(tx, rooms)) ? offerToWaiting(tx, waiting, now) : []
}

/**
 * Whoever waits for the whole hall needs its other half too. We hold one half already, out of everybody's order, so we take
 * the rest only if nobody has it now: otherwise the announcement, heard a moment later, asks again.
 */
async function holdIfFree(tx: Tx, roomIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ all: boolean }>`
    with wanted as (select distinct part_id as id from rooms.room_part where room_id = any(${[...roomIds]}::text[])),
      held as (select id from rooms.part where id in (select id from wanted) order by id for no key update skip locked)
    select (select count(*) from held) = (select count(*) from wanted) as all`.execute(tx)
  return rows[0]?.all === true
}
