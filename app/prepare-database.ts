import { config, db, inTransaction } from '#kernel'
import { moduleSeeds } from './modules.ts'

/**
 * A new database gets the municipality's hubs; the demonstration also gets example content around today's date. A
 * database that has content is left as it is.
 */
export async function prepareDatabase(): Promise<void> {
  const { loadMunicipality } = await import('#hubs')
  await inTransaction((tx) => loadMunicipality(tx))
  if (!config.demonstration) return
  const seeded = await db.selectFrom('people.person').select('id').limit(1).executeTakeFirst()
  if (seeded) return
  await inTransaction(async (tx) => {
    for (const load of moduleSeeds) await (await load()).seed?.(tx)
  })
}
