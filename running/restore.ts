/**
 * npm run restore -- <folder> [--replace]: puts a backup back. Every byte is verified before anything is touched; a
 * database that holds something is replaced only when told so, and never under a running program.
 */
import { cpSync, createReadStream, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { type Manifest, readWholeBackup } from './backup-manifest.ts'
import { buildWhenNeeded } from './build.ts'
import { CannotStart, diskRefusal, endWith } from './cannot-start.ts'
import { copyIn } from './copy.ts'
import { dataDir, openProgramDatabase } from './program-database.ts'
import { explainedStart } from './running-program.ts'

const [folder, ...flags] = process.argv.slice(2)

try {
  if (!folder) throw new CannotStart('Which backup? npm run restore -- <folder> [--replace]')
  const from = resolve(folder)
  const manifest = await readWholeBackup(from)
  buildWhenNeeded(console.log)
  const database = await openProgramDatabase('npm run restore')
  try {
    await restore(process.env.DATABASE_URL as string, from, manifest)
  } finally {
    await database.stop()
  }
  console.log(
    `${manifest.tables.length} tables and ${manifest.files.length} files of ${manifest.takenAt} are back.`,
  )
  process.exit(0)
} catch (fault) {
  endWith(explainedStart(diskRefusal(fault, resolve(dataDir())), ''))
}

async function restore(url: string, from: string, manifest: Manifest): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'npm run restore' })
  await client.connect()
  try {
    await refuseRunning(client)
    await makeRoom(client)
    await createTables(manifest)
    await client.query('begin')
    await load(client, from, manifest)
    await client.query('commit')
  } finally {
    await client.end()
  }
  for (const { path } of manifest.files) {
    const target = join(resolve(dataDir()), path)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(join(from, 'files', path), target, { preserveTimestamps: true })
  }
}

async function refuseRunning(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    `select from pg_stat_activity where application_name = 'innbyggertorg' and datname = current_database()`,
  )
  if (rowCount) throw new CannotStart('The program is running on this database. Stop it first, then restore.')
}

async function makeRoom(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ schema: string }>(
    `select format('%I', nspname) as schema from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')`,
  )
  if (rows.length === 0) return
  if (!flags.includes('--replace'))
    throw new CannotStart(
      'The database is not empty. Restore into an empty one, or say --replace to lose what it holds now.',
    )
  await client.query(`drop schema ${rows.map(({ schema }) => schema).join(', ')} cascade`)
}

/** By the migrations the backup was made with; the next start runs those that came later. */
async function createTables({ migrations }: Manifest): Promise<void> {
  const command = join(import.meta.dirname, '../dist/server/commands/create-tables.js')
  const { run } = (await import(command)) as { run(wanted: Manifest['migrations']): Promise<void> }
  await run(migrations)
}

async function load(client: pg.Client, from: string, { tables, sequences }: Manifest): Promise<void> {
  const relations = tables.map(({ table }) => table)
  // foreign keys go while rows come in any order, and are proved again at the end; triggers have run when the rows were new
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, format('%I', conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conparentid = 0 and conrelid = any ($1::regclass[])`,
    [relations],
  )
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
  for (const { table, columns, rows, file } of tables) {
    await client.query(`alter table ${table} disable trigger user`)
    await client.query(`delete from ${table}`) // what migrations themselves have put there
    const bytes = createReadStream(join(from, file)).pipe(createGunzip())
    const came = await copyIn(client, `copy ${table} (${columns.join(', ')}) from stdin`, bytes)
    if (came !== rows)
      throw new CannotStart(`The backup has ${came} rows of ${table} where it promises ${rows}.`)
    await client.query(`alter table ${table} enable trigger user`)
  }
  for (const { table, name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  for (const { sequence, lastValue, isCalled } of sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [sequence, lastValue, isCalled])
}
