import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { tileSource } from '../app/testing/tiles.ts'
import { buildWhenNeeded } from '../running/build.ts'
import { openEmbeddedDatabase } from '../running/embedded-database.ts'
import { loadExample } from '../running/load-example.ts'
import { type Product, startProduct } from './product.ts'

/** What all scenarios share: one loaded database, kept as safely as in service, and the demonstration running on it. */
export type Stage = {
  databaseUrl: string
  product: Product
  ask<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  /** `Cookie:` values of new residents. */
  residents(count: number): string[]
  close(): Promise<void>
}

const root = join(import.meta.dirname, '..')

export async function openStage(): Promise<Stage> {
  buildWhenNeeded(console.error)
  const dataDir = mkdtempSync(join(tmpdir(), 'torg-bench-'))
  await chmod(dataDir, 0o755)
  const database = await openEmbeddedDatabase({ dataDir, what: 'npm run bench' })
  // The first start migrates and brings the hubs; what is measured starts on the loaded database.
  await (await startProduct(database.url)).stop()
  await loadExample(database.url)
  const tiles = await tileSource()
  const product = await startProduct(database.url, { TILE_URL: tiles.template })
  const pool = new pg.Pool({ connectionString: database.url, max: 16 })
  return {
    databaseUrl: database.url,
    product,
    ask: async (sql, values) => (await pool.query(sql, values)).rows,
    residents: (count) => newResidents(database.url, count),
    async close() {
      await pool.end()
      await product.stop()
      tiles.close()
      await database.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function newResidents(databaseUrl: string, count: number): string[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['running/dev-session.ts', '--new', String(count)],
    { cwd: root, env: { ...process.env, DATABASE_URL: databaseUrl }, encoding: 'utf8', maxBuffer: 64e6 },
  )
  if (status !== 0) throw new Error(`dev:session: ${stderr}`)
  const cookies = stdout.trim().split('\n')
  if (cookies.length !== count) throw new Error(`dev:session gave ${cookies.length} of ${count} sessions`)
  return cookies
}
