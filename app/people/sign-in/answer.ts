import * as oidc from 'openid-client'
import { config, log, Refusal, type Visit } from '#kernel'
import { refusal } from '../refusals.ts'
import { settings } from '../settings.ts'
import { reaches } from './acr.ts'
import type { TakenAttempt } from './attempt.ts'
import { issuerUrl, relyingParty } from './identity-provider.ts'
import type { Identity } from './who-signed-in.ts'

export type Answer = { identity: Identity; acr: string; issuerSid: string | null; idToken: string }

/** Exchanges the code and checks all that the protocol lets us check; then what ID-porten leaves to its clients. */
export async function readAnswer(c: Visit, attempt: TakenAttempt): Promise<Answer> {
  const { claims, idToken } = await exchange(c, attempt)
  const { acr, sub, sid, pid, locale, auth_time: authTime } = claims
  if (!reaches(acr, attempt.wantedAcr, settings.identityProvider.acr))
    throw refusal('people.sign-in-too-weak')
  if (attempt.anew && !isAnew(authTime, attempt.begun)) throw refusal('people.sign-in-failed')
  return {
    identity: { issuer: issuerUrl(), subject: sub, nationalId: textOr(pid), locale: textOr(locale) },
    acr: acr as string,
    issuerSid: textOr(sid) ?? null,
    idToken,
  }
}

const textOr = (claim: unknown) => (typeof claim === 'string' ? claim : undefined)

/** The two clocks may differ by a minute. */
const isAnew = (authTime: unknown, begun: Temporal.Instant) =>
  typeof authTime === 'number' && authTime * 1000 >= begun.epochMilliseconds - 60_000

async function exchange(c: Visit, attempt: TakenAttempt) {
  const provider = await relyingParty()
  const answered = new URL(config.publicUrl + c.path + new URL(c.req.url).search)
  try {
    const tokens = await oidc.authorizationCodeGrant(provider, answered, {
      pkceCodeVerifier: attempt.verifier,
      expectedNonce: attempt.nonce,
      expectedState: c.query.get('state') as string,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims || !tokens.id_token) throw refusal('people.sign-in-failed')
    return { claims, idToken: tokens.id_token }
  } catch (error) {
    if (error instanceof Refusal) throw error
    const { code, error: said } = error as { code?: string; error?: string }
    if (said === 'access_denied') throw refusal('people.sign-in-cancelled')
    log.warn({ code, said, requestId: c.requestId }, 'sign-in answer refused')
    throw refusal('people.sign-in-failed')
  }
}
