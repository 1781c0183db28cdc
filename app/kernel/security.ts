import { config } from './config.ts'

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  // Signing out is a form that ends at the identity provider, by redirect: ID-porten's pages are on a subdomain.
  `form-action 'self'${config.oidc.issuer ? ` ${config.oidc.issuer} https://*.${new URL(config.oidc.issuer).host}` : ''}`,
].join('; ')

/** On every answer. No nonces: the bytes of a page are the same for everybody, so they can be cached. */
export const securityHeaders: Record<string, string> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  ...(config.publicUrl.startsWith('https:') && {
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
  }),
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * True for a write that another site's page made the browser send. Browsers say so themselves: Sec-Fetch-Site, or
 * at least Origin, which all of them send with cross-site posts. Programs send neither and carry no ambient cookie.
 */
export function isForeign(request: Request): boolean {
  if (safe.has(request.method)) return false
  const site = request.headers.get('sec-fetch-site')
  if (site) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.get('origin')
  return (
    origin !== null && origin !== new URL(config.publicUrl).origin && origin !== new URL(request.url).origin
  )
}

/** `__Host-` needs https; the demonstration runs on http://localhost. */
export const sessionCookie = config.publicUrl.startsWith('https:') ? '__Host-session' : 'session'
