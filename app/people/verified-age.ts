import { type Db, type Tx, today, unseal } from '#kernel'
import { ageOn } from './ages.ts'
import { birthDateIn } from './sign-in/national-id.ts'

/**
 * Whole years on a day, from the national id the person signed in with; null for those who have none here. For a rule that
 * asks for an age and must not take anybody's word. Nothing of it is kept.
 */
export async function verifiedAge(on: Db | Tx, personId: string, date = today()): Promise<number | null> {
  const row = await on
    .selectFrom('people.national_id')
    .select('sealed')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const born = row && birthDateIn(unseal(row.sealed))
  return born ? ageOn(born, date) : null
}
