import type { z } from 'zod'
import { bodyOf, cleaned } from './api-body.ts'
import { sayIssue } from './forms.ts'
import { kernelRefusal } from './kernel-refusals.ts'
import { cacheKey } from './page.ts'
import { cached, keep } from './page-cache.ts'
import { problem } from './problem.ts'
import { Refusal } from './refusals.ts'
import { securityHeaders } from './security.ts'
import { isLang, type Lang } from './texts.ts'
import { type App, type Visit, visitOf } from './visit.ts'

export type Method = 'get' | 'post' | 'patch' | 'delete'
type Answer = { about: string; is: z.ZodType }
type Answers = Record<number, Answer>
type Reply<A extends Answers> = {
  [Status in keyof A & number]: {
    status: Status
    body: z.input<A[Status]['is']>
    headers?: Record<string, string>
  }
}[keyof A & number]

type Parts<P extends z.ZodType, Q extends z.ZodObject, B extends z.ZodType, A extends Answers> = {
  method: Method
  /** As the router writes it: `/api/hubs/:hubId`. */
  path: string
  summary: string
  about?: string
  params?: P
  /** Closed: a parameter that nobody knows is refused, because a misspelt filter would silently show too much. */
  query?: Q
  body?: B
  /** What it answers when all is well; problems are the same everywhere. */
  answers: A
  /** Asks for an Idempotency-Key and hands it to `run`. */
  once?: boolean
  /** Nobody is answered without a session; the verb says so, and the description with it. */
  signedIn?: boolean
  /** What anybody may see, kept as long as its tags stand. Leave out what depends on who asks. */
  cache?: (input: Input<P, Q, B>) => { tags: string[]; seconds?: number }
  run: (c: Visit, input: Input<P, Q, B>) => Promise<Reply<NoInfer<A>>>
}

type Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  params: z.output<P>
  query: z.output<Q>
  body: z.output<B>
  key: string
}

/** One endpoint: its shapes check what comes in, and are its description. */
export type Endpoint = Omit<Parts<z.ZodType, z.ZodObject, z.ZodType, Answers>, 'cache' | 'run'> & {
  handle: (c: Visit, lang: Lang) => Promise<Response>
}

export function endpoint<
  const A extends Answers,
  P extends z.ZodType = z.ZodAny,
  Q extends z.ZodObject = z.ZodObject<Record<never, never>>,
  B extends z.ZodType = z.ZodAny,
>(parts: Parts<P, Q, B, A>): Endpoint {
  const { run, cache, ...described } = parts
  // Once: zod compiles every new schema at its first use.
  const strictQuery = parts.query?.strict()

  async function inputOf(c: Visit, lang: Lang): Promise<Input<P, Q, B>> {
    const params = parts.params?.safeParse(c.req.param())
    if (params && !params.success) throw kernelRefusal('kernel.no-such-thing')
    const query = parsed(strictQuery, queryOf(c), 'kernel.bad-query', lang)
    const key = parts.once ? keyOf(c) : ''
    const body = parts.body && parsed(parts.body, await bodyOf(c.req.raw), 'kernel.bad-body', lang)
    return { params: params?.data, query, body, key } as Input<P, Q, B>
  }

  async function fresh(c: Visit, input: Input<P, Q, B>) {
    const { status, body, headers } = await run(c, input)
    return { status, text: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
  }

  async function handle(c: Visit, lang: Lang): Promise<Response> {
    if (!cache) {
      const { status, text, headers } = await fresh(c, await inputOf(c, lang))
      return new Response(text, { status, headers: { ...headers, 'cache-control': 'private, no-store' } })
    }
    const key = cacheKey(c.req.raw)
    const hit = cached(key, c.req.raw.headers)
    if (hit) return hit
    const input = await inputOf(c, lang)
    return keep(key, c.req.raw.headers, async () => {
      const { text, headers } = await fresh(c, input)
      return {
        body: text,
        headers: { ...securityHeaders, ...headers, ...openToAll, 'cache-control': 'public, no-cache' },
        seconds: 60,
        ...cache(input),
      }
    })
  }

  return { ...described, handle }
}

const openToAll = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag, Retry-After' }

/** Routes for endpoints; those of one path are told apart by method. They are added to `served`, for the description. */
export function serveEndpoints(app: App, endpoints: readonly Endpoint[]) {
  for (const [path, here] of Map.groupBy(endpoints, (one) => one.path)) {
    served.set(path, here)
    const allowed = here.flatMap(({ method }) =>
      method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
    )
    app.all(path, async (hono) => {
      const c = visitOf(hono)
      const lang = apiLanguage(c)
      const asked = hono.req.method === 'HEAD' ? 'get' : hono.req.method.toLowerCase()
      // Everybody's scripts may read; a browser that writes must stand on our own pages.
      const open: Record<string, string> = allowed.includes('GET') ? openToAll : {}
      if (asked === 'options') return preflight(allowed, open)
      try {
        const known = here.find(({ method }) => method === asked)
        if (!known) throw kernelRefusal('kernel.wrong-method')
        const response = await known.handle(c, lang)
        for (const [name, value] of Object.entries(asked === 'get' ? open : {}))
          response.headers.set(name, value)
        return response
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        // There are no pages here to be not found.
        const said = error.code === 'kernel.not-found' ? kernelRefusal('kernel.no-such-thing') : error
        const response = apiProblem(c, said, lang)
        for (const [name, value] of Object.entries(open)) response.headers.set(name, value)
        if (error.status === 405) response.headers.set('allow', [...allowed, 'OPTIONS'].join(', '))
        return response
      }
    })
  }
}

const served = new Map<string, Endpoint[]>()
/** Everything that can be asked for, in the order the modules offered it. */
export const servedEndpoints = (): Endpoint[] => [...served.values()].flat()

function preflight(allowed: string[], open: Record<string, string>) {
  const methods = [...allowed, 'OPTIONS'].join(', ')
  return new Response(null, {
    status: 204,
    headers: {
      allow: methods,
      ...open,
      ...('access-control-allow-origin' in open && {
        'access-control-allow-methods': 'GET, HEAD',
        'access-control-allow-headers': 'Accept-Language, If-None-Match',
        'access-control-max-age': '86400',
      }),
    },
  })
}

/** A refusal as problem+json, with what was wrong with each field. */
export function apiProblem(c: Visit, refusal: Refusal, lang: Lang): Response {
  const { errors } = (refusal.params ?? {}) as { errors?: FieldError[] }
  const response = problem(refusal, lang, {
    ...(errors && { errors }),
    instance: `urn:request:${c.requestId}`,
  })
  if (refusal.status === 429 || refusal.status === 503) response.headers.set('retry-after', '60')
  return response
}

/** Programs have no language prefix in their bookmarks: `?language`, the prefix if there is one, else what the client accepts. */
export function apiLanguage(c: Visit): Lang {
  const wanted = c.query.get('language')
  if (isLang(wanted)) return wanted
  if (c.lang !== 'nb') return c.lang
  for (const range of (c.req.header('accept-language') ?? '').split(',')) {
    const tag = range.trim().slice(0, 2).toLowerCase()
    if (tag === 'no') return 'nb'
    if (isLang(tag)) return tag
  }
  return 'nb'
}

type FieldError = { field: string; message: string }

function parsed<S extends z.ZodType>(
  schema: S | undefined,
  given: unknown,
  code: 'kernel.bad-query' | 'kernel.bad-body',
  lang: Lang,
): z.output<S> | undefined {
  const result = schema?.safeParse(given)
  if (!result || result.success) return result?.data
  const errors = result.error.issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ field: key, message: sayIssue(issue, key, false, lang) }))
    const field = issue.path.join('.')
    const missing =
      issue.path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown>)?.[step], given) ===
      undefined
    return [{ field, message: sayIssue(issue, field, missing, lang) }]
  })
  throw kernelRefusal(code, { errors })
}

/** As zod wants it: one value or a list, and what is empty is missing. `language` is the API's own. */
function queryOf(c: Visit): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  const given = c.query
  for (const name of new Set(given.keys())) {
    const values = given.getAll(name).map(cleaned).filter(Boolean)
    if (name !== 'language' && values.length > 0)
      query[name] = values.length === 1 ? (values[0] as string) : values
  }
  return query
}

function keyOf(c: Visit): string {
  const key = c.req.header('idempotency-key')?.trim() ?? ''
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw kernelRefusal('kernel.key-missing')
  return key
}
