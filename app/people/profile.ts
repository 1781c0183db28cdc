import { type Actor, type Db, found, isLang, type Lang, type Tx } from '#kernel'
import type { BirthBand } from './ages.ts'
import { audit } from './audit.ts'
import { needPerson } from './permission.ts'

export const messageKinds = ['reminders', 'followed'] as const
export type MessageKind = (typeof messageKinds)[number]

export type ProfileWish = {
  name: string
  language: Lang
  birthBand: BirthBand | null
  messages: readonly MessageKind[]
}

/** The reader's own profile. Messages are wanted until somebody says no. */
export async function showProfile(db: Db, actor: Actor) {
  const personId = needPerson(actor)
  const person = found(
    await db
      .selectFrom('people.person')
      .select(['id', 'name', 'language', 'birth_band'])
      .where('id', '=', personId)
      .executeTakeFirst(),
  )
  const contacts = await db
    .selectFrom('people.contact')
    .select(['kind', 'value', 'pending_value', 'pending_until'])
    .where('person_id', '=', personId)
    .execute()
  const unwanted = await db
    .selectFrom('people.message_choice')
    .select('kind')
    .where('person_id', '=', personId)
    .where('wanted', '=', false)
    .execute()
  return {
    id: person.id,
    name: person.name,
    language: isLang(person.language) ? person.language : ('nb' as const),
    birthBand: person.birth_band as BirthBand | null,
    email: contacts.find((contact) => contact.kind === 'email'),
    phone: contacts.find((contact) => contact.kind === 'phone'),
    messages: messageKinds.filter((kind) => !unwanted.some((choice) => choice.kind === kind)),
  }
}

/** Changes what the actor's own profile says. */
export async function changeProfile(tx: Tx, actor: Actor, wish: ProfileWish): Promise<void> {
  const personId = needPerson(actor)
  await tx
    .updateTable('people.person')
    .set({ name: wish.name, language: wish.language, birth_band: wish.birthBand })
    .where('id', '=', personId)
    .execute()
  await tx
    .insertInto('people.message_choice')
    .values(messageKinds.map((kind) => ({ person_id: personId, kind, wanted: wish.messages.includes(kind) })))
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'kind']).doUpdateSet((eb) => ({ wanted: eb.ref('excluded.wanted') })),
    )
    .execute()
  await audit(tx, actor, 'people.profile-changed', { kind: 'person', id: personId, personId })
}

/** No more messages of one kind, said from a link in one of them; nothing is kept about who has been erased since. */
export async function declineMessages(tx: Tx, personId: string, kind: MessageKind): Promise<void> {
  await tx
    .insertInto('people.message_choice')
    .columns(['person_id', 'kind', 'wanted'])
    .expression((eb) =>
      eb
        .selectFrom('people.person')
        .select((of) => ['id', of.val(kind).as('kind'), of.val(false).as('wanted')])
        .where('id', '=', personId)
        .where('erased_at', 'is', null),
    )
    .onConflict((conflict) => conflict.columns(['person_id', 'kind']).doUpdateSet({ wanted: false }))
    .execute()
}

/** What a name list may show: `id → name`, for people who still are here. */
export async function namesOf(db: Db, personIds: readonly string[]): Promise<Map<string, string | null>> {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('people.person')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(personIds)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
