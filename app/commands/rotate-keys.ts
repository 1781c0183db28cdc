import { resealAccess } from '#access'
import { inTransaction } from '#kernel'
import { resealPeople } from '#people'

export async function run(): Promise<string[]> {
  const changed = await inTransaction(async (tx) => (await resealPeople(tx)) + (await resealAccess(tx)))
  return [
    `${changed} sealed values were sealed anew. Keys other than the first and the last of SECRET_KEYS may go now.`,
  ]
}
