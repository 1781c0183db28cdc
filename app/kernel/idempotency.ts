import { createHash } from 'node:crypto'
import { db, sql, type Tx } from './db.ts'
import { kernelRefusal } from './kernel-refusals.ts'

export type Answer = { status: number; body: unknown }

/**
 * Runs `write` once per scope and key; a retry gets the first answer. The advisory lock makes a rival with the same
 * key wait for the first, and find its answer. The same key with another request is refused (kernel.key-reused).
 */
export async function idempotently(
  tx: Tx,
  { scope, key, request }: { scope: string; key: string; request: unknown },
  write: () => Promise<Answer>,
): Promise<Answer & { repeated: boolean }> {
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('base64url')
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${scope} ${key}`}, 0))`.execute(tx)
  const earlier = await tx
    .selectFrom('kernel.answer')
    .select(['fingerprint', 'status', 'body'])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirst()
  if (earlier) {
    if (earlier.fingerprint !== fingerprint) throw kernelRefusal('kernel.key-reused')
    return { status: earlier.status, body: earlier.body, repeated: true }
  }
  const answer = await write()
  await tx
    .insertInto('kernel.answer')
    .values({ scope, key, fingerprint, status: answer.status, body: JSON.stringify(answer.body) })
    .execute()
  return { ...answer, repeated: false }
}

/** A retry comes within minutes; a day is generous. */
export const forgetOldAnswers = () =>
  sql`delete from kernel.answer where answered_at < now() - interval '1 day'`.execute(db)
