import { CompiledQuery } from 'kysely'
import { type Db, db, prepared, type Tx } from '#kernel'

/** A read that is prepared once per connection, and can also be asked inside a transaction. */
export function hotRead<Row extends Record<string, unknown>>(name: string, text: string) {
  const run = prepared<Row>(name, text)
  return async (on: Db | Tx, ...values: unknown[]): Promise<Row[]> =>
    on === db
      ? run(...values)
      : (await on.executeQuery(CompiledQuery.raw(text, values) as CompiledQuery<Row>)).rows
}
