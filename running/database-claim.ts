import pg from 'pg'
import { CannotStart } from './cannot-start.ts'

const claimed = 7_430_550

/**
 * One program at a time owns an embedded database: it holds a lock inside it for as long as it lives, so even a kill
 * gives it back at once and no stale file can say otherwise.
 */
export async function claimDatabase(url: string, dataDir: string, what: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: `${what}, process ${process.pid}` })
  client.on('error', () => {}) // whoever holds it listens to 'end'
  await client.connect()
  const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [claimed])
  if (rows[0]?.ours) return client
  const holder = await client.query<{ application_name: string }>(
    `select application_name from pg_stat_activity join pg_locks using (pid)
     where locktype = 'advisory' and granted and objid = $1 and pg_locks.database = (select oid from pg_database where datname = current_database())`,
    [claimed],
  )
  await client.end()
  throw new CannotStart(
    `The data folder ${dataDir} is in use (${holder.rows[0]?.application_name ?? 'by another start'}). Stop that first, or give this one its own DATA_DIR.`,
  )
}
