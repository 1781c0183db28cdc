import {
  type Actor,
  config,
  type Db,
  found,
  hashToken,
  type Lang,
  limit,
  randomToken,
  sendMail,
  sql,
  type Tx,
  today as todayNow,
  urlIn,
} from '#kernel'
import { firstBirthYearWithGuardian } from './ages.ts'
import { audit } from './audit.ts'
import { isGuardianOf, needGuardian } from './children.ts'
import { holdChild } from './guardianship.ts'
import { needPerson } from './permission.ts'
import { refusal } from './refusals.ts'
import { texts } from './texts/index.ts'

/** Counted before the transaction: nobody's inbox is filled through us. */
export const limitInvitations = (actor: Actor) =>
  limit({ key: `guardian-invitation:${needPerson(actor)}`, max: 10, seconds: 86_400 })

/** Mails a link that lets whoever signs in with it become the child's guardian too. A new one replaces the old. */
export async function inviteGuardian(
  tx: Tx,
  actor: Actor,
  childId: string,
  email: string,
  lang: Lang,
): Promise<void> {
  const personId = needPerson(actor)
  await needGuardian(tx, actor, childId)
  await tx.deleteFrom('people.guardian_invitation').where('child_id', '=', childId).execute()
  const token = randomToken()
  const { id } = await tx
    .insertInto('people.guardian_invitation')
    .values({
      child_id: childId,
      invited_by: personId,
      email,
      token_hash: hashToken(token),
      expires_at: sql`now() + interval '14 days'`,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const t = texts[lang].children
  const link = config.publicUrl + urlIn(lang, `/me/guardian-invitations/${token}`)
  await sendMail(tx, {
    key: `guardian-invitation:${id}`,
    to: email,
    lang,
    subject: t.mailSubject,
    // The child's name is told only after signing in: the address may be mistyped.
    text: t.mail(actor.name ?? t.someone, link),
  })
  await audit(tx, actor, 'people.guardian-invited', { kind: 'child', id: childId, personId })
}

export async function withdrawInvitation(tx: Tx, actor: Actor, childId: string): Promise<void> {
  await needGuardian(tx, actor, childId)
  await tx.deleteFrom('people.guardian_invitation').where('child_id', '=', childId).execute()
}

/** Invitations that wait for an answer: child id → address. */
export async function invitationsFor(db: Db, childIds: readonly string[]): Promise<Map<string, string>> {
  if (childIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('people.guardian_invitation')
    .select(['child_id', 'email'])
    .where('child_id', 'in', [...childIds])
    .where('expires_at', '>', sql<string>`now()`)
    .execute()
  return new Map(rows.map((row) => [row.child_id, row.email]))
}

/** The invitation behind a link; refused when it is used, withdrawn, late, or the child has come of age. */
export async function showInvitation(db: Db, token: string, today = todayNow()) {
  const row = await db
    .selectFrom('people.guardian_invitation as i')
    .innerJoin('people.child as c', 'c.id', 'i.child_id')
    .innerJoin('people.person as p', 'p.id', 'i.invited_by')
    .where('i.token_hash', '=', hashToken(token))
    .where('i.expires_at', '>', sql<string>`now()`)
    .where('c.birth_year', '>=', firstBirthYearWithGuardian(today))
    .select(['i.id', 'i.child_id', 'i.invited_by', 'c.name as child', 'p.name as inviter'])
    .executeTakeFirst()
  if (!row) throw refusal('people.invitation-gone')
  return row
}

/** Says yes: the actor becomes guardian beside the one who invited, who must still be guardian. */
export async function acceptGuardianship(
  tx: Tx,
  actor: Actor,
  token: string,
  today = todayNow(),
): Promise<void> {
  const personId = needPerson(actor)
  const invitation = await showInvitation(tx, token, today)
  if (invitation.invited_by === personId) throw refusal('people.invitation-to-yourself')
  found(await holdChild(tx, invitation.child_id))
  const taken = await tx
    .deleteFrom('people.guardian_invitation')
    .where('id', '=', invitation.id)
    .returning('id')
    .executeTakeFirst()
  const stillGuardian = await isGuardianOf(
    tx,
    { ...actor, personId: invitation.invited_by },
    invitation.child_id,
    today,
  )
  if (!taken || !stillGuardian) throw refusal('people.invitation-gone')
  await tx
    .insertInto('people.guardianship')
    .values({
      person_id: personId,
      child_id: invitation.child_id,
      from_date: today.toString(),
      invited_by: invitation.invited_by,
    })
    .execute()
  await audit(tx, actor, 'people.guardian-accepted', { kind: 'child', id: invitation.child_id, personId })
}
