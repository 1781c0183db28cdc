import { type Actor, type Db, hashToken, keyedHash, randomToken, type Tx } from '#kernel'
import { audit, nameActions, needPerson } from '#people'
import { texts } from './texts.ts'

nameActions({ nb: texts.nb.actions, nn: texts.nn.actions, en: texts.en.actions })

const tokenOf = (personId: string, salt: string) => keyedHash(`calendar ${personId} ${salt}`)

/** A new address for one's own calendar. The old one, if there was one, leads nowhere from now on. */
export async function renewCalendarLink(tx: Tx, actor: Actor, now: Temporal.Instant): Promise<string> {
  needPerson(actor)
  const personId = actor.personId as string
  const salt = randomToken()
  const token = tokenOf(personId, salt)
  const link = { token_hash: hashToken(token), salt, made_at: now.toString(), read_at: null }
  await tx
    .insertInto('portal.calendar_link')
    .values({ person_id: personId, ...link })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(link))
    .execute()
  await audit(tx, actor, 'portal.calendar-link', { kind: 'person', id: personId, personId })
  return token
}

export async function endCalendarLink(tx: Tx, actor: Actor): Promise<void> {
  needPerson(actor)
  const personId = actor.personId as string
  await tx.deleteFrom('portal.calendar_link').where('person_id', '=', personId).execute()
  await audit(tx, actor, 'portal.calendar-link-ended', { kind: 'person', id: personId, personId })
}

export type CalendarLink = { token: string; madeAt: Temporal.Instant; readAt: Temporal.Instant | null }

/** One's own address, or null: there is none, or the key it was made with has been taken out of use. */
export async function myCalendarLink(db: Db, personId: string): Promise<CalendarLink | null> {
  const row = await db
    .selectFrom('portal.calendar_link')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (!row) return null
  const token = tokenOf(personId, row.salt)
  if (hashToken(token) !== row.token_hash) return null
  const instant = (text: string | null) => (text === null ? null : Temporal.Instant.from(text))
  return { token, madeAt: Temporal.Instant.from(row.made_at), readAt: instant(row.read_at) }
}

/** Whose calendar a token opens. That it was read is noted once an hour: its owner sees whether it is in use. */
export async function readerOf(db: Db, token: string, now: Temporal.Instant): Promise<string | undefined> {
  const row = await db
    .selectFrom('portal.calendar_link')
    .select(['person_id', 'read_at'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  const hourAgo = now.subtract({ hours: 1 })
  if (
    row &&
    (row.read_at === null || Temporal.Instant.compare(Temporal.Instant.from(row.read_at), hourAgo) < 0)
  )
    await db
      .updateTable('portal.calendar_link')
      .set({ read_at: now.toString() })
      .where('person_id', '=', row.person_id)
      .execute()
  return row?.person_id
}
