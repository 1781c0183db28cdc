import { sql, type Tx } from '#kernel'
import { changed } from './changed.ts'
import { signUpRefusal } from './refusals.ts'
import { holdPool, promote } from './settle.ts'

type Ref = { id: string; poolId: number }

/** Takes the offered place. An offer whose time is over is gone, however late the clean-up runs. */
export async function acceptOffer(tx: Tx, signUp: Ref, now: Temporal.Instant) {
  await holdPool(tx, signUp.poolId, now)
  const { rows } = await sql<{ version: number }>`
    update activities.sign_up set state = 'attending', held_until = null, version = version + 1
    where id = ${signUp.id} and state = 'offered' returning version`.execute(tx)
  if (rows[0]) return changed(tx, signUp.id, rows[0].version)
  const { rows: now_ } = await sql<{
    state: string
  }>`select state from activities.sign_up where id = ${signUp.id}`.execute(tx)
  if (now_[0]?.state !== 'attending') throw signUpRefusal('activities.offer-ended')
}

/** Says no to the offer and leaves the line; the place goes to the next. */
export async function declineOffer(tx: Tx, signUp: Ref, now: Temporal.Instant) {
  await holdPool(tx, signUp.poolId, now)
  const { rows } = await sql`
    update activities.sign_up
    set state = 'cancelled', holds = false, held_until = null, version = version + 1,
      cancelled_at = ${now.toString()}::timestamptz, cancelled_by = 'self'
    where id = ${signUp.id} and state = 'offered' returning id`.execute(tx)
  if (rows.length === 0) throw signUpRefusal('activities.offer-ended')
  await promote(tx, signUp.poolId, now)
}
