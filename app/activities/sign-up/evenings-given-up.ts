import { sql, type Tx } from '#kernel'
import { holdPool } from './settle.ts'

type Ref = { id: string; poolId: number }

/**
 * The pools of the evenings that were given up, and of the course itself. Pools are locked in the order of their ids,
 * whatever order a verb needs them in.
 */
export async function holdWithEvenings(tx: Tx, signUp: Ref, now: Temporal.Instant) {
  const { rows } = await sql<{ id: number; evening: boolean }>`
    select p.id, true as evening from activities.absence a join activities.pool p on p.occurrence_id = a.occurrence_id
    where a.sign_up_id = ${signUp.id} and a.seats > 0
    union all
    select course.id, false from activities.pool p
    join activities.pool course on course.series_id = p.series_id and course.occurrence_id is null
    where p.id = ${signUp.poolId} and p.occurrence_id is not null`.execute(tx)
  const ids = new Set([...rows.map((row) => row.id), signUp.poolId])
  for (const id of [...ids].sort((a, b) => a - b)) await holdPool(tx, id, now)
  return {
    evenings: rows.flatMap((row) => (row.evening ? [row.id] : [])),
    course: rows.find((row) => !row.evening)?.id,
  }
}

/**
 * Whoever leaves the course, or becomes fewer, takes those places of the evenings they had given up along. A place
 * somebody has for that evening stays theirs, and nobody joins the course in its stead until it is over.
 */
export async function takeBackEvenings(
  tx: Tx,
  signUpId: string,
  evenings: readonly number[],
  left: number,
  now: Temporal.Instant,
) {
  if (evenings.length === 0) return
  await sql`
    update activities.pool p set capacity = greatest(p.taken, p.capacity - greatest(0, a.seats - ${left}::int))
    from activities.absence a join activities.occurrence o on o.id = a.occurrence_id
    where a.sign_up_id = ${signUpId} and p.occurrence_id = a.occurrence_id and p.id = any(${evenings}::bigint[])
      and o.starts_at > ${now.toString()}::timestamptz`.execute(tx)
  await (left === 0
    ? sql`delete from activities.absence where sign_up_id = ${signUpId}`
    : sql`update activities.absence set seats = least(seats, ${left}::int) where sign_up_id = ${signUpId}`
  ).execute(tx)
}

/** A place of one evening that nobody wants any more is a place on the course again, once its owner has left that. */
export const returnEvening = (tx: Tx, poolId: number) =>
  sql`
    update activities.pool p set capacity = greatest(p.taken, (
      select coalesce(sum(seats), 0)::int from activities.absence a where a.occurrence_id = p.occurrence_id))
    from activities.series s
    where p.id = ${poolId} and s.id = p.series_id and s.form = 'course' and p.capacity > p.taken`.execute(tx)
