import { type Db, sql, type Tx } from '#kernel'

/** How many keys of a hub work in a time: what a closure would leave people outside with. */
export async function keysHit(
  on: Db | Tx,
  hubId: string,
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<number> {
  const { rows } = await sql<{ keys: number }>`
    select count(*)::int as keys from access.key_grant
    where hub_id = ${hubId} and state not in ('ended', 'revoked', 'removed')
      and from_at < ${to.toString()}::timestamptz and to_at > ${from.toString()}::timestamptz`.execute(on)
  return rows[0]?.keys ?? 0
}
