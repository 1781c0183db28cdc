import { sql, type Tx, today as todayIn } from '#kernel'
import { firstBirthYearWithGuardian } from '../ages.ts'

/** Removes what is older than the register says it is kept. */
export async function cleanUp(tx: Tx, now: Temporal.Instant): Promise<void> {
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
  await tx
    .deleteFrom('people.mandate')
    .where((eb) =>
      eb.or([
        eb('ended_at', '<', before('3 years')),
        eb('to_date', '<', today.subtract({ years: 3 }).toString()),
      ]),
    )
    .execute()
  await sql`select set_config('people.retention', ${at}, true)`.execute(tx)
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
