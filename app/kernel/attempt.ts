import { sql, type Tx } from './db.ts'
import { markOutgoing } from './outgoing.ts'
import { Refusal, refusalOf } from './refusals.ts'

/**
 * Runs a part of a verb that may be refused without ending the whole: what it wrote and meant to say is undone, the rest
 * of the transaction goes on. A row lock it took is let go, so what rivals must queue for is held before.
 */
export async function attempt<T>(tx: Tx, part: () => Promise<T>): Promise<T | Refusal> {
  const forget = markOutgoing(tx)
  await sql`savepoint attempt`.execute(tx)
  try {
    const answer = await part()
    await sql`release savepoint attempt`.execute(tx)
    return answer
  } catch (error) {
    const refusal = error instanceof Refusal ? error : refusalOf(error)
    if (!refusal) throw error
    await sql`rollback to savepoint attempt`.execute(tx)
    await sql`release savepoint attempt`.execute(tx)
    forget()
    return refusal
  }
}
