import { sql, type Tx } from '#kernel'
import { changed } from './changed.ts'
import { holdWithEvenings, returnEvening, takeBackEvenings } from './evenings-given-up.ts'
import { promote } from './settle.ts'

/** Cancels, and offers the place to those who wait. Cancelling what is over already changes nothing. */
export async function cancelSignUp(
  tx: Tx,
  signUp: { id: string; poolId: number },
  by: 'self' | 'host' | 'erasure',
  now: Temporal.Instant,
) {
  const { evenings, course } = await holdWithEvenings(tx, signUp, now)
  const { rows } = await sql<{ version: number; held: boolean }>`
    with before as (select id, holds from activities.sign_up where id = ${signUp.id})
    update activities.sign_up s
    set state = 'cancelled', holds = false, held_until = null, version = version + 1,
      cancelled_at = ${now.toString()}::timestamptz, cancelled_by = ${by}
    from before where s.id = before.id and s.state in ('unconfirmed', 'attending', 'waiting', 'offered')
    returning s.version, before.holds as held`.execute(tx)
  const row = rows[0]
  if (!row) return
  await takeBackEvenings(tx, signUp.id, evenings, 0, now)
  await changed(tx, signUp.id, row.version)
  if (!row.held) return
  await promote(tx, signUp.poolId, now)
  if (course === undefined) return
  await returnEvening(tx, signUp.poolId)
  await promote(tx, course, now)
}
