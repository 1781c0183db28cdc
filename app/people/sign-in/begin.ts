import type { Context } from 'hono'
import * as oidc from 'openid-client'
import { config, type Env, limit, ownPath, type Visit, visitOf } from '#kernel'
import { giveAttemptCookie } from '../sessions/session-cookie.ts'
import { beginAttempt } from './attempt.ts'
import { addresses, relyingParty, signInLevel, stepUpLevel } from './identity-provider.ts'

/** GET /sign-in: off to the identity provider, and back to `?then=`. `?again` asks the provider to ask anew. */
export const signIn = (hono: Context<Env>) => {
  const c = visitOf(hono)
  return begin(c, { acr: signInLevel(), stepUpOf: null, anew: c.query.has('again') })
}

/** GET /sign-in/step-up: the same person once more, at the highest level. */
export const stepUp = (hono: Context<Env>) => {
  const c = visitOf(hono)
  return begin(c, { acr: stepUpLevel(), stepUpOf: c.actor.sessionId, anew: true })
}

async function begin(
  c: Visit,
  wish: { acr: string; stepUpOf: string | null; anew: boolean },
): Promise<Response> {
  await limit({ key: `sign-in:${c.network}`, max: 300, seconds: 600 })
  const elsewhere = otherName(c)
  if (elsewhere) return c.hono.redirect(elsewhere, 302)
  const provider = await relyingParty()
  const nonce = oidc.randomNonce()
  const verifier = oidc.randomPKCECodeVerifier()
  const leadsTo = ownPath(c.query.get('then') ?? '/me')
  const { state, browser } = await beginAttempt(c.db, {
    nonce,
    verifier,
    wantedAcr: wish.acr,
    stepUpOf: wish.stepUpOf,
    anew: wish.anew,
    leadsTo,
    language: c.lang,
  })
  const url = await oidc.buildAuthorizationUrlWithPAR(provider, {
    redirect_uri: addresses.callback(),
    scope: 'openid profile',
    acr_values: wish.acr,
    ui_locales: c.lang,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...(wish.anew && { prompt: 'login' }),
  })
  giveAttemptCookie(c.hono, browser)
  c.header('cache-control', 'no-store')
  return c.hono.redirect(url.href, 302)
}

/** The provider answers to PUBLIC_URL, so a sign-in must begin there: on 127.0.0.1 its cookie would not come back. */
function otherName(c: Visit): string | undefined {
  const here = new URL(c.req.url)
  const known = new URL(config.publicUrl)
  if (config.production || here.hostname === known.hostname) return undefined
  return config.publicUrl + c.url(c.path) + here.search
}
