import { CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from '../tables.ts'
import { Client, prepareOnce } from './client.ts'
import { config } from './config.ts'
import { queries } from './metrics.ts'
import { holdOutgoing, sendNow } from './outgoing.ts'
import { refusalOf } from './refusals.ts'

export { sql }
export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

const { builtins } = pg.types
const asText = (value: string) => value
const asNumber = (value: string) => Number(value)
const types: pg.CustomTypesConfig = {
  // Temporal reads PostgreSQL's ISO text, so no JavaScript Date is made anywhere.
  // biome-ignore lint/suspicious/noExplicitAny: pg's own signature
  getTypeParser: ((oid: number, format: any) => {
    if (oid === builtins.TIMESTAMPTZ || oid === builtins.TIMESTAMP || oid === builtins.DATE) return asText
    if (oid === builtins.INT8 || oid === builtins.NUMERIC) return asNumber
    return pg.types.getTypeParser(oid, format)
  }) as typeof pg.types.getTypeParser,
}

export const pool = new pg.Pool({
  connectionString: config.databaseUrl,
  max: config.databaseConnections,
  Client,
  pipeline: true,
  types,
  application_name: 'innbyggertorg',
  options:
    '-c timezone=UTC -c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000',
})
// A connection the server drops while idle is replaced at the next query; without a listener it would end the process.
pool.on('error', () => {})
pool.on('connect', (client) => client.on('error', () => {}))

export const db: Db = new Kysely<Tables>({
  dialect: new PostgresDialect({ pool }),
  log: (event) => {
    if (event.level === 'query') queries.inc()
  },
})

/** A statement prepared once per connection, for hot reads: Kysely's building and the server's planning are skipped. */
export function prepared<Row extends pg.QueryResultRow>(name: string, text: string) {
  return async (...values: unknown[]): Promise<Row[]> => {
    queries.inc()
    return (await pool.query<Row>({ name, text, values })).rows
  }
}

/** The same where it is also asked inside a transaction. */
export function preparedOn<Row extends pg.QueryResultRow>(name: string, text: string) {
  prepareOnce(name, text)
  const run = prepared<Row>(name, text)
  return async (on: Db | Tx, ...values: unknown[]): Promise<Row[]> =>
    on === db
      ? run(...values)
      : (await on.executeQuery(CompiledQuery.raw(text, values) as CompiledQuery<Row>)).rows
}

const serialization = '40001'
const deadlock = '40P01'
const tries = 4

/**
 * Runs one verb in one transaction. A constraint named after a refusal becomes that refusal; a serialization
 * failure or deadlock is tried again, so `verb` must do nothing outside the database.
 */
export async function inTransaction<T>(verb: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let left = Promise.resolve()
    try {
      const answer = await db.transaction().execute(async (tx) => {
        holdOutgoing(tx)
        const answer = await verb(tx)
        left = sendNow(tx, true)
        // COMMIT leaves with it, and undoes everything when it fails.
        left.catch(() => {})
        return answer
      })
      await left
      return answer
    } catch (failure) {
      // What failed with COMMIT says why; COMMIT itself only says that it did not.
      const error = await left.then(
        () => failure,
        (why) => why,
      )
      const code = (error as { code?: unknown } | null)?.code
      if ((code === serialization || code === deadlock) && attempt < tries) continue
      throw refusalOf(error) ?? error
    }
  }
}
