import type { Account, Configuration, interactionPolicy, Provider } from 'oidc-provider'
import { config } from '#kernel'
import { settings } from '../settings.ts'
import { reaches } from '../sign-in/acr.ts'
import { addresses, askOurselves, clientId, developmentIssuerUrl } from '../sign-in/identity-provider.ts'
import { issuerKey, issuerSecrets, publicClientKey } from './keys.ts'
import { interactionPath } from './paths.ts'
import { personaOf } from './personas.ts'
import { QuietAdapter } from './quiet-adapter.ts'

let made: { url: string; provider: Promise<Provider> } | undefined

/** An identity provider that asks of its client what ID-porten asks, with invented people. Never in production. */
export function developmentIssuer(): Promise<Provider> {
  if (!config.demonstration) throw new Error('The development issuer is not for production')
  const url = developmentIssuerUrl()
  if (made?.url !== url) made = { url, provider: make(url) }
  return made.provider
}

async function make(url: string): Promise<Provider> {
  const { Provider, interactionPolicy } = await withoutWarning(() => import('oidc-provider'))
  const { cookie, salt } = await issuerSecrets()
  const configuration: Configuration = {
    adapter: QuietAdapter,
    jwks: { keys: [await issuerKey()] },
    clients: [
      {
        client_id: clientId(),
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'RS256',
        jwks: { keys: [await publicClientKey()] },
        redirect_uris: [addresses.callback()],
        post_logout_redirect_uris: [addresses.signedOut()],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        subject_type: 'pairwise',
        id_token_signed_response_alg: 'RS256',
        backchannel_logout_uri: addresses.backChannelLogout(),
        backchannel_logout_session_required: true,
      },
    ],
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS256', 'RS384', 'RS512'] },
    pkce: { required: () => true },
    acrValues: settings.identityProvider.acr,
    scopes: ['openid', 'profile'],
    claims: {
      openid: ['sub', 'pid', 'locale', 'amr', 'auth_time'],
      acr: null,
      sid: null,
      iss: null,
      profile: [],
    },
    // ID-porten puts what it knows in the id token; there is no userinfo to ask.
    conformIdTokenClaims: false,
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: async (_ctx, accountId, client) => {
      const digest = await crypto.subtle.digest(
        'SHA-256',
        new TextEncoder().encode(`${salt}|${client.clientId}|${accountId}`),
      )
      return Buffer.from(digest).toString('base64url')
    },
    findAccount: (_ctx, key) => account(key),
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource: nothingMore },
    },
    interactions: { policy: policy(interactionPolicy), url: interactionPath },
    loadExistingGrant: grantWithoutAsking,
    renderError: (ctx, out) => {
      ctx.type = 'html'
      ctx.body = `<!doctype html><meta charset="utf-8"><title>${out.error}</title><h1>${out.error}</h1><p>${String(out.error_description ?? '').replace(/[<>&"']/g, '')}</p>`
    },
    // Signing out is a POST; the provider offers that only with cookies for other sites (see mount.ts).
    enableHttpPostMethods: true,
    cookies: {
      keys: [cookie],
      long: { sameSite: 'none' },
      names: { session: 'issuer_session', interaction: 'issuer_interaction', resume: 'issuer_resume' },
    },
    ttl: {
      Session: 1800,
      Interaction: 600,
      Grant: 1800,
      AccessToken: 120,
      IdToken: 120,
      AuthorizationCode: 60,
    },
    // The provider will not fetch from loopback, and that is where its only client lives.
    fetch: (target, options) => {
      const { dispatcher: _, ...rest } = options as RequestInit & { dispatcher?: unknown }
      return askOurselves(String(target), rest as never)
    },
  }
  const provider = new Provider(url, configuration)
  provider.proxy = true
  return provider
}

/** The provider warns of every Node that is not a long-term release. Ours is pinned, and sign-in is tested on it. */
async function withoutWarning<T>(load: () => Promise<T>): Promise<T> {
  const { warn } = console
  console.warn = () => {}
  try {
    return await load()
  } finally {
    console.warn = warn
  }
}

async function account(key: string): Promise<Account | undefined> {
  const persona = personaOf(key)
  if (!persona) return undefined
  return {
    accountId: key,
    claims: async () => ({ sub: key, pid: persona.nationalId, locale: persona.language, amr: ['BankID'] }),
  }
}

/** As at ID-porten nobody is asked to consent; and a session at a lower level than asked for must sign in again. */
function policy({ base, Check }: typeof interactionPolicy) {
  const policy = base()
  policy.remove('consent')
  const tooLow = new Check('acr_too_low', 'a higher level is asked for', 'login_required', (ctx) => {
    const wanted = String(ctx.oidc.params?.acr_values ?? '').split(' ')[0]
    const enough = !wanted || reaches(ctx.oidc.session?.acr, wanted, settings.identityProvider.acr)
    return enough ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT
  })
  policy.get('login')?.checks.add(tooLow)
  return policy
}

const grantWithoutAsking: Configuration['loadExistingGrant'] = async (ctx) => {
  const { client, session, provider } = ctx.oidc
  const known = session?.grantIdFor(client?.clientId as string)
  if (known) return provider.Grant.find(known)
  const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId })
  grant.addOIDCScope('openid profile')
  await grant.save()
  return grant
}

/** The provider's own form, sent at once: who comes here has already said that they sign out. */
const logoutSource = async (ctx: { type?: string; body?: unknown }, form: string) => {
  ctx.type = 'html'
  ctx.body =
    `<!doctype html><html lang="nb"><meta charset="utf-8"><title>Logger ut</title>${form}` +
    `<button type="submit" form="op.logoutForm" name="logout" value="yes" id="go">Logg ut</button>` +
    `<script>document.getElementById('go').click()</script></html>`
}

const nothingMore = async (ctx: { type?: string; body?: unknown }) => {
  ctx.type = 'html'
  ctx.body =
    '<!doctype html><html lang="nb"><meta charset="utf-8"><title>Logget ut</title><p>Du er logget ut.</p></html>'
}
