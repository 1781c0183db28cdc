import { type Db, isLang, type Lang, type Mail, preparedOn, sendMail, type Tx } from '#kernel'
import type { MessageKind } from './profile.ts'

const readAddress = preparedOn<{ value: string | null; language: string; name: string | null }>(
  'people.address-of',
  `select c.value, p.language, p.name from people.person p
   join people.contact c on c.person_id = p.id and c.kind = 'email' and c.value is not null
   where p.id = $1 and p.erased_at is null`,
)

/** Where mail to a person goes and in which language; null without a confirmed address. */
export async function addressOf(
  db: Db,
  personId: string,
): Promise<{ to: string; lang: Lang; name: string | null } | null> {
  const [row] = await readAddress(db, personId)
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
