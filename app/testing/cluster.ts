import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startThrowawayDatabase } from '../../running/throwaway-database.ts'
import { type Migration, migrate, migrations } from '../kernel/migrate.ts'
import { databaseAt, template } from './databases.ts'
import { clearLeftOvers, clusterFolder } from './left-over.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: string
  }
}

/**
 * One real PostgreSQL for the whole run, with the migrated schema as a template that every test file copies.
 * `TEST_CLUSTER` names one that is already up, so that the runs under three time zones share it.
 */
export default async function setup(project: TestProject) {
  const shared = process.env.TEST_CLUSTER
  if (shared) {
    await prepareTemplate(shared)
    project.provide('cluster', shared)
    return
  }
  clearLeftOvers()
  const cluster = await startThrowawayDatabase(clusterFolder())
  try {
    await prepareTemplate(cluster.url)
  } catch (fault) {
    await cluster.stop()
    throw fault
  }
  project.provide('cluster', cluster.url)
  return () => cluster.stop()
}

async function prepareTemplate(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(1)`)
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (rowCount) return
    await client.query(`create database being_migrated`)
    await migrateAsFarAs(databaseAt(url, 'being_migrated'))
    await client.query(`alter database being_migrated rename to ${template}`)
  } finally {
    await client.end()
  }
}

/** While one module's migration is being written, the tests of those below it still run. */
async function migrateAsFarAs(url: string, wanted: Migration[] = migrations) {
  try {
    await migrate(url, wanted)
  } catch (fault) {
    const module = /^Migration (\w+)\//.exec(String((fault as Error).message))?.[1]
    if (process.env.TEST_CLUSTER || !module) throw fault
    console.error(`WITHOUT ${module}: ${(fault as Error).message}`)
    await migrateAsFarAs(
      url,
      wanted.filter((migration) => migration.module !== module),
    )
  }
}
