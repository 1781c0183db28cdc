import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { anonymous, config, type Env, sessionCookie } from '#kernel'

// The `__Host-` prefix makes browsers insist on https, on this host alone; http://localhost has to do without.
const isSecure = () => config.publicUrl.startsWith('https:')
const named = (name: string) => (isSecure() ? `__Host-${name}` : name)
const attributes = () => ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure() }) as const

export function readCookie(header: string | null | undefined, name: string): string | undefined {
  const prefix = `${named(name)}=`
  return header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(prefix))
    ?.slice(prefix.length)
}

export const giveSessionCookie = (hono: Context, token: string) =>
  setCookie(hono, sessionCookie, token, attributes())
/** From here on the request is nobody's: the page that says goodbye must not greet them by name. */
export function takeSessionCookie(hono: Context<Env>) {
  deleteCookie(hono, sessionCookie, attributes())
  hono.set('actor', anonymous)
}

/** Ties a sign-in to the browser that began it. Lax, because the answer comes back by a link from the provider. */
export const giveAttemptCookie = (hono: Context, token: string) =>
  setCookie(hono, named('sign-in'), token, { ...attributes(), maxAge: 600 })
export const takeAttemptCookie = (hono: Context) => deleteCookie(hono, named('sign-in'), attributes())
