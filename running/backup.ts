/**
 * npm run backup [-- <folder>]: one folder with every table as one moment saw it, the uploaded files, and a manifest
 * with checksums. The program may go on running.
 */

import { once } from 'node:events'
import {
  cpSync,
  createWriteStream,
  existsSync,
  globSync,
  mkdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { type Manifest, sha256Of } from './backup-manifest.ts'
import { CannotStart, diskRefusal, endWith } from './cannot-start.ts'
import { copyOut } from './copy.ts'
import { borrowProgramDatabase, dataDir } from './program-database.ts'

const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
const target = resolve(process.argv[2] ?? join('backups', stamp))

try {
  if (existsSync(target))
    throw new CannotStart(`${target} is already there. Name a new folder for the backup.`)
  const database = await borrowProgramDatabase('npm run backup')
  try {
    const manifest = await backUp(process.env.DATABASE_URL as string)
    console.log(`${manifest.tables.length} tables and ${manifest.files.length} files are in ${target}.`)
  } finally {
    await database.stop()
  }
  process.exit(0)
} catch (fault) {
  endWith(diskRefusal(fault, target))
}

async function backUp(url: string): Promise<Manifest> {
  // under another name until it is whole: a backup that was cut off is never taken for one
  const partial = `${target}.partial`
  mkdirSync(join(partial, 'tables'), { recursive: true, mode: 0o700 })
  const client = new pg.Client({ connectionString: url, application_name: 'npm run backup' })
  await client.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    const manifest: Manifest = {
      format: 1,
      takenAt: new Date().toISOString(),
      migrations: await migrationsOf(client),
      tables: await copyTables(client, partial),
      sequences: await sequencesOf(client),
      files: await copyFiles(partial),
    }
    writeFileSync(join(partial, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    renameSync(partial, target)
    return manifest
  } finally {
    await client.end()
  }
}

async function migrationsOf(client: pg.Client): Promise<Manifest['migrations']> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('kernel.migration') is not null as there`,
  )
  if (!rows[0]?.there)
    throw new CannotStart('The database is empty: there is nothing to back up. Start the program once first.')
  return (await client.query('select id, checksum from kernel.migration order by applied_at, id')).rows
}

/** Tables of ours and waiting jobs. Unlogged tables hold nothing worth keeping; generated columns make themselves. */
async function copyTables(client: pg.Client, partial: string): Promise<Manifest['tables']> {
  const { rows } = await client.query<{ schema: string; name: string; table: string; columns: string[] }>(`
    select n.nspname as schema, c.relname as name, format('%I.%I', n.nspname, c.relname) as table,
           array_agg(format('%I', a.attname) order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relpersistence = 'p' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and (n.nspname = 'graphile_worker' and c.relname <> 'migrations'
           or n.nspname in (select distinct split_part(id, '/', 1) from kernel.migration) and c.oid <> 'kernel.migration'::regclass)
    group by 1, 2, 3 order by 1, 2`)
  const tables: Manifest['tables'] = []
  for (const { schema, name, table, columns } of rows) {
    const file = join('tables', `${schema}.${name}.gz`)
    const rows = await copyTable(
      client,
      `copy ${table} (${columns.join(', ')}) to stdout`,
      join(partial, file),
    )
    tables.push({ table, columns, rows, file, sha256: await sha256Of(join(partial, file)) })
  }
  return tables
}

async function copyTable(client: pg.Client, sql: string, path: string): Promise<number> {
  const zip = createGzip()
  const written = pipeline(zip, createWriteStream(path, { mode: 0o600 }))
  let room: Promise<void> | undefined
  const rows = await copyOut(client, sql, (chunk) => {
    if (zip.write(chunk)) return undefined
    room ??= once(zip, 'drain').then(() => {
      room = undefined
    })
    return room
  })
  await room // a stream that is ended never says it has drained, and the connection would wait for it
  zip.end()
  await written
  return rows
}

async function sequencesOf(client: pg.Client): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ sequence: string }>(`
    select format('%I.%I', n.nspname, c.relname) as sequence from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and (n.nspname = 'graphile_worker' or n.nspname in (select split_part(id, '/', 1) from kernel.migration))
    order by 1`)
  const sequences: Manifest['sequences'] = []
  for (const { sequence } of rows) {
    const { rows: state } = await client.query<{ last_value: string; is_called: boolean }>(
      `select last_value, is_called from ${sequence}`,
    )
    sequences.push({
      sequence,
      lastValue: String(state[0]?.last_value),
      isCalled: state[0]?.is_called === true,
    })
  }
  return sequences
}

/** After the tables, so that every file they speak of is there. */
async function copyFiles(partial: string): Promise<Manifest['files']> {
  const from = resolve(dataDir())
  const files: Manifest['files'] = []
  for (const path of globSync('**/*', {
    cwd: from,
    exclude: ['postgres*', 'postgres*/**', 'database-folder', 'tiles/**', '*.log'],
  })) {
    if (!statSync(join(from, path)).isFile()) continue
    const copy = join(partial, 'files', path)
    mkdirSync(dirname(copy), { recursive: true })
    cpSync(join(from, path), copy, { preserveTimestamps: true })
    files.push({ path, sha256: await sha256Of(copy) })
  }
  return files
}
