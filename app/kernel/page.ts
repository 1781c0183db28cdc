import { gzipSync } from 'node:zlib'
import type { Handler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { z } from 'zod'
import { config } from './config.ts'
import { formOf } from './forms.ts'
import { kernelRefusal } from './kernel-refusals.ts'
import { cached, encodingFor, keep } from './page-cache.ts'
import { Refusal } from './refusals.ts'
import { securityHeaders } from './security.ts'
import { type Env, type Visit, visitOf } from './visit.ts'

type Html = HtmlEscapedString | Promise<HtmlEscapedString>

type PageParts<Form extends z.ZodType, Data> = {
  /** Redirects to sign-in first. Finer permission is asked in the verb. */
  needs?: 'sign-in'
  form?: Form | ((c: Visit) => Form)
  read?: (c: Visit) => Promise<Data>
  act?: (c: Visit, wish: z.output<Form>, data: Data) => Promise<Response>
  show: (data: Data, c: Visit) => Html
  /** Kept for readers without a session, until a tag is cleared or the seconds are over. Null: not this time. */
  cache?: (c: Visit, data: Data) => { tags: string[]; seconds?: number } | null
  status?: (data: Data) => number
  /** Largest body in bytes; forms with files say more. */
  maxBody?: number
}

const smallBody = 256 * 1024
/** The session cookie under either of its names, on http and on https: only a reader without one gets a kept page. */
const anySessionCookie = /(?:^|;\s*)(?:__Host-)?session=/

/** A page in reading order: what it reads, what it does, what it shows. Answers GET and, with `act`, POST. */
export function page<Form extends z.ZodType = z.ZodNever, Data = undefined>(
  parts: PageParts<Form, Data>,
): Handler<Env> {
  const read = (c: Visit) => (parts.read ? parts.read(c) : Promise.resolve(undefined as Data))
  const max = parts.maxBody ?? smallBody
  const limited = bodyLimit({
    maxSize: max,
    onError: () => {
      throw kernelRefusal('kernel.too-large', { limit: `${Math.round(max / 1024)} kB` })
    },
  })

  return async (hono) => {
    const c = visitOf(hono)
    const { method } = hono.req
    if (method !== 'GET' && method !== 'HEAD' && !(method === 'POST' && parts.act)) {
      hono.header('allow', parts.act ? 'GET, HEAD, POST' : 'GET, HEAD')
      throw kernelRefusal('kernel.wrong-method')
    }
    if (parts.needs === 'sign-in' && !c.actor.personId)
      return c.redirect(`/sign-in?then=${encodeURIComponent(c.path + new URL(hono.req.url).search)}`)
    if (method === 'POST') {
      let answer: Response | undefined
      await limited(hono, async () => {
        answer = await act(c)
      })
      return answer as Response
    }
    // Both: whoever is signed in by a cookie spelled in a way of its own must never fill the cache for others.
    if (parts.cache && c.actor.kind === 'anonymous' && isCacheable(hono.req.raw)) return fromCache(c)
    const data = await read(c)
    return html(c, await render(c, data), parts.status?.(data) ?? 200)
  }

  async function act(c: Visit): Promise<Response> {
    const data = await read(c)
    c.form = formOf(await body(c), c.lang)
    const schema = typeof parts.form === 'function' ? parts.form(c) : parts.form
    const wish = schema?.safeParse(c.form.input())
    if (wish && !wish.success) {
      c.form.fail(wish.error.issues)
      return html(c, await render(c, data), 422)
    }
    try {
      return await (parts.act as NonNullable<typeof parts.act>)(c, wish?.data as z.output<Form>, data)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      c.form.refusal = error
      return html(c, await render(c, await read(c)), error.status)
    }
  }

  async function render(c: Visit, data: Data): Promise<string> {
    const first = String(await parts.show(data, c).toString())
    if (!c.form.failed) return first
    // Once more, now that every field has told its label.
    c.form.sayErrors()
    return String(await parts.show(data, c).toString())
  }

  async function fromCache(c: Visit): Promise<Response> {
    const key = cacheKey(c.hono.req.raw)
    const headers = c.hono.req.raw.headers
    const hit = cached(key, headers)
    if (hit) return hit
    return keep(key, headers, async () => {
      const data = await read(c)
      const rule = parts.cache?.(c, data)
      const status = parts.status?.(data) ?? 200
      return {
        body: await render(c, data),
        headers: {
          ...securityHeaders,
          'content-type': 'text/html; charset=utf-8',
          'content-language': c.lang,
          'cache-control': 'public, no-cache',
        },
        tags: rule?.tags ?? [],
        seconds: rule && status === 200 ? (rule.seconds ?? 60) : 0,
      }
    })
  }
}

async function body(c: Visit): Promise<FormData> {
  try {
    return await c.req.raw.formData()
  } catch (error) {
    // The stream ends with bodyLimit's own refusal when the body is too large.
    if (error instanceof Refusal) throw error
    throw kernelRefusal('kernel.bad-request')
  }
}

const isCacheable = (request: Request) =>
  config.pageCache && !anySessionCookie.test(request.headers.get('cookie') ?? '')

/** Per address and query in one order; the language is part of the path. Unknown parameters cannot fill the cache twice over: it is bounded. */
export function cacheKey(request: Request): string {
  const url = new URL(request.url)
  if (!url.search) return url.pathname
  url.searchParams.sort()
  return `${url.pathname}?${url.searchParams}`
}

/** An answer from the cache before any routing, for readers without a session. */
export function cachedPage(request: Request): Response | Promise<Response> | undefined {
  if (request.method !== 'GET' || !isCacheable(request)) return undefined
  return cached(cacheKey(request), request.headers)
}

function html(c: Visit, text: string, status: number): Response {
  c.hono.header('content-type', 'text/html; charset=utf-8')
  c.hono.header('content-language', c.lang)
  c.hono.header('cache-control', 'private, no-store')
  if (text.length > 1400 && encodingFor(c.hono.req.header('accept-encoding') ?? null) !== 'identity') {
    c.hono.header('content-encoding', 'gzip')
    c.hono.header('vary', 'Accept-Encoding')
    return c.hono.body(gzipSync(text, { level: 1 }), status as 200)
  }
  return c.hono.body(text, status as 200)
}
