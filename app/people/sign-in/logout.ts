import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import {
  type Env,
  inTransaction,
  kernelRefusal,
  limit,
  log,
  problem,
  Refusal,
  sql,
  systemActor,
  unseal,
  visitOf,
} from '#kernel'
import { audit } from '../audit.ts'
import { refusal } from '../refusals.ts'
import { endSessions } from '../sessions/sessions.ts'
import { settings } from '../settings.ts'
import { askOurselves, clientId, isDevelopmentIssuer, issuerUrl, relyingParty } from './identity-provider.ts'

/**
 * GET /sign-in/front-channel-logout?iss&sid: the provider loads this in a hidden frame, where the browser sends none
 * of our cookies. The session is found by the provider's own id for it, which only the provider and we know.
 */
export async function frontChannelLogout(hono: Context<Env>): Promise<Response> {
  const c = visitOf(hono)
  const iss = c.query.get('iss')
  const sid = c.query.get('sid')
  const ancestors = [new URL(issuerUrl()).origin, ...settings.identityProvider.frameAncestors]
  c.header('content-security-policy', `default-src 'none'; frame-ancestors ${ancestors.join(' ')}`)
  c.header('cache-control', 'no-store')
  await limit({ key: `front-channel-logout:${c.network}`, max: 300, seconds: 600 })
  if (iss === issuerUrl() && sid) await endSessions(c.db, { issuer: iss, sid }, 'issuer')
  return hono.html('<!doctype html><title>OK</title>')
}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
const limited = bodyLimit({
  maxSize: 32 * 1024,
  onError: () => {
    throw kernelRefusal('kernel.too-large', { limit: '32 kB' })
  },
})

async function tokenIn(hono: Context<Env>): Promise<string> {
  let form: Record<string, unknown> = {}
  await limited(hono, async () => {
    form = await hono.req.parseBody().catch((error: unknown) => {
      // The stream ends with the limit's own refusal when the body is too large.
      throw error instanceof Refusal ? error : refusal('people.logout-not-ours')
    })
  })
  if (typeof form.logout_token !== 'string') throw refusal('people.logout-not-ours')
  return form.logout_token
}

/** POST /sign-in/back-channel-logout: the provider tells us itself. It tries once and waits five seconds. */
export async function backChannelLogout(hono: Context<Env>): Promise<Response> {
  const c = visitOf(hono)
  c.header('cache-control', 'no-store')
  try {
    const claims = await verified(await tokenIn(hono))
    const ended = await inTransaction(async (tx) => {
      await tx
        .insertInto('people.logout_token')
        .values({ issuer: claims.issuer, jti: claims.jti, expires_at: sql`to_timestamp(${claims.exp})` })
        .execute()
      const which = claims.sid
        ? { issuer: claims.issuer, sid: claims.sid }
        : { issuer: claims.issuer, subject: claims.sub as string }
      const count = await endSessions(tx, which, 'issuer')
      await audit(
        tx,
        { ...systemActor, requestId: c.requestId },
        'people.signed-out-by-issuer',
        { kind: 'issuer', id: claims.issuer },
        { sessions: count },
      )
      return count
    })
    log.info({ ended, requestId: c.requestId }, 'back-channel logout')
    return hono.body(null, 200)
  } catch (error) {
    if (error instanceof Refusal) return problem(error, 'en')
    throw error
  }
}

type LogoutClaims = { issuer: string; jti: string; exp: number; sid?: string; sub?: string }

async function verified(token: string): Promise<LogoutClaims> {
  const provider = (await relyingParty()).serverMetadata()
  try {
    const { payload } = await jwtVerify(token, keysOf(provider.jwks_uri as string), {
      issuer: provider.issuer,
      audience: clientId(),
      algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'ES256'],
      requiredClaims: ['iat', 'jti', 'events'],
      maxTokenAge: '10 minutes',
    })
    const { sid, sub, jti, nonce, events, exp, iat } = payload as typeof payload & {
      events: Record<string, unknown>
    }
    const isLogout = typeof events === 'object' && events !== null && logoutEvent in events
    // A nonce marks an id token: without this check one could be passed off as a logout.
    if (!isLogout || nonce !== undefined || (typeof sid !== 'string' && typeof sub !== 'string'))
      throw refusal('people.logout-not-ours')
    return {
      issuer: provider.issuer,
      jti: jti as string,
      exp: exp ?? (iat as number) + 600,
      sid: typeof sid === 'string' ? sid : undefined,
      sub,
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    log.warn({ code: (error as { code?: string }).code }, 'logout token refused')
    throw refusal('people.logout-not-ours')
  }
}

let keys: { uri: string; set: ReturnType<typeof createRemoteJWKSet> } | undefined

function keysOf(uri: string) {
  if (keys?.uri !== uri)
    keys = {
      uri,
      set: createRemoteJWKSet(new URL(uri), isDevelopmentIssuer() ? { [customFetch]: askOurselves } : {}),
    }
  return keys.set
}

/** What the browser must post to the provider to end its session there too, or nothing when it offers no such place. */
export async function providerLogout(idTokenSealed: string | null, postLogoutUri: string) {
  const { end_session_endpoint: action } = (await relyingParty()).serverMetadata()
  if (!action || !idTokenSealed) return undefined
  return {
    action,
    fields: {
      id_token_hint: unseal(idTokenSealed),
      post_logout_redirect_uri: postLogoutUri,
      client_id: clientId(),
    },
  }
}
