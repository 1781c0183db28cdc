import { type Db, isLang, type Lang } from '#kernel'
import type { BirthBand } from '../ages.ts'
import { sayAction } from '../audit-words.ts'
import { childrenOf } from '../children.ts'
import { associationTexts } from '../texts/associations.ts'
import { texts } from '../texts/index.ts'
import type { ExportSection } from './part.ts'

/** What this module has about a person. */
export async function exportOf(db: Db, personId: string, lang: Lang): Promise<ExportSection[]> {
  const t = texts[lang]
  const { columns: label, classes } = t
  const person = await db
    .selectFrom('people.person')
    .selectAll()
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  const contacts = await db
    .selectFrom('people.contact')
    .selectAll()
    .where('person_id', '=', personId)
    .execute()
  const choices = await db
    .selectFrom('people.message_choice')
    .selectAll()
    .where('person_id', '=', personId)
    .execute()
  const children = await childrenOf(db, personId)
  const sessions = await db
    .selectFrom('people.session')
    .select(['device', 'acr', 'signed_in_at', 'last_seen_at', 'ended_at'])
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .execute()
  const follows = await db
    .selectFrom('people.follow')
    .select(['topic', 'since'])
    .where('person_id', '=', personId)
    .execute()
  const roles = await db
    .selectFrom('people.role_grant')
    .select(['role', 'hub_id', 'from_date', 'to_date', 'ended_at'])
    .where('person_id', '=', personId)
    .execute()
  const mandates = await db
    .selectFrom('people.mandate as m')
    .innerJoin('people.association as a', 'a.id', 'm.association_id')
    .select(['a.name', 'm.role', 'm.from_date', 'm.to_date', 'm.ended_at'])
    .where('m.person_id', '=', personId)
    .execute()
  const seen = await db
    .selectFrom('people.audit')
    .select(['at', 'action', 'actor_id', 'actor_kind', 'hub_id'])
    .where((eb) => eb.or([eb('about_person', '=', personId), eb('actor_id', '=', personId)]))
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()
  const mail = await db
    .selectFrom('kernel.mail')
    .select(['written_at', 'subject', 'state'])
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .execute()
  const requests = await db
    .selectFrom('people.privacy_request')
    .selectAll()
    .where('person_id', '=', personId)
    .execute()
  const language = isLang(person.language) ? t.profile.languages[person.language] : person.language
  return [
    {
      key: 'profile',
      title: classes.profile.name,
      columns: {
        id: label.id,
        name: label.name,
        language: label.language,
        birthBand: label.birthBand,
        since: label.since,
      },
      rows: [
        {
          id: person.id,
          name: person.name,
          language,
          birthBand: person.birth_band && t.profile.birthBands[person.birth_band as BirthBand],
          since: person.created_at,
        },
      ],
    },
    {
      key: 'messages',
      title: t.profile.messages,
      columns: { kind: label.kind, wanted: label.wanted },
      rows: choices.map((row) => ({
        kind: t.profile[row.kind as 'reminders' | 'followed'],
        wanted: row.wanted,
      })),
    },
    {
      key: 'contact',
      title: classes.contact.name,
      columns: { kind: label.kind, value: label.value, confirmed: label.confirmed },
      rows: contacts.flatMap((row) => [
        ...(row.value
          ? [{ kind: t.profile[row.kind as 'email' | 'phone'], value: row.value, confirmed: true }]
          : []),
        ...(row.pending_value
          ? [{ kind: t.profile[row.kind as 'email' | 'phone'], value: row.pending_value, confirmed: false }]
          : []),
      ]),
    },
    {
      key: 'children',
      title: classes.children.name,
      columns: { name: label.name, birthYear: label.birthYear },
      rows: children.map((child) => ({ name: child.name, birthYear: child.birthYear })),
    },
    {
      key: 'follows',
      title: classes.follows.name,
      columns: { topic: label.topic, since: label.since },
      rows: follows.map((row) => ({ topic: row.topic, since: row.since })),
    },
    {
      key: 'roles',
      title: classes.roles.name,
      columns: { role: label.role, hub: label.hub, from: label.from, to: label.to, ended: label.ended },
      rows: roles.map((row) => ({
        role: t.roles[row.role as keyof typeof t.roles],
        hub: row.hub_id ?? t.roleAdmin.wholeMunicipality,
        from: row.from_date,
        to: row.to_date,
        ended: row.ended_at,
      })),
    },
    {
      key: 'mandates',
      title: associationTexts[lang].dataName,
      columns: {
        association: associationTexts[lang].association,
        role: associationTexts[lang].role,
        from: label.from,
        to: label.to,
        ended: label.ended,
      },
      rows: mandates.map((row) => ({
        association: row.name,
        role: associationTexts[lang].roles[row.role as 'leader' | 'booker'],
        from: row.from_date,
        to: row.to_date,
        ended: row.ended_at,
      })),
    },
    {
      key: 'sessions',
      title: classes.sessions.name,
      columns: {
        device: label.device,
        signedIn: label.signedIn,
        lastSeen: label.lastSeen,
        ended: label.ended,
      },
      rows: sessions.map((row) => ({
        device: row.device,
        signedIn: row.signed_in_at,
        lastSeen: row.last_seen_at,
        ended: row.ended_at,
      })),
    },
    {
      key: 'log',
      title: classes.audit.name,
      columns: { at: label.at, action: label.action, by: label.by, hub: label.hub },
      rows: seen.map((row) => ({
        at: row.at,
        action: sayAction(row.action, lang),
        by:
          row.actor_id === personId ? t.children.you : row.actor_kind === 'person' ? t.staff : t.audit.system,
        hub: row.hub_id,
      })),
    },
    {
      key: 'mail',
      title: classes.mail.name,
      columns: { at: label.at, subject: label.subject, state: label.state },
      rows: mail.map((row) => ({
        at: row.written_at,
        subject: row.subject,
        state: t.data.mailStates[row.state] ?? row.state,
      })),
    },
    {
      key: 'requests',
      title: classes.requests.name,
      columns: { kind: label.kind, asked: label.asked },
      rows: requests.map((row) => ({ kind: row.kind, asked: row.asked_at })),
    },
  ]
}
