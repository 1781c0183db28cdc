import { announce, instantOf, sql, type Tx } from '#kernel'
import { signUpChanged } from './announcements.ts'
import { offerUntil, whoGetsOffered } from './sign-up-rules.ts'

export type HeldPool = { poolId: number; capacity: number | null; taken: number }

/**
 * Takes the pool's row until the transaction ends and ends the holds and offers whose time is over. Every verb that
 * changes a sign-up begins here: rivals queue instead of counting the same place twice.
 */
export async function holdPool(tx: Tx, poolId: number, now: Temporal.Instant): Promise<HeldPool> {
  const { rows } = await sql<HeldPool & { lapsed: string[] }>`
    select pool_id as "poolId", capacity, taken, lapsed
    from activities.hold(${poolId}::bigint, ${now.toString()}::timestamptz)`.execute(tx)
  const pool = rows[0] as HeldPool & { lapsed: string[] }
  await announceLapsed(tx, pool.lapsed)
  return pool
}

export async function announceLapsed(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return
  const { rows } = await sql<{ id: string; version: number }>`
    select id, version from activities.sign_up where id = any(${ids}::uuid[]) and lapsed_from is not null`.execute(
    tx,
  )
  for (const { id, version } of rows) await announce(tx, signUpChanged, { signUpId: id, version })
}

/** Offers free places to those who wait, in order. The caller may hold the pool already; asking twice is harmless. */
export async function promote(tx: Tx, poolId: number, now: Temporal.Instant): Promise<string[]> {
  const pool = await holdPool(tx, poolId, now)
  const free = pool.capacity === null ? Number.POSITIVE_INFINITY : pool.capacity - pool.taken
  if (free <= 0) return []
  const until = await offersEnd(tx, poolId, now)
  if (!until) return []
  const { rows: line } = await sql<{ id: string; party: number }>`
    select id, party_size as party from activities.sign_up
    where pool_id = ${poolId} and state = 'waiting' order by rank`.execute(tx)
  const chosen = whoGetsOffered(free, line).map((waiting) => waiting.id)
  if (chosen.length > 0) await offer(tx, chosen, until)
  return chosen
}

async function offer(tx: Tx, ids: readonly string[], until: Temporal.Instant) {
  const { rows } = await sql<{ id: string; version: number }>`
    update activities.sign_up
    set state = 'offered', holds = true, held_until = ${until.toString()}::timestamptz, version = version + 1
    where id = any(${ids}::uuid[]) returning id, version`.execute(tx)
  for (const { id, version } of rows) await announce(tx, signUpChanged, { signUpId: id, version })
}

/** Until when an offer made now stands. Nothing for what is cancelled, over or about to start. */
async function offersEnd(
  tx: Tx,
  poolId: number,
  now: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const { rows } = await sql<{ next_at: string | null }>`
    select min(o.starts_at) as next_at
    from activities.pool p
    join activities.series s on s.id = p.series_id and s.state = 'published'
    join activities.occurrence o on o.state = 'on' and o.starts_at > ${now.toString()}::timestamptz
      and o.series_id = p.series_id and o.id = coalesce(p.occurrence_id, o.id)
    where p.id = ${poolId}`.execute(tx)
  const next = rows[0]?.next_at
  return next ? offerUntil(now, instantOf(next)) : undefined
}
