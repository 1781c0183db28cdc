import { type Actor, type Db, type Lang, seal, sql, type Tx } from '#kernel'
import { audit } from '../audit.ts'
import { needPerson } from '../permission.ts'
import { refusal } from '../refusals.ts'
import { signedInJustNow } from '../sessions/sessions.ts'
import { ownPart } from './own-part.ts'
import { type DataClass, type ExportSection, type Kept, partsAbove } from './part.ts'

// Highest module first: its rows point at ours, so it must let go before we do.
const parts = () => [...partsAbove(), ownPart]

/** Every class of personal data in the product, this module's first. */
export const register = (): DataClass[] => [
  ...ownPart.classes,
  ...partsAbove().flatMap((part) => part.classes),
]

/** Everything there is about a person, in their language. The national id is never part of it. */
export async function exportOf(db: Db, personId: string, lang: Lang): Promise<ExportSection[]> {
  const sections: ExportSection[] = await ownPart.exportOf(db, personId, lang)
  for (const part of partsAbove()) sections.push(...(await part.exportOf(db, personId, lang)))
  return sections
}

export async function writeDownExport(tx: Tx, actor: Actor): Promise<void> {
  const personId = needPerson(actor)
  await tx
    .insertInto('people.privacy_request')
    .values({ person_id: personId, kind: 'export', done_at: sql`now()` })
    .execute()
  await audit(tx, actor, 'people.data-exported', { kind: 'person', id: personId, personId })
}

/** Erases the actor everywhere. Takes a sign-in of the last ten minutes: a forgotten open page must not be enough. */
export async function eraseMe(tx: Tx, actor: Actor): Promise<Kept[]> {
  const personId = needPerson(actor)
  if (!(await signedInJustNow(tx, actor))) throw refusal('people.fresh-sign-in-needed')
  return erasePerson(tx, actor, personId)
}

/** Every module lets go of the person; what it had to keep is sealed and answered for. */
export async function erasePerson(tx: Tx, actor: Actor, personId: string): Promise<Kept[]> {
  const { id: requestId } = await tx
    .insertInto('people.privacy_request')
    .values({ person_id: personId, kind: 'erasure' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const kept: Kept[] = []
  for (const part of parts()) kept.push(...(await part.erase(tx, personId)))
  for (const { dataClass, basis, until, secret } of kept)
    await tx
      .insertInto('people.kept_record')
      .values({
        request_id: requestId,
        data_class: dataClass,
        legal_basis: basis.nb,
        sealed: secret ? seal(secret) : null,
        keep_until: until.toString(),
      })
      .execute()
  await tx
    .updateTable('people.privacy_request')
    .set({ done_at: sql`now()` })
    .where('id', '=', requestId)
    .execute()
  await audit(
    tx,
    actor,
    'people.erased',
    { kind: 'person', id: personId, personId },
    { kept: kept.map((row) => row.dataClass) },
  )
  return kept
}

/** Removes what is older than its class keeps, in every module. */
export async function cleanUp(tx: Tx, now: Temporal.Instant): Promise<void> {
  for (const part of parts()) await part.cleanUp?.(tx, now)
}

/** People without a role who have not signed in for three years: erased a few at a time, as they would do it themselves. */
export async function longGone(db: Db, now: Temporal.Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('people.person as p')
    .select('p.id')
    .where('p.erased_at', 'is', null)
    .where('p.last_signed_in_at', '<', sql<string>`${now.toString()}::timestamptz - interval '3 years'`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('people.role_grant as g')
            .select('g.id')
            .whereRef('g.person_id', '=', 'p.id')
            .where('g.ended_at', 'is', null),
        ),
      ),
    )
    .limit(200)
    .execute()
  return rows.map((row) => row.id)
}
