import { type Lang, systemActor, type Tx } from '#kernel'
import { audit, type RequestActor } from '../audit.ts'
import { refusal } from '../refusals.ts'
import {
  endSessions,
  rotateSession,
  type SignedIn,
  sessionPerson,
  startSession,
} from '../sessions/sessions.ts'
import type { Answer } from './answer.ts'
import { stepUpLevel } from './identity-provider.ts'
import { personWhoSignedIn } from './who-signed-in.ts'

export type Arrival = {
  wantedAcr: string
  stepUpOf: string | null
  language: Lang
  device: string
  /** The session this browser had: the new one takes its place. */
  before: string | null
  requestId: string
}

/** Lets in whoever the provider says this is: a new session, or, for a step-up, the same one under a new token. */
export async function letIn(
  tx: Tx,
  answer: Answer,
  arrival: Arrival,
): Promise<{ token: string; isNew: boolean }> {
  const { personId, isNew } = await personWhoSignedIn(tx, answer.identity, arrival.language)
  const signedIn: SignedIn = {
    personId,
    acr: answer.acr,
    issuer: answer.identity.issuer,
    issuerSid: answer.issuerSid,
    idToken: answer.idToken,
    device: arrival.device,
    steppedUp: arrival.wantedAcr === stepUpLevel(),
  }
  const actor: RequestActor = { ...systemActor, kind: 'person', personId, requestId: arrival.requestId }
  const about = { kind: 'person', id: personId, personId }
  if (arrival.stepUpOf) {
    if ((await sessionPerson(tx, arrival.stepUpOf)) !== personId) throw refusal('people.sign-in-other-person')
    const token = await rotateSession(tx, arrival.stepUpOf, signedIn)
    await audit(tx, actor, 'people.stepped-up', about, { acr: answer.acr })
    // The session ran out meanwhile; who it is has just been proved, so they get a new one.
    return { token: token ?? (await startSession(tx, signedIn)).token, isNew }
  }
  if (arrival.before) await endSessions(tx, { id: arrival.before }, 'replaced')
  const { token } = await startSession(tx, signedIn)
  await audit(tx, actor, 'people.signed-in', about, { acr: answer.acr })
  return { token, isNew }
}
