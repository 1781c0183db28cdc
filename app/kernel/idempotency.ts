import { createHash } from 'node:crypto'
import { db, preparedOn, sql, type Tx } from './db.ts'
import { kernelRefusal } from './kernel-refusals.ts'
import { outgoing, send } from './outgoing.ts'

export type Answer = { status: number; body: unknown }

const firstOf = preparedOn(
  'kernel.first-of-key',
  `insert into kernel.answer (scope, key, fingerprint, status, body) values ($1, $2, $3, 0, 'null')
   on conflict do nothing returning 1`,
)
const answers = outgoing<Answer & { scope: string; key: string }>(
  'answered',
  // Not a join: planned for an unknown number of rows it would read the whole table.
  `update kernel.answer set status = (answer ->> 'status')::int, body = answer -> 'body'
   from (select :rows -> 0 as answer) one
   where scope = answer ->> 'scope' and key = answer ->> 'key' returning 1`,
)

/**
 * Runs `write` once per scope and key; a retry gets the first answer. The row is written first: a rival with the same
 * key waits for it at the primary key, and finds the answer. The same key with another request is refused
 * (kernel.key-reused).
 */
export async function idempotently(
  tx: Tx,
  { scope, key, request }: { scope: string; key: string; request: unknown },
  write: () => Promise<Answer>,
): Promise<Answer & { repeated: boolean }> {
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('base64url')
  const rows = await firstOf(tx, scope, key, fingerprint)
  if (rows.length === 0) return { ...(await earlierAnswer(tx, scope, key, fingerprint)), repeated: true }
  const answer = await write()
  await send(tx, answers, [{ scope, key, ...answer }])
  return { ...answer, repeated: false }
}

async function earlierAnswer(tx: Tx, scope: string, key: string, fingerprint: string): Promise<Answer> {
  const earlier = await tx
    .selectFrom('kernel.answer')
    .select(['fingerprint', 'status', 'body'])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (earlier.fingerprint !== fingerprint) throw kernelRefusal('kernel.key-reused')
  return { status: earlier.status, body: earlier.body }
}

/** A retry comes within minutes; a day is generous. */
export const forgetOldAnswers = () =>
  sql`delete from kernel.answer where answered_at < now() - interval '1 day'`.execute(db)
