import { sql, type Tx, today as todayIn } from '#kernel'
import { firstBirthYearWithGuardian } from '../ages.ts'
import { forgetChildWithoutGuardian, holdChild } from '../children.ts'
import { endSessions } from '../sessions/sessions.ts'
import { texts } from '../texts/index.ts'
import { exportOf } from './own-export.ts'
import { data } from './own-register.ts'
import type { Kept, PrivacyPart } from './part.ts'

/** What this module keeps about people. */
export const ownPart: PrivacyPart = { classes: data, exportOf, erase, cleanUp }

async function erase(tx: Tx, personId: string): Promise<Kept[]> {
  const kept = await nameOfOfficeHolder(tx, personId)
  await endSessions(tx, { personId }, 'erased')
  await tx
    .updateTable('people.role_grant')
    .set({ ended_at: sql`now()` })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()
  await leaveChildren(tx, personId)
  await forgetMail(tx, personId)
  await tx
    .deleteFrom('people.sign_in_attempt')
    .where('step_up_of', 'in', (eb) =>
      eb.selectFrom('people.session').select('id').where('person_id', '=', personId),
    )
    .execute()
  const tables = ['national_id', 'login', 'contact', 'message_choice', 'follow', 'session'] as const
  for (const table of tables)
    await tx.deleteFrom(`people.${table}`).where('person_id', '=', personId).execute()
  await tx
    .updateTable('people.person')
    .set({ name: null, birth_band: null, language: 'nb', erased_at: sql`now()` })
    .where('id', '=', personId)
    .execute()
  return kept
}

/** Who acted for the municipality must be found again, but not by anybody who looks. */
async function nameOfOfficeHolder(tx: Tx, personId: string): Promise<Kept[]> {
  const held = await tx
    .selectFrom('people.role_grant as g')
    .innerJoin('people.person as p', 'p.id', 'g.person_id')
    .select(['p.name', 'g.role'])
    .where('g.person_id', '=', personId)
    .limit(1)
    .executeTakeFirst()
  if (!held?.name) return []
  const { nb, nn, en } = texts
  return [
    {
      dataClass: 'people.role-holder',
      name: { nb: nb.classes.keptName.name, nn: nn.classes.keptName.name, en: en.classes.keptName.name },
      why: { nb: nb.classes.keptName.why, nn: nn.classes.keptName.why, en: en.classes.keptName.why },
      basis: { nb: nb.classes.keptName.basis, nn: nn.classes.keptName.basis, en: en.classes.keptName.basis },
      until: todayIn().add({ years: 10 }),
      secret: held.name,
    },
  ]
}

async function leaveChildren(tx: Tx, personId: string) {
  const left = await tx
    .deleteFrom('people.guardianship')
    .where('person_id', '=', personId)
    .returning('child_id')
    .execute()
  await tx
    .updateTable('people.guardianship')
    .set({ invited_by: null })
    .where('invited_by', '=', personId)
    .execute()
  await tx.deleteFrom('people.guardian_invitation').where('invited_by', '=', personId).execute()
  for (const childId of [...new Set(left.map((row) => row.child_id))].sort()) {
    await holdChild(tx, childId)
    await forgetChildWithoutGuardian(tx, childId)
  }
}

/** Also what went to their address before they had signed in, and what others' invitations say about that address. */
async function forgetMail(tx: Tx, personId: string) {
  const addresses = await tx
    .selectFrom('people.contact')
    .select('value')
    .where('person_id', '=', personId)
    .where('kind', '=', 'email')
    .execute()
  const values = addresses.flatMap((row) => (row.value ? [row.value] : []))
  await tx
    .deleteFrom('kernel.mail')
    .where((eb) =>
      eb.or([eb('person_id', '=', personId), ...(values.length ? [eb('recipient', 'in', values)] : [])]),
    )
    .execute()
  if (values.length) await tx.deleteFrom('people.guardian_invitation').where('email', 'in', values).execute()
}

async function cleanUp(tx: Tx, now: Temporal.Instant): Promise<void> {
  const at = now.toString()
  const today = todayIn(now)
  const before = (length: string) => sql<string>`${at}::timestamptz - ${length}::interval`
  await tx.deleteFrom('people.sign_in_attempt').where('expires_at', '<', at).execute()
  await tx.deleteFrom('people.logout_token').where('expires_at', '<', before('1 day')).execute()
  await tx
    .deleteFrom('people.session')
    .where((eb) => eb.or([eb('ended_at', '<', before('90 days')), eb('expires_at', '<', before('90 days'))]))
    .execute()
  // An expired session has no use for its id token any more.
  await tx
    .updateTable('people.session')
    .set({ id_token_sealed: null })
    .where('expires_at', '<', at)
    .where('id_token_sealed', 'is not', null)
    .execute()
  await tx.deleteFrom('people.guardian_invitation').where('expires_at', '<', at).execute()
  await tx
    .updateTable('people.contact')
    .set({ pending_value: null, pending_code_hash: null, pending_until: null, pending_tries: 0 })
    .where('pending_until', '<', at)
    .execute()
  await tx
    .deleteFrom('people.contact')
    .where('value', 'is', null)
    .where('pending_value', 'is', null)
    .execute()
  await forgetGrownChildren(tx, today)
  await tx.deleteFrom('people.kept_record').where('keep_until', '<', today.toString()).execute()
  await tx
    .deleteFrom('people.privacy_request as r')
    .where('r.asked_at', '<', before('3 years'))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('people.kept_record as k').select('k.id').whereRef('k.request_id', '=', 'r.id'),
        ),
      ),
    )
    .execute()
  await tx
    .deleteFrom('people.role_grant')
    .where((eb) =>
      eb.or([
        eb('ended_at', '<', before('10 years')),
        eb('to_date', '<', today.subtract({ years: 10 }).toString()),
      ]),
    )
    .execute()
  await sql`select set_config('people.retention', 'on', true)`.execute(tx)
  await tx.deleteFrom('people.audit').where('at', '<', before('5 years')).execute()
  await sql`select set_config('people.retention', 'off', true)`.execute(tx)
}

/** A year after nobody is guardian any more, the name a guardian wrote goes. */
async function forgetGrownChildren(tx: Tx, today: Temporal.PlainDate) {
  await tx
    .deleteFrom('people.guardianship')
    .where('child_id', 'in', (eb) =>
      eb
        .selectFrom('people.child')
        .select('id')
        .where('birth_year', '<', firstBirthYearWithGuardian(today) - 1),
    )
    .execute()
  await tx
    .updateTable('people.child')
    .set({ name: null, birth_year: null, erased_at: sql`now()` })
    .where('birth_year', '<', firstBirthYearWithGuardian(today) - 1)
    .execute()
}
