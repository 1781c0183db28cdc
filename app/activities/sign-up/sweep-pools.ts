import { inTransaction, type Job, log, sql } from '#kernel'
import { promote } from './settle.ts'

/**
 * Every minute: ends holds and offers whose time is over, and makes the offers that follow. Counting never depends
 * on it (the clock decides, not this timer); those who wait do, when nobody else comes by. It also looks once more
 * at pools with both free places and people in line, so that an offer can be late but never forgotten.
 */
export async function sweepPools({ db, now }: Job) {
  const { rows } = await sql<{ pool_id: number }>`
    select distinct pool_id from activities.sign_up where held_until <= ${now.toString()}::timestamptz
    union
    select distinct u.pool_id from activities.sign_up u join activities.pool p on p.id = u.pool_id
    where u.state = 'waiting' and (p.capacity is null or p.taken + u.party_size + activities.lent(p, ${now.toString()}::timestamptz) <= p.capacity)
      and exists (select from activities.occurrence o where o.series_id = p.series_id and o.state = 'on'
        and o.id = coalesce(p.occurrence_id, o.id) and o.starts_at > ${now.toString()}::timestamptz)
    order by pool_id`.execute(db)
  for (const { pool_id } of rows) {
    try {
      await inTransaction((tx) => promote(tx, pool_id, now))
    } catch (error) {
      log.error({ err: error, poolId: pool_id }, 'sweeping a pool failed')
    }
  }
}
