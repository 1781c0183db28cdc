import { type Db, sql, type Tx } from '#kernel'

/** How many keys hang on bookings: they follow whatever is decided about those. */
export async function keysHit(on: Db | Tx, bookingIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ keys: number }>`
    select count(*)::int as keys from access.key_grant
    where booking_id = any(${bookingIds as string[]}::uuid[]) and state not in ('ended', 'revoked', 'removed')`.execute(
    on,
  )
  return rows[0]?.keys ?? 0
}
