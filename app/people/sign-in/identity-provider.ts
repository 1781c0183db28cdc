import { importJWK, importPKCS8 } from 'jose'
import * as oidc from 'openid-client'
import { config, log } from '#kernel'
import { refusal } from '../refusals.ts'
import { settings } from '../settings.ts'
import { jwkOf } from './client-key-age.ts'

export const developmentIssuerUrl = () => `${config.publicUrl}/development/issuer`
export const isDevelopmentIssuer = () => config.demonstration && !config.oidc.issuer
export const issuerUrl = () => config.oidc.issuer ?? developmentIssuerUrl()
export const clientId = () => config.oidc.clientId ?? 'innbyggertorg'

export const addresses = {
  callback: () => `${config.publicUrl}/sign-in/callback`,
  signedOut: () => `${config.publicUrl}/signed-out`,
  backChannelLogout: () => `${config.publicUrl}/sign-in/back-channel-logout`,
}

export const signInLevel = () => settings.identityProvider.acr[0] as string
export const stepUpLevel = () => settings.identityProvider.acr.at(-1) as string

// The provider's metadata is good for a day.
const day = 24 * 60 * 60 * 1000
let known: { issuer: string; until: number; client: Promise<oidc.Configuration> } | undefined

/** The relying party, ready to talk to the provider. Refuses calmly when the provider cannot be reached. */
export async function relyingParty(): Promise<oidc.Configuration> {
  const issuer = issuerUrl()
  if (known?.issuer !== issuer || known.until < Date.now())
    known = { issuer, until: Date.now() + day, client: discover(issuer) }
  try {
    return await known.client
  } catch (error) {
    known = undefined
    log.error({ issuer, error: (error as Error).message }, 'identity provider cannot be reached')
    throw refusal('people.sign-in-unavailable')
  }
}

async function discover(issuer: string): Promise<oidc.Configuration> {
  const insecure = config.demonstration && issuer.startsWith('http:')
  return oidc.discovery(
    new URL(issuer),
    clientId(),
    { token_endpoint_auth_method: 'private_key_jwt', id_token_signed_response_alg: 'RS256' },
    oidc.PrivateKeyJwt(await clientKey()),
    {
      timeout: 10,
      execute: insecure ? [oidc.allowInsecureRequests] : [],
      ...(isDevelopmentIssuer() && { [oidc.customFetch]: askOurselves }),
    },
  )
}

/** The development issuer is this very server: asked directly, whatever name or proxy the browser reaches it by. */
export const askOurselves = (url: string, options?: object): Promise<Response> => {
  const direct = new URL(url)
  if (direct.origin === new URL(config.publicUrl).origin && config.port > 0) {
    direct.protocol = 'http:'
    direct.host = `127.0.0.1:${config.port}`
  }
  return fetch(direct, options)
}

/** OIDC_CLIENT_KEY is a private JWK with its `kid`, as JSON or as base64 of it, or a PEM (then `kid` is the client id). */
async function clientKey(): Promise<{ key: CryptoKey; kid: string }> {
  const text =
    config.oidc.clientKey ?? JSON.stringify(await (await import('../development-issuer/keys.ts')).clientKey())
  if (text.includes('BEGIN PRIVATE KEY')) return { key: await importPKCS8(text, 'RS256'), kid: clientId() }
  const jwk = jwkOf(text)
  if (!jwk.kid) throw new Error('OIDC_CLIENT_KEY has no kid: the provider cannot tell which key signed')
  return { key: (await importJWK(jwk, 'RS256')) as CryptoKey, kid: jwk.kid }
}
