import { sql, type Tx } from '#kernel'
import { cancelSignUp } from './cancel-sign-up.ts'

/** Who they were goes; that somebody came, and how many, stays. */
async function anonymise(tx: Tx, ids: readonly string[], now: Temporal.Instant) {
  if (ids.length === 0) return
  const these = sql`sign_up_id = any(${ids}::uuid[])`
  await sql`delete from activities.answer where ${these}`.execute(tx)
  await sql`delete from activities.sign_up_link where ${these}`.execute(tx)
  await sql`delete from activities.reminded where ${these}`.execute(tx)
  await sql`update activities.attendee set child_id = null, name = null where ${these}`.execute(tx)
  await sql`
    update activities.sign_up
    set name = null, email = null, phone = null, person_id = null, anonymised_at = ${now.toString()}::timestamptz
    where id = any(${ids}::uuid[])`.execute(tx)
}

/**
 * What retention says: answers on their own day, addresses that were never confirmed after a day, everything else
 * thirty days after the last date.
 */
export async function cleanUpSignUps(tx: Tx, now: Temporal.Instant) {
  const at = now.toString()
  await sql`delete from activities.answer where expires_at <= ${at}::timestamptz`.execute(tx)
  const { rows } = await sql<{ id: string }>`
    select u.id from activities.sign_up u join activities.pool p on p.id = u.pool_id
    where u.anonymised_at is null and (
      (u.lapsed_from = 'unconfirmed' and u.created_at < ${at}::timestamptz - interval '1 day')
      or not exists (select from activities.occurrence o
        where o.series_id = p.series_id and o.id = coalesce(p.occurrence_id, o.id)
          and o.ends_at > ${at}::timestamptz - interval '30 days'))
    limit 20000`.execute(tx)
  await anonymise(
    tx,
    rows.map((row) => row.id),
    now,
  )
}

/** One's own, and those made without an account under the address that this person has proved to be theirs. */
export const signUpsOf = (
  personId: string,
) => sql`(u.person_id = ${personId}::uuid or u.person_id is null and u.email in (
  select value from people.contact where person_id = ${personId}::uuid and kind = 'email'))`

/** Erasure: coming sign-ups are cancelled and their places offered on, and nothing points at the person any more. */
export async function eraseSignUps(tx: Tx, personId: string, now: Temporal.Instant) {
  const { rows } = await sql<{ id: string; pool_id: number }>`
    select u.id, u.pool_id from activities.sign_up u where ${signUpsOf(personId)} order by u.pool_id, u.id`.execute(
    tx,
  )
  for (const row of rows) await cancelSignUp(tx, { id: row.id, poolId: row.pool_id }, 'erasure', now)
  await anonymise(
    tx,
    rows.map((row) => row.id),
    now,
  )
}
