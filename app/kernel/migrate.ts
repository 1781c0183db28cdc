import { createHash } from 'node:crypto'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { modulesFromTheGround } from './module-order.ts'

export type Migration = { module: string; name: string; sql: string }

const modules: readonly string[] = modulesFromTheGround

const files = import.meta.glob('/app/*/migrations/*.sql', { query: '?raw', import: 'default', eager: true })

export const migrations: Migration[] = Object.entries(files)
  .map(([path, sql]) => {
    const [, , module, , name] = path.split('/') as [string, string, string, string, string]
    return { module, name: name.replace(/\.sql$/, ''), sql: String(sql) }
  })
  .sort((a, b) => modules.indexOf(a.module) - modules.indexOf(b.module) || a.name.localeCompare(b.name))

/** The database holds migrations that this code does not know: it belongs to a newer release. */
export class NewerDatabase extends Error {
  override name = 'NewerDatabase'
}
/** A migration that has run was edited afterwards. */
export class ChangedMigration extends Error {
  override name = 'ChangedMigration'
}

const lock = 7_430_551

/**
 * Brings the database to this code's version. Several processes may call it at once: they take turns. Each
 * migration runs in a transaction of its own. Throws NewerDatabase before touching anything.
 */
export async function migrate(databaseUrl: string, wanted: Migration[] = migrations): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    const done = await applied(client)
    refuseNewer(done, wanted)
    const missing = wanted.filter((migration) => !done.has(idOf(migration)))
    if (missing.length > 0 || done.size === 0) await prepare(client)
    for (const migration of missing) await apply(client, migration)
    if (missing.length > 0) await runMigrations({ connectionString: databaseUrl, noHandleSignals: true })
    return missing.map(idOf)
  } finally {
    await client.end()
  }
}

const idOf = (migration: Migration) => `${migration.module}/${migration.name}`
const checksum = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)

async function applied(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('kernel.migration') is not null as there`,
  )
  if (!rows[0]?.there) return new Map()
  const done = await client.query<{ id: string; checksum: string }>(
    'select id, checksum from kernel.migration',
  )
  return new Map(done.rows.map((row) => [row.id, row.checksum]))
}

function refuseNewer(done: Map<string, string>, wanted: Migration[]) {
  const known = new Map(wanted.map((migration) => [idOf(migration), checksum(migration.sql)]))
  for (const [id, sum] of done) {
    if (!known.has(id))
      throw new NewerDatabase(
        `The database is newer than this program (it has ${id}). Start the newer release.`,
      )
    if (known.get(id) !== sum)
      throw new ChangedMigration(
        `Migration ${id} was changed after it ran. Undo the change and write a new migration.`,
      )
  }
}

async function prepare(client: pg.Client) {
  await client.query(`
    create schema if not exists kernel;
    create table if not exists kernel.migration (
      id text primary key, checksum text not null, applied_at timestamptz not null default now()
    )`)
}

async function apply(client: pg.Client, migration: Migration) {
  await client.query('begin')
  try {
    await client.query(`create schema if not exists "${migration.module}"`)
    await client.query(migration.sql)
    await client.query('insert into kernel.migration (id, checksum) values ($1, $2)', [
      idOf(migration),
      checksum(migration.sql),
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${idOf(migration)} failed: ${(error as Error).message}`, { cause: error })
  }
}
