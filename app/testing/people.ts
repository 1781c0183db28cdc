import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Actor,
  db,
  hashToken,
  municipalityFolder,
  now,
  randomToken,
  sessionCookie,
  today,
} from '#kernel'

export interface Wanted {
  name?: string
  language?: 'nb' | 'nn' | 'en'
  /** `'administrator'`, or a role at a hub: `'host at borgen'`. */
  roles?: readonly string[]
  email?: string
  /** Signed in at the level and moment that granting roles asks for. */
  steppedUp?: boolean
}

export interface TestPerson {
  id: string
  /** For `visit(path, { as })`. */
  cookie: string
  /** For calling a verb directly. */
  actor: Actor
}

let count = 0

/** An invented person with a session, as if they had just come back from the identity provider. */
export async function addPerson(wanted: Wanted = {}): Promise<TestPerson> {
  const name = wanted.name ?? `Prøve Person ${++count}`
  const { id } = await db
    .insertInto('people.person')
    .values({ name, language: wanted.language ?? 'nb' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const roles = (wanted.roles ?? []).map(roleFrom)
  for (const { role, hubId } of roles) {
    await db
      .insertInto('people.role_grant')
      .values({ person_id: id, role, hub_id: hubId, from_date: today().subtract({ days: 1 }).toString() })
      .execute()
  }
  if (wanted.email) {
    await db
      .insertInto('people.contact')
      .values({ person_id: id, kind: 'email', value: wanted.email, confirmed_at: now().toString() })
      .execute()
  }
  const { sessionId, cookie } = await session(id, wanted.steppedUp ?? false)
  return {
    id,
    cookie,
    actor: {
      kind: 'person',
      personId: id,
      name,
      roles,
      sessionId,
      acr: acr(wanted.steppedUp ?? false),
      steppedUpAt: wanted.steppedUp ? now() : null,
    },
  }
}

/** The `Cookie:` value of one of the demonstration's personas: `signedInAs('host-borgen')`. Needs `seededDatabase`. */
export async function signedInAs(persona: string, { steppedUp = false } = {}): Promise<string> {
  const personas: { key: string; name: string }[] = JSON.parse(
    readFileSync(join(municipalityFolder, 'personas.json'), 'utf8'),
  )
  const name = personas.find(({ key }) => key === persona)?.name ?? persona
  const { id } = await db
    .selectFrom('people.person')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow(() => new Error(`Nobody here is called ${name}.`))
  return (await session(id, steppedUp)).cookie
}

function roleFrom(text: string): Actor['roles'][number] {
  const [role = '', hubId = null] = text.split(' at ')
  return { role: role as Actor['roles'][number]['role'], hubId }
}

const acr = (steppedUp: boolean) => (steppedUp ? 'idporten-loa-high' : 'idporten-loa-substantial')

async function session(personId: string, steppedUp: boolean) {
  const token = randomToken()
  const { id } = await db
    .insertInto('people.session')
    .values({
      token_hash: hashToken(token),
      person_id: personId,
      acr: acr(steppedUp),
      issuer: 'http://issuer.test',
      device: 'Prøvenettleser',
      expires_at: now().add({ hours: 8 }).toString(),
      stepped_up_at: steppedUp ? now().toString() : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { sessionId: id, cookie: `${sessionCookie}=${token}` }
}
