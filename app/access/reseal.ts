import { isSealedWithNewest, reseal, sql, type Tx } from '#kernel'

/** Everything sealed in this module: doors' secrets, codes not over yet, keys that sign, and vendors' keys in doors' settings. */
const places = [
  {
    table: 'access.door',
    id: 'id',
    sealed: sql`agent_secret`,
    write: (text: string) => sql`agent_secret = ${text}`,
  },
  {
    table: 'access.grant_pin',
    id: 'grant_id',
    sealed: sql`sealed`,
    write: (text: string) => sql`sealed = ${text}`,
  },
  {
    table: 'access.signing_key',
    id: 'id',
    sealed: sql`sealed_private_key`,
    write: (text: string) => sql`sealed_private_key = ${text}`,
  },
  {
    table: 'access.door',
    id: 'id',
    sealed: sql`settings->>'key'`,
    write: (text: string) => sql`settings = jsonb_set(settings, '{key}', to_jsonb(${text}::text))`,
  },
]

/** For `npm run keys:rotate`: seals anew what an older key of the ring sealed. Returns how many rows changed. */
export async function resealAccess(tx: Tx): Promise<number> {
  let changed = 0
  for (const { table, id, sealed, write } of places) {
    const { rows } = await sql<{ id: string; sealed: string }>`
      select ${sql.ref(id)}::text as id, ${sealed} as sealed from ${sql.table(table)}
      where ${sealed} is not null for update`.execute(tx)
    for (const row of rows.filter((one) => !isSealedWithNewest(one.sealed))) {
      await sql`update ${sql.table(table)} set ${write(reseal(row.sealed))} where ${sql.ref(id)}::text = ${row.id}`.execute(
        tx,
      )
      changed++
    }
  }
  return changed
}
