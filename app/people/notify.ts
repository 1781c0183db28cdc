import { type Db, isLang, type Lang, type Mail, sendMail, type Tx } from '#kernel'
import type { MessageKind } from './profile.ts'

/** Where mail to a person goes and in which language; null without a confirmed address. */
export async function addressOf(
  db: Db,
  personId: string,
): Promise<{ to: string; lang: Lang; name: string | null } | null> {
  const row = await db
    .selectFrom('people.person as p')
    .innerJoin('people.contact as c', (join) =>
      join.onRef('c.person_id', '=', 'p.id').on('c.kind', '=', 'email'),
    )
    .select(['c.value', 'p.language', 'p.name'])
    .where('p.id', '=', personId)
    .where('p.erased_at', 'is', null)
    .where('c.value', 'is not', null)
    .executeTakeFirst()
  return row?.value
    ? { to: row.value, lang: isLang(row.language) ? row.language : 'nb', name: row.name }
    : null
}

export type Letter = Omit<Mail, 'to' | 'lang' | 'personId' | 'key'>

/**
 * Mails a person at their confirmed address, in their language. `kind` names a sort they may have declined;
 * without it the mail is one they must get. False when it was not sent: no address, declined, or sent before.
 */
export async function mailTo(
  tx: Tx,
  personId: string,
  key: string,
  write: (reader: { lang: Lang; name: string | null }) => Letter,
  kind?: MessageKind,
): Promise<boolean> {
  const reader = await addressOf(tx, personId)
  if (!reader || (kind && !(await wants(tx, personId, kind)))) return false
  return sendMail(tx, { ...write(reader), to: reader.to, lang: reader.lang, personId, key })
}

export async function wants(db: Db, personId: string, kind: MessageKind): Promise<boolean> {
  const no = await db
    .selectFrom('people.message_choice')
    .select('kind')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('wanted', '=', false)
    .executeTakeFirst()
  return no === undefined
}
