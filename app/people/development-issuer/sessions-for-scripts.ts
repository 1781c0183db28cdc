import { config, randomToken, sql, type Tx } from '#kernel'
import { startSession } from '../sessions/sessions.ts'
import { stepUpLevel } from '../sign-in/identity-provider.ts'
import { issuerPrefix } from './paths.ts'
import { personas, personIdOfPersona } from './personas.ts'

export { personas }

/** The token of a new session for a persona who has been here, as if signed in at the highest level. */
export async function sessionOfPersona(tx: Tx, key: string): Promise<string | undefined> {
  const personId = await personIdOfPersona(tx, key)
  return personId && sessionOf(tx, personId)
}

/** The token of a session for a resident nobody has met before, with an e-mail address that reaches nobody. */
export async function sessionOfNewResident(tx: Tx): Promise<string> {
  const mark = randomToken().slice(0, 8).toLowerCase()
  const { id } = await tx
    .insertInto('people.person')
    .values({ name: `Innbygger ${mark}`, language: 'nb' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('people.contact')
    .values({
      person_id: id,
      kind: 'email',
      value: `innbygger-${mark}@example.org`,
      confirmed_at: sql`now()`,
    })
    .execute()
  await tx
    .insertInto('people.login')
    .values({ issuer: config.publicUrl + issuerPrefix, subject: `script-${mark}`, person_id: id })
    .execute()
  return sessionOf(tx, id)
}

async function sessionOf(tx: Tx, personId: string): Promise<string> {
  const { token } = await startSession(tx, {
    personId,
    acr: stepUpLevel(),
    issuer: config.publicUrl + issuerPrefix,
    device: 'script',
    steppedUp: true,
  })
  return token
}
