import { isLang, keyedHash, type Lang, seal, sql, type Tx, today as todayNow } from '#kernel'
import { ageOn } from '../ages.ts'
import { refusal } from '../refusals.ts'
import { settings } from '../settings.ts'
import { birthDateIn } from './national-id.ts'

export type Identity = { issuer: string; subject: string; nationalId?: string; locale?: string }

/**
 * The person behind a sign-in, made on the first one. Found by national id, else by the provider's own name for
 * them (foreign eIDs have no national id). Nothing else is ever matched: not name, not e-mail, not a child's row.
 */
export async function personWhoSignedIn(
  tx: Tx,
  identity: Identity,
  language: Lang,
  today = todayNow(),
): Promise<{ personId: string; isNew: boolean }> {
  const { issuer, subject, nationalId } = identity
  refuseTooYoung(nationalId, today)
  const lookup = nationalId ? keyedHash(nationalId) : null
  // Two first sign-ins at once, on phone and computer, must find one person.
  await sql`select pg_advisory_xact_lock(hashtextextended(${lookup ?? `${issuer} ${subject}`}, 0))`.execute(
    tx,
  )

  const known = (lookup && (await byNationalId(tx, lookup))) || (await byLogin(tx, issuer, subject))
  const personId = known ?? (await newPerson(tx, isLang(identity.locale) ? identity.locale : language))
  await tx
    .insertInto('people.login')
    .values({ issuer, subject, person_id: personId })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doUpdateSet({ person_id: personId }))
    .execute()
  if (nationalId && lookup)
    await tx
      .insertInto('people.national_id')
      .values({ person_id: personId, sealed: seal(nationalId), lookup_hash: lookup })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await tx
    .updateTable('people.person')
    .set({ last_signed_in_at: sql`now()` })
    .where('id', '=', personId)
    .execute()
  return { personId, isNew: !known }
}

function refuseTooYoung(nationalId: string | undefined, today: Temporal.PlainDate) {
  const birth = nationalId ? birthDateIn(nationalId) : undefined
  if (birth && ageOn(birth, today) < settings.ages.ownAccount)
    throw refusal('people.too-young', { age: settings.ages.ownAccount })
}

const byNationalId = async (tx: Tx, lookup: string) =>
  (
    await tx
      .selectFrom('people.national_id')
      .select('person_id')
      .where('lookup_hash', '=', lookup)
      .executeTakeFirst()
  )?.person_id

const byLogin = async (tx: Tx, issuer: string, subject: string) =>
  (
    await tx
      .selectFrom('people.login')
      .select('person_id')
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst()
  )?.person_id

const newPerson = async (tx: Tx, language: Lang) =>
  (await tx.insertInto('people.person').values({ language }).returning('id').executeTakeFirstOrThrow()).id
