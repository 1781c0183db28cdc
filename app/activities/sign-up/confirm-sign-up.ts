import { sql, type Tx } from '#kernel'
import { changed } from './changed.ts'
import { signUpRefusal } from './refusals.ts'
import { holdPool, promote } from './settle.ts'

/**
 * The address has been proved. The place that was held becomes theirs; those who got a queue number go into the
 * line. After half an hour it is too late, also when nobody has swept the hold away yet.
 */
export async function confirmSignUp(tx: Tx, signUp: { id: string; poolId: number }, now: Temporal.Instant) {
  await holdPool(tx, signUp.poolId, now)
  const { rows } = await sql<{ version: number; state: string }>`
    update activities.sign_up
    set state = case when holds then 'attending' else 'waiting' end, held_until = null,
      confirmed_at = ${now.toString()}::timestamptz, version = version + 1
    where id = ${signUp.id} and state = 'unconfirmed' returning version, state`.execute(tx)
  const row = rows[0]
  if (!row) {
    // Pressed twice, or opened again from the mail: what was asked for is already so.
    const { rows: earlier } = await sql<{ state: string }>`
      select state from activities.sign_up where id = ${signUp.id} and confirmed_at is not null`.execute(tx)
    if (earlier[0] && earlier[0].state !== 'cancelled' && earlier[0].state !== 'lapsed') return
    throw signUpRefusal('activities.hold-lapsed')
  }
  await changed(tx, signUp.id, row.version)
  if (row.state === 'waiting') await promote(tx, signUp.poolId, now)
}
