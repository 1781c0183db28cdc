import { announce, sql, type Tx } from '#kernel'
import { eveningChanged } from './announcements.ts'
import { refuseSignUp, signUpRefusal } from './refusals.ts'
import { holdPool, promote } from './settle.ts'

type Ref = { id: string; poolId: number }
type DateOfCourse = { series_id: number; state: string; party: number; limited: boolean; past: boolean }

/** One date of a course without them: their places that evening go to the list for that date. */
export async function notTonight(tx: Tx, signUp: Ref, occurrenceId: number, now: Temporal.Instant) {
  const date = await dateOf(tx, signUp, occurrenceId, now)
  const datePool = await holdBoth(tx, signUp, date, occurrenceId, now)
  if ((await stateOf(tx, signUp.id)) !== 'attending') throw signUpRefusal('activities.ended')
  const seats = date.limited ? date.party : 0
  const { rows } = await sql`
    insert into activities.absence (sign_up_id, occurrence_id, seats, at)
    values (${signUp.id}, ${occurrenceId}, ${seats}, ${now.toString()}::timestamptz) on conflict do nothing
    returning sign_up_id`.execute(tx)
  if (rows.length === 0) return
  await tellCalendar(tx, signUp, occurrenceId, true)
  if (seats === 0) return
  await sql`update activities.pool set capacity = capacity + ${seats} where id = ${datePool}`.execute(tx)
  await promote(tx, datePool, now)
}

/** Coming after all, unless somebody else has been given the place that evening. */
export async function backTonight(tx: Tx, signUp: Ref, occurrenceId: number, now: Temporal.Instant) {
  const date = await dateOf(tx, signUp, occurrenceId, now)
  const datePool = await holdBoth(tx, signUp, date, occurrenceId, now)
  const { rows } = await sql<{ seats: number; free: number }>`
    select a.seats, p.capacity - p.taken as free from activities.absence a, activities.pool p
    where a.sign_up_id = ${signUp.id} and a.occurrence_id = ${occurrenceId} and p.id = ${datePool}`.execute(
    tx,
  )
  const absence = rows[0]
  if (!absence) return
  if (absence.seats > absence.free) throw signUpRefusal('activities.seat-given')
  await sql`delete from activities.absence where sign_up_id = ${signUp.id} and occurrence_id = ${occurrenceId}`.execute(
    tx,
  )
  await sql`update activities.pool set capacity = capacity - ${absence.seats} where id = ${datePool}`.execute(
    tx,
  )
  await tellCalendar(tx, signUp, occurrenceId, false)
}

async function tellCalendar(tx: Tx, signUp: Ref, occurrenceId: number, absent: boolean) {
  const { rows } = await sql<{ version: number }>`
    update activities.sign_up set evenings_version = evenings_version + 1 where id = ${signUp.id}
    returning evenings_version as version`.execute(tx)
  const { version } = rows[0] as { version: number }
  await announce(tx, eveningChanged, { signUpId: signUp.id, occurrenceId, absent, version })
}

async function dateOf(
  tx: Tx,
  signUp: Ref,
  occurrenceId: number,
  now: Temporal.Instant,
): Promise<DateOfCourse> {
  const { rows } = await sql<DateOfCourse>`
    select p.series_id, o.state, u.party_size as party, p.capacity is not null as limited,
      o.starts_at <= ${now.toString()}::timestamptz as past
    from activities.sign_up u
    join activities.pool p on p.id = u.pool_id and p.occurrence_id is null
    join activities.occurrence o on o.id = ${occurrenceId} and o.series_id = p.series_id
    where u.id = ${signUp.id}`.execute(tx)
  const date = rows[0]
  if (!date) throw signUpRefusal('activities.only-for-courses')
  refuseSignUp(date.state !== 'on' ? 'activities.cancelled' : date.past ? 'activities.past' : undefined)
  return date
}

/** Makes the date's own pool when it is the first to be given up, and locks both in the order of their ids. */
async function holdBoth(
  tx: Tx,
  signUp: Ref,
  date: DateOfCourse,
  occurrenceId: number,
  now: Temporal.Instant,
) {
  await sql`
    insert into activities.pool (series_id, occurrence_id, capacity) values (${date.series_id}, ${occurrenceId}, 0)
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{
    id: number
  }>`select id from activities.pool where occurrence_id = ${occurrenceId}`.execute(tx)
  const datePool = (rows[0] as { id: number }).id
  for (const id of [datePool, signUp.poolId].sort((a, b) => a - b)) await holdPool(tx, id, now)
  return datePool
}

async function stateOf(tx: Tx, id: string) {
  const { rows } = await sql<{
    state: string
  }>`select state from activities.sign_up where id = ${id}`.execute(tx)
  return rows[0]?.state
}
