import { keyedHash, seal, sql, type Tx, today } from '#kernel'
import { type Persona, personas } from './development-issuer/personas.ts'

/** The demonstration's people, with their roles and children, as if each had signed in once and filled in their profile. */
export async function seed(tx: Tx): Promise<void> {
  for (const persona of personas()) await seedPersona(tx, persona)
}

async function seedPersona(tx: Tx, persona: Persona): Promise<void> {
  const { id } = await tx
    .insertInto('people.person')
    .values({ name: persona.name, language: persona.language })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('people.national_id')
    .values({ person_id: id, sealed: seal(persona.nationalId), lookup_hash: keyedHash(persona.nationalId) })
    .execute()
  await tx
    .insertInto('people.contact')
    .values({ person_id: id, kind: 'email', value: persona.email, confirmed_at: sql`now()` })
    .execute()
  for (const { role, hubId } of persona.roles)
    await tx
      .insertInto('people.role_grant')
      .values({ person_id: id, role, hub_id: hubId, from_date: today().toString() })
      .execute()
  for (const { role, ...association } of persona.associations) await seedMandate(tx, id, role, association)
  for (const { name, age } of persona.children) {
    const child = await tx
      .insertInto('people.child')
      .values({ name, birth_year: today().year - age })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('people.guardianship')
      .values({ person_id: id, child_id: child.id, from_date: today().toString() })
      .execute()
  }
}

async function seedMandate(
  tx: Tx,
  personId: string,
  role: string,
  { name, kind, hubId }: { name: string; kind: string; hubId: string | null },
) {
  const known = await tx
    .selectFrom('people.association')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirst()
  const { id } =
    known ??
    (await tx
      .insertInto('people.association')
      .values({ name, kind, hub_id: hubId, example: true })
      .returning('id')
      .executeTakeFirstOrThrow())
  await tx.insertInto('people.mandate').values({ association_id: id, person_id: personId, role }).execute()
}
