import { type Actor, type Tx, today as todayNow } from '#kernel'
import { hasAdministrator, holdAdministrators } from './administrators.ts'
import { insertGrant } from './grant-role.ts'
import { refusal } from './refusals.ts'

/**
 * Makes the first administrator, for the command on the server. `who` is the person's id or confirmed e-mail
 * address: only somebody who has signed in can be found. Refused once there is one: they grant the next.
 */
export async function grantFirstAdministrator(
  tx: Tx,
  actor: Actor,
  who: string,
  today = todayNow(),
): Promise<string> {
  await holdAdministrators(tx)
  if (await hasAdministrator(tx, today)) throw refusal('people.administrator-exists')
  const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(who)
  const candidates = await tx
    .selectFrom('people.person as p')
    .leftJoin('people.contact as c', (join) =>
      join.onRef('c.person_id', '=', 'p.id').on('c.kind', '=', 'email'),
    )
    .select('p.id')
    .where('p.erased_at', 'is', null)
    .where((eb) => (isId ? eb('p.id', '=', who) : eb('c.value', '=', who.trim().toLowerCase())))
    .execute()
  const [person] = candidates
  // An address may belong to a couple; guessing which of them was meant would be wrong.
  if (!person || candidates.length > 1) throw refusal('people.nobody-found')
  await insertGrant(tx, actor, {
    personId: person.id,
    role: 'administrator',
    hubId: null,
    from: today,
    to: null,
  })
  return person.id
}
