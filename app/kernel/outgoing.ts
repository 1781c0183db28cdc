import { CompiledQuery } from 'kysely'
import { prepareOnce, withCommit } from './client.ts'
import type { Db, Tx } from './db.ts'

/** Rows of one kind that are written when the verb is done: the log of what was done, what is announced, told, answered. */
export type Outgoing<Row> = { name: string; text: string; row?: Row }
const texts = new Map<string, string>()

/**
 * Names a kind. `text` is a statement that writes all rows from one jsonb array, called `rows` in it; it may return
 * nothing that anybody needs.
 */
export function outgoing<Row>(name: string, text: string): Outgoing<Row> {
  // Its statement would clash with the other's, and only when a verb commits.
  if ((texts.get(name) ?? text) !== text) throw new Error(`There is another outgoing "${name}"`)
  texts.set(name, text)
  return { name, text }
}

/** Rows wait as the JSON they are sent as: what cannot be written is told where it was said, and not with COMMIT. */
type Held = Map<string, { text: string; rows: string[] }>
const held = new WeakMap<Tx | Db, Held>()

export const holdOutgoing = (tx: Tx) => held.set(tx, new Map())

/** Leaves with the transaction's COMMIT, in one statement with everything else that does: or at once outside a verb. */
export async function send<Row>(tx: Tx | Db, { name, text }: Outgoing<Row>, rows: Row[]): Promise<void> {
  if (rows.length === 0) return
  const written = rows.map((row) => JSON.stringify(row))
  const waiting = held.get(tx)
  if (!waiting) return write(tx, new Map([[name, { text, rows: written }]]), '')
  waiting.set(name, { text, rows: [...(waiting.get(name)?.rows ?? []), ...written] })
}

/** Remembers what waits now; calling the answer forgets what was said since, as a savepoint does with what was written. */
export function markOutgoing(tx: Tx): () => void {
  const waiting = held.get(tx)
  const then = waiting && new Map(waiting)
  return () => {
    if (then) held.set(tx, then)
  }
}

/** Writes what waits; `last` when COMMIT is the next thing this transaction says. */
export async function sendNow(tx: Tx, last = false): Promise<void> {
  const waiting = held.get(tx)
  if (!waiting?.size) return
  held.set(tx, new Map())
  await write(tx, waiting, last ? withCommit : '')
}

async function write(tx: Tx | Db, waiting: Held, mark: string): Promise<void> {
  const kinds = [...waiting].sort(([a], [b]) => (a < b ? -1 : 1))
  const writing = kinds.map(
    ([name, { text }], n) => `${JSON.stringify(name)} as (${text.replaceAll(':rows', `$${n + 1}::jsonb`)})`,
  )
  // What only selects is not run unless somebody looks.
  const all = kinds.map(([name]) => `(select count(*) from ${JSON.stringify(name)})`)
  const text = `${mark}with ${writing.join(', ')} select ${all.join(', ')}`
  prepareOnce(`outgoing ${kinds.map(([name]) => name).join(' ')}${mark && ' last'}`, text)
  const values = kinds.map(([, { rows }]) => `[${rows.join(',')}]`)
  await tx.executeQuery(CompiledQuery.raw(text, values))
}
