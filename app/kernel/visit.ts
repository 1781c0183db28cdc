import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Hono } from 'hono'
import { type Actor, anonymous } from './actor.ts'
import { config } from './config.ts'
import { db, inTransaction, type Tx } from './db.ts'
import { FormState } from './forms.ts'
import { type Lang, languages } from './texts.ts'
import { now, today } from './time.ts'

export type Env = { Variables: { actor: Actor; requestId: string; visit: Visit } }
export type App = Hono<Env>

/** One request as pages see it: who asks, in which language, for what. */
export class Visit {
  readonly db = db
  readonly now = now()
  readonly today = today(this.now)
  readonly path: string
  readonly lang: Lang
  form: FormState
  readonly hono: Context<Env>

  constructor(hono: Context<Env>) {
    this.hono = hono
    const [lang, path] = splitLanguage(new URL(hono.req.url).pathname)
    this.lang = lang
    this.path = path
    this.form = new FormState(lang)
  }

  get actor(): Actor {
    return this.hono.get('actor') ?? anonymous
  }
  get requestId(): string {
    return this.hono.get('requestId') ?? ''
  }
  get req() {
    return this.hono.req
  }
  get query(): URLSearchParams {
    return new URL(this.hono.req.url).searchParams
  }
  param(name: string): string {
    return this.hono.req.param(name) ?? ''
  }
  /** What the redirect before this page has done, from `?done=`. */
  get done(): string | null {
    return this.query.get('done')
  }
  /** A path of ours with the reader's language prefix. */
  url(path: string): string {
    return urlIn(this.lang, path)
  }
  transaction<T>(verb: (tx: Tx) => Promise<T>): Promise<T> {
    return inTransaction(verb)
  }
  /** 303 by default: a reload after a form never posts it again. Only paths of ours; anything else goes home. */
  redirect(path: string, status: 302 | 303 = 303): Response {
    return this.hono.redirect(this.url(ownPath(path)), status)
  }
  header(name: string, value: string): void {
    this.hono.header(name, value)
  }

  /** The sender's address. Forwarding headers count only as far as TRUST_PROXY says that our own proxies wrote them. */
  get ip(): string {
    return addressOf(this.hono)
  }
  /** What a household or an organisation shares: the address itself, for IPv6 its /64. */
  get network(): string {
    return networkOf(this.ip)
  }
}

export function visitOf(hono: Context<Env>): Visit {
  const known = hono.get('visit')
  if (known) return known
  const visit = new Visit(hono)
  hono.set('visit', visit)
  return visit
}

const prefix = new RegExp(`^/(${languages.slice(1).join('|')})(?=/|$)`)

/** `/nn/hubs` → nn and `/hubs`. Of slashes at the start one is left: two would make a link to this page lead to another site. */
export function splitLanguage(pathname: string): [Lang, path: string] {
  const match = prefix.exec(pathname)
  const path = match ? pathname.slice(match[0].length) || '/' : pathname
  return [match ? (match[1] as Lang) : 'nb', path.replace(/^\/{2,}/, '/')]
}

export const urlIn = (lang: Lang, path: string) =>
  lang === 'nb' ? path : path === '/' ? `/${lang}` : `/${lang}${path}`

/** A path on this site without language prefix, or the front page. Guards every redirect to a place named in a request. */
export function ownPath(path: string | null | undefined): string {
  if (!path?.startsWith('/') || path.startsWith('//') || path.includes('\\')) return '/'
  try {
    const url = new URL(path, 'http://here')
    return url.origin === 'http://here' ? splitLanguage(url.pathname)[1] + url.search + url.hash : '/'
  } catch {
    return '/'
  }
}

export function networkOf(ip: string): string {
  const four = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (four || !ip.includes(':')) return four ?? ip
  // `::` stands for as many zeroes as are missing; written out, one network has one name.
  const [start = '', end] = ip.split('::')
  const [first, last] = [start, end ?? ''].map((part) => part.split(':').filter(Boolean)) as [
    string[],
    string[],
  ]
  const zeroes = end === undefined ? 0 : Math.max(0, 8 - first.length - last.length)
  return [...first, ...Array<string>(zeroes).fill('0'), ...last]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}

function addressOf(hono: Context<Env>): string {
  const direct = isServed(hono.env) ? (getConnInfo(hono).remote.address ?? '') : '127.0.0.1'
  if (config.trustProxy === 0) return direct
  const hops = (hono.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  return hops.at(-config.trustProxy) || direct
}

// Requests made in-process (tests) come without a socket.
const isServed = (env: unknown) => typeof env === 'object' && env !== null && 'incoming' in env
