import { announce, sql, type Tx } from '#kernel'
import { waitChanged } from '../announcements.ts'
import type { WaitState } from './waits.ts'

/** Moves a place in line to another state and says so. Undefined when it is no longer in the state it was. */
export async function changeWait(
  tx: Tx,
  id: string,
  from: WaitState,
  to: WaitState,
  more: { bookingId?: string; offeredUntil?: Temporal.Instant } = {},
): Promise<{ id: string } | undefined> {
  const { rows } = await sql<{ id: string; version: number }>`
    update rooms.wait set state = ${to}, version = version + 1,
      booking_id = coalesce(${more.bookingId ?? null}::uuid, booking_id),
      offered_until = coalesce(${more.offeredUntil?.toString() ?? null}::timestamptz, offered_until)
    where id = ${id} and state = ${from} returning id, version`.execute(tx)
  const row = rows[0]
  if (row) await announce(tx, waitChanged, { waitId: row.id, version: row.version })
  return row
}
