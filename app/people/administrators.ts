import { type Db, sql, type Tx } from '#kernel'

/** Two administrators who end each other's role take turns, so that one is left. */
export const holdAdministrators = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(hashtext('people.administrators'))`.execute(tx)

/** Whether anybody is administrator on the day. */
export async function hasAdministrator(db: Db, today: Temporal.PlainDate): Promise<boolean> {
  const row = await db
    .selectFrom('people.role_grant')
    .select('id')
    .where('role', '=', 'administrator')
    .where('ended_at', 'is', null)
    .where('from_date', '<=', today.toString())
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', today.toString())]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
