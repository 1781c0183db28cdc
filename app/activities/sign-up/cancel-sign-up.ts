import { sql, type Tx } from '#kernel'
import { changed } from './changed.ts'
import { holdPool, promote } from './settle.ts'

/** Cancels, and offers the place to those who wait. Cancelling what is over already changes nothing. */
export async function cancelSignUp(
  tx: Tx,
  signUp: { id: string; poolId: number },
  by: 'self' | 'host' | 'erasure',
  now: Temporal.Instant,
) {
  const datePools = await holdWithDatesGivenUp(tx, signUp, now)
  const { rows } = await sql<{ version: number; held: boolean }>`
    with before as (select id, holds from activities.sign_up where id = ${signUp.id})
    update activities.sign_up s
    set state = 'cancelled', holds = false, held_until = null, version = version + 1,
      cancelled_at = ${now.toString()}::timestamptz, cancelled_by = ${by}
    from before where s.id = before.id and s.state in ('unconfirmed', 'attending', 'waiting', 'offered')
    returning s.version, before.holds as held`.execute(tx)
  const row = rows[0]
  if (!row) return
  await takeBackDates(tx, signUp.id, datePools, now)
  await changed(tx, signUp.id, row.version)
  if (!row.held) return
  await promote(tx, signUp.poolId, now)
}

/** Pools are locked in the order of their ids, whatever order a verb needs them in. */
async function holdWithDatesGivenUp(tx: Tx, signUp: { id: string; poolId: number }, now: Temporal.Instant) {
  const { rows } = await sql<{ id: number }>`
    select p.id from activities.absence a join activities.pool p on p.occurrence_id = a.occurrence_id
    where a.sign_up_id = ${signUp.id} and a.seats > 0`.execute(tx)
  const dates = rows.map((row) => row.id)
  for (const id of [...dates, signUp.poolId].sort((a, b) => a - b)) await holdPool(tx, id, now)
  return dates
}

/**
 * Whoever leaves the course takes the dates they had given up with them: those places go to whoever joins next. A
 * place somebody has already taken for that date stays theirs.
 */
async function takeBackDates(tx: Tx, signUpId: string, datePools: number[], now: Temporal.Instant) {
  if (datePools.length === 0) return
  await sql`
    update activities.pool p set capacity = greatest(p.taken, p.capacity - a.seats)
    from activities.absence a join activities.occurrence o on o.id = a.occurrence_id
    where a.sign_up_id = ${signUpId} and p.occurrence_id = a.occurrence_id and p.id = any(${datePools}::bigint[])
      and o.starts_at > ${now.toString()}::timestamptz`.execute(tx)
  await sql`delete from activities.absence where sign_up_id = ${signUpId}`.execute(tx)
}
