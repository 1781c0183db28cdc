import { CompiledQuery } from 'kysely'
import { prepareOnce, withCommit } from './client.ts'
import type { Db, Tx } from './db.ts'

/** Rows of one kind that are written when the verb is done: the log of what was done, what is announced, told, answered. */
export type Outgoing<Row> = { name: string; text: string; row?: Row }

/**
 * Names a kind. `text` is a statement that writes all rows from one jsonb array, called `rows` in it; it may return
 * nothing that anybody needs.
 */
export const outgoing = <Row>(name: string, text: string): Outgoing<Row> => ({ name, text })

type Held = Map<Outgoing<unknown>, unknown[]>
const held = new WeakMap<Tx | Db, Held>()

export const holdOutgoing = (tx: Tx) => held.set(tx, new Map())

/** Leaves with the transaction's COMMIT, in one statement with everything else that does: or at once outside a verb. */
export async function send<Row>(tx: Tx | Db, kind: Outgoing<Row>, rows: Row[]): Promise<void> {
  const waiting = held.get(tx)
  if (!waiting) return write(tx, new Map([[kind as Outgoing<unknown>, rows]]), '')
  waiting.set(kind as Outgoing<unknown>, [...(waiting.get(kind as Outgoing<unknown>) ?? []), ...rows])
}

/** Writes what waits; `last` when COMMIT is the next thing this transaction says. */
export async function sendNow(tx: Tx, last = false): Promise<void> {
  const waiting = held.get(tx)
  if (!waiting?.size) return
  held.set(tx, new Map())
  await write(tx, waiting, last ? withCommit : '')
}

async function write(tx: Tx | Db, waiting: Held, mark: string): Promise<void> {
  const kinds = [...waiting.keys()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const texts = kinds.map(
    ({ name, text }, n) => `${JSON.stringify(name)} as (${text.replaceAll(':rows', `$${n + 1}::jsonb`)})`,
  )
  // What only selects is not run unless somebody looks.
  const all = kinds.map(({ name }) => `(select count(*) from ${JSON.stringify(name)})`)
  const text = `${mark}with ${texts.join(', ')} select ${all.join(', ')}`
  prepareOnce(`outgoing ${kinds.map(({ name }) => name).join(' ')}${mark && ' last'}`, text)
  const values = kinds.map((kind) => JSON.stringify(waiting.get(kind)))
  await tx.executeQuery(CompiledQuery.raw(text, values))
}
