import { db, inTransaction, now, sql } from '#kernel'
import { placeOf } from './pool-of.ts'
import { signUpWish } from './schema.ts'

export type TestActivity = { seriesId: number; occurrenceIds: number[]; poolId: number }
type Wanted = {
  capacity?: number | null
  /** When each date begins, from now. */
  inHours?: number[]
  form?: 'one-off' | 'course'
  series?: Record<string, unknown>
}

/** A published activity at an invented hub, with its pool. */
export async function anActivity({
  capacity = 2,
  inHours = [24 * 7],
  form = 'one-off',
  series = {},
}: Wanted = {}): Promise<TestActivity> {
  return inTransaction(async (tx) => {
    await sql`insert into hubs.hub (id, name) values ('prove', 'Prøve innbyggertorg') on conflict do nothing`.execute(
      tx,
    )
    const columns = {
      hub_id: 'prove',
      form,
      state: 'published',
      title: JSON.stringify({ nb: 'Språkkafé', en: 'Language café' }),
      place: JSON.stringify({ nb: 'Kjøkkenet' }),
      category: 'language',
      rule: '{}',
      sign_up: 'open',
      capacity,
      ...series,
    }
    const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)))
    const { rows } = await sql<{ id: number }>`
      insert into activities.series (${names}) values (${sql.join(Object.values(columns))}) returning id`.execute(
      tx,
    )
    const seriesId = rows[0]?.id as number
    const occurrenceIds: number[] = []
    for (const hours of inHours) {
      const startsAt = now().add({ minutes: Math.round(hours * 60) })
      const { rows: dates } = await sql<{ id: number }>`
        insert into activities.occurrence (series_id, original_date, starts_at, ends_at, hub_id)
        values (${seriesId}, ${`${2000 + occurrenceIds.length}-01-01`}::date, ${startsAt.toString()}::timestamptz,
          ${startsAt.add({ hours: 2 }).toString()}::timestamptz, 'prove') returning id`.execute(tx)
      occurrenceIds.push(dates[0]?.id as number)
    }
    const { rows: pools } = await sql<{ id: number }>`
      insert into activities.pool (series_id, occurrence_id, capacity)
      values (${seriesId}, ${form === 'course' ? null : (occurrenceIds[0] as number)}, ${capacity}) returning id`.execute(
      tx,
    )
    return { seriesId, occurrenceIds, poolId: pools[0]?.id as number }
  })
}

export const placeIn = async (
  activity: TestActivity,
  occurrenceId: number | null = activity.occurrenceIds[0] as number,
  at = now(),
) => {
  const place = await placeOf(db, activity.seriesId, occurrenceId, at)
  if (!place) throw new Error('The test activity has no such place')
  return place
}

export const wish = (said: Record<string, unknown> = {}) => signUpWish.parse(said)

export type Counted = { state: string; rank: number | null; party: number; name: string | null }
export async function everyone(poolId: number): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select state, rank, party_size as party, name from activities.sign_up where pool_id = ${poolId}
    order by created_at, id`.execute(db)
  return rows
}

export async function poolNow(poolId: number) {
  const { rows } = await sql<{ taken: number; capacity: number | null; counted: number }>`
    select p.taken, p.capacity, (select coalesce(sum(party_size), 0)::int from activities.sign_up s
      where s.pool_id = p.id and s.holds) as counted
    from activities.pool p where p.id = ${poolId}`.execute(db)
  return rows[0] as { taken: number; capacity: number | null; counted: number }
}

/** A name and a queue of parties signed up by e-mail and confirmed at once: the shortest way to a full activity. */
export async function fill(poolId: number, parties: number[], at = now()): Promise<string[]> {
  const ids: string[] = []
  for (const [i, party] of parties.entries()) {
    const { rows } = await sql<{ id: string }>`
      select sign_up_id as id from activities.place(${poolId}::bigint, ${at.add({ milliseconds: i }).toString()}::timestamptz,
        ${JSON.stringify(aWish(`fyll${i}@eksempel.no`, party))}::jsonb)`.execute(db)
    ids.push(rows[0]?.id as string)
  }
  return ids
}

/** What `activities.place` is told. */
export const aWish = (email: string, party = 1, more: Record<string, unknown> = {}) => ({
  name: 'Prøve Person',
  email,
  party,
  attends: true,
  lang: 'nb',
  remind: true,
  waitingList: true,
  code: 'ABCD2345',
  attendees: [],
  answers: [],
  ...more,
})
