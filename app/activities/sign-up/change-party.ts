import { sql, type Tx } from '#kernel'
import { changed } from './changed.ts'
import { holdWithEvenings, takeBackEvenings } from './evenings-given-up.ts'
import { refuseSignUp, signUpRefusal } from './refusals.ts'
import { holdPool, promote } from './settle.ts'
import { type SignUpState, whyPartyNotChanged } from './sign-up-rules.ts'

/** Makes the party bigger or smaller. Children who are signed up by name are part of it and cannot be counted away. */
export async function changeParty(
  tx: Tx,
  signUp: { id: string; poolId: number },
  to: number,
  now: Temporal.Instant,
) {
  const { evenings } = await holdWithEvenings(tx, signUp, now)
  const pool = await holdPool(tx, signUp.poolId, now)
  const { rows } = await sql<{
    state: SignUpState
    party: number
    waiting: number
    max_party: number
    least: number
  }>`
    select u.state, u.party_size as party, s.max_party,
      (select count(*)::int from activities.sign_up w where w.pool_id = u.pool_id and w.state = 'waiting') as waiting,
      (select count(*)::int from activities.attendee a where a.sign_up_id = u.id) + u.attends::int as least
    from activities.sign_up u join activities.pool p on p.id = u.pool_id join activities.series s on s.id = p.series_id
    where u.id = ${signUp.id}`.execute(tx)
  const row = rows[0]
  if (!row) throw signUpRefusal('activities.ended')
  const counts = { ...pool, waiting: row.waiting, maxParty: row.max_party }
  refuseSignUp(whyPartyNotChanged(row, Math.max(to, 0), counts), { max: row.max_party })
  if (to < row.least) throw signUpRefusal('activities.nobody')
  if (to === row.party) return
  const { rows: after } = await sql<{ version: number }>`
    update activities.sign_up set party_size = ${to}, version = version + 1 where id = ${signUp.id} returning version`.execute(
    tx,
  )
  if (to < row.party) await takeBackEvenings(tx, signUp.id, evenings, to, now)
  await changed(tx, signUp.id, (after[0] as { version: number }).version)
  await promote(tx, signUp.poolId, now)
}
