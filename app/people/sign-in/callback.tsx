import type { Context } from 'hono'
import * as oidc from 'openid-client'
import {
  config,
  counter,
  type Env,
  inTransaction,
  type Lang,
  log,
  Refusal,
  systemActor,
  urlIn,
  type Visit,
  visitOf,
} from '#kernel'

import { audit } from '../audit.ts'
import { SignInStopped } from '../pages/sign-in-stopped.tsx'
import { refusal } from '../refusals.ts'
import { deviceOf } from '../sessions/device.ts'
import { giveSessionCookie, readCookie, takeAttemptCookie } from '../sessions/session-cookie.ts'
import { endSessions, rotateSession, type SignedIn, startSession } from '../sessions/sessions.ts'
import { settings } from '../settings.ts'
import { reaches } from './acr.ts'
import { type TakenAttempt, takeAttempt } from './attempt.ts'
import { issuerUrl, relyingParty, stepUpLevel } from './identity-provider.ts'
import { personWhoSignedIn } from './who-signed-in.ts'

const signIns = counter('sign_ins_total', 'Sign-ins by how they ended', ['outcome'])

/** GET /sign-in/callback: the provider's answer. Whatever is forged, replayed, late or too weak gets a calm page. */
export async function signInCallback(hono: Context<Env>): Promise<Response> {
  const c = visitOf(hono)
  c.header('cache-control', 'no-store')
  try {
    const { token, leadsTo, language } = await finish(c)
    takeAttemptCookie(hono)
    giveSessionCookie(hono, token)
    signIns.inc({ outcome: 'ok' })
    return hono.redirect(urlIn(language, leadsTo), 303)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    signIns.inc({ outcome: error.code })
    takeAttemptCookie(hono)
    const page = await (<SignInStopped c={c} refusal={error} />).toString()
    return hono.html(page, error.code === 'people.sign-in-cancelled' ? 200 : error.status)
  }
}

async function finish(c: Visit): Promise<{ token: string; leadsTo: string; language: Lang }> {
  const browser = readCookie(c.req.header('cookie'), 'sign-in')
  // Looked up before anything else: the protocol library must never meet an answer to a question we did not ask.
  const state = c.query.getAll('state')
  const attempt = state.length === 1 ? await takeAttempt(c.db, state[0] as string, browser) : undefined
  if (!attempt) throw refusal('people.sign-in-not-ours')

  const answer = await answerOf(c, attempt)
  const { acr, sub, sid, pid, locale } = answer.claims
  if (!reaches(acr, attempt.wantedAcr, settings.identityProvider.acr))
    throw refusal('people.sign-in-too-weak')
  if (attempt.anew && !isAnew(answer.claims.auth_time, attempt.begun)) throw refusal('people.sign-in-failed')
  const identity = {
    issuer: issuerUrl(),
    subject: sub,
    nationalId: typeof pid === 'string' ? pid : undefined,
    locale: typeof locale === 'string' ? locale : undefined,
  }
  return inTransaction(async (tx) => {
    const { personId, isNew } = await personWhoSignedIn(tx, identity, attempt.language)
    const signedIn: SignedIn = {
      personId,
      acr: acr as string,
      issuer: identity.issuer,
      issuerSid: typeof sid === 'string' ? sid : null,
      idToken: answer.idToken,
      device: deviceOf(c.req.header('user-agent')),
      steppedUp: attempt.wantedAcr === stepUpLevel(),
    }
    const actor = { ...systemActor, kind: 'person' as const, personId, requestId: c.requestId }
    const about = { kind: 'person', id: personId, personId }
    if (attempt.stepUpOf) {
      const token = await rotateSession(tx, attempt.stepUpOf, signedIn)
      if (!token) throw refusal('people.sign-in-other-person')
      await audit(tx, actor, 'people.stepped-up', about, { acr })
      return { token, leadsTo: attempt.leadsTo, language: attempt.language }
    }
    if (c.actor.sessionId) await endSessions(tx, { id: c.actor.sessionId }, 'replaced')
    const { token } = await startSession(tx, signedIn)
    await audit(tx, actor, 'people.signed-in', about, { acr })
    const leadsTo = isNew
      ? `/me/profile?welcome&then=${encodeURIComponent(attempt.leadsTo)}`
      : attempt.leadsTo
    return { token, leadsTo, language: attempt.language }
  })
}

/** The two clocks may differ by a minute. */
const isAnew = (authTime: unknown, begun: Temporal.Instant) =>
  typeof authTime === 'number' && authTime * 1000 >= begun.epochMilliseconds - 60_000

async function answerOf(c: Visit, attempt: TakenAttempt) {
  const provider = await relyingParty()
  try {
    const tokens = await oidc.authorizationCodeGrant(
      provider,
      new URL(config.publicUrl + c.path + search(c)),
      {
        pkceCodeVerifier: attempt.verifier,
        expectedNonce: attempt.nonce,
        expectedState: c.query.get('state') as string,
        idTokenExpected: true,
      },
    )
    const claims = tokens.claims()
    if (!claims || !tokens.id_token) throw refusal('people.sign-in-failed')
    return { claims, idToken: tokens.id_token }
  } catch (error) {
    if (error instanceof Refusal) throw error
    const { code, error: answered } = error as { code?: string; error?: string }
    if (answered === 'access_denied') throw refusal('people.sign-in-cancelled')
    log.warn({ code, answered, requestId: c.requestId }, 'sign-in answer refused')
    throw refusal('people.sign-in-failed')
  }
}

const search = (c: Visit) => new URL(c.req.url).search
