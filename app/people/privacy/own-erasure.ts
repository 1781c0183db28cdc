import { sql, type Tx, today as todayIn } from '#kernel'
import { forgetChildWithoutGuardian, holdChild } from '../guardianship.ts'
import { endSessions } from '../sessions/sessions.ts'
import { texts } from '../texts/index.ts'
import type { Kept } from './part.ts'

/** Removes a person from this module: the row stays, empty, and histories go on pointing at it. */
export async function erase(tx: Tx, personId: string): Promise<Kept[]> {
  const kept = await nameOfOfficeHolder(tx, personId)
  await endSessions(tx, { personId }, 'erased')
  await tx
    .updateTable('people.role_grant')
    .set({ ended_at: sql`now()` })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()
  await tx
    .updateTable('people.mandate')
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
