import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { getPath } from 'hono/utils/url'
import {
  anonymous,
  config,
  type Env,
  isLang,
  log,
  problem,
  problemJson,
  Refusal,
  root,
  sessionCookie,
  urlIn,
  visitOf,
} from '#kernel'
import { actorOfRequest } from '#people'
import { health } from './kernel/health.ts'
import { kernelRefusal } from './kernel/kernel-refusals.ts'
import { liveUpdates } from './kernel/live.ts'
import { requests } from './kernel/metrics.ts'
import { cachedPage } from './kernel/page.ts'
import { isForeign, securityHeaders } from './kernel/security.ts'
import { splitLanguage } from './kernel/visit.ts'
import { moduleRoutes } from './modules.ts'
import { FaultPage, RefusalPage } from './ui/error-pages.tsx'

const framing = new Set(['content-security-policy', 'x-frame-options'])

export const app = new Hono<Env>({ getPath: (request) => splitLanguage(getPath(request))[1] })

app.use(async (c, next) => {
  const started = performance.now()
  c.set('requestId', randomBytes(8).toString('hex'))
  await next()
  // The pages of signing out bring a policy of their own.
  const hasOwnPolicy = c.res.headers.has('content-security-policy')
  for (const [name, value] of Object.entries(securityHeaders))
    if (!hasOwnPolicy || !framing.has(name)) c.res.headers.set(name, value)
  c.res.headers.set('x-request-id', c.get('requestId'))
  requests.inc({ status: c.res.status })
  // The route's pattern, not the address: addresses carry tokens and what people search for.
  log.info(
    {
      id: c.get('requestId'),
      method: c.req.method,
      route: c.req.routePath,
      status: c.res.status,
      ms: Math.round(performance.now() - started),
    },
    'request',
  )
})

app.use(
  '/assets/*',
  serveStatic({
    root: join(root, 'dist/client'),
    precompressed: true,
    onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
  }),
)
health(app)

app.use(async (c, next) => {
  if (isForeign(c.req.raw)) throw kernelRefusal('kernel.foreign-form')
  // PostgreSQL keeps every character but this one; no address of ours has it.
  if (c.req.url.includes('%00')) throw kernelRefusal('kernel.bad-request')
  const token = getCookie(c, sessionCookie)
  c.set('actor', token ? await actorOfRequest(token, c.get('requestId')) : anonymous)
  await next()
})

app.use(rememberLanguage)
app.get('/live', liveUpdates)
for (const { routes } of moduleRoutes) routes?.(app)

app.notFound((c) => {
  const allowed = methods.filter((method) => method !== c.req.method && answers(method, c.req.path))
  if (allowed.length === 0) return refused(c, kernelRefusal('kernel.not-found'))
  c.header('allow', allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', '))
  return refused(c, kernelRefusal('kernel.wrong-method'))
})
app.onError((error, c) => (error instanceof Refusal ? refused(c, error) : failed(c, error)))

type Context = Parameters<typeof visitOf>[0]

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Whether an address has a route of its own for this method; what is registered for all methods does not count. */
const answers = (method: string, path: string) =>
  app.router
    .match(method, path)[0]
    .some((match) => (match[0] as unknown as [unknown, { method: string }])[1].method === method)

/** `?language=nn` on any page remembers the choice; an address without prefix then leads to the reader's language. */
async function rememberLanguage(c: Context, next: () => Promise<void>) {
  if (c.req.method !== 'GET' || c.req.path.startsWith('/api/') || c.req.path.startsWith('/development/'))
    return next()
  const visit = visitOf(c)
  const url = new URL(c.req.url)
  const wanted = url.searchParams.get('language')
  const choice = isLang(wanted) ? wanted : null
  if (choice && /text\/html|^$/.test(c.req.header('accept') ?? '')) {
    url.searchParams.delete('language')
    setCookie(c, 'language', choice, {
      path: '/',
      sameSite: 'Lax',
      maxAge: 31_536_000,
      secure: config.publicUrl.startsWith('https:'),
      httpOnly: true,
    })
    return c.redirect(urlIn(choice, visit.path) + url.search, 302)
  }
  const remembered = getCookie(c, 'language')
  const isNavigation = c.req.header('accept')?.includes('text/html') ?? false
  if (
    visit.lang === 'nb' &&
    isLang(remembered) &&
    remembered !== 'nb' &&
    isNavigation &&
    visit.path === url.pathname
  )
    return c.redirect(urlIn(remembered, visit.path) + url.search, 302)
  return next()
}

const wantsJson = (c: Context) =>
  c.req.path.startsWith('/api/') || /application\/(problem\+)?json/.test(c.req.header('accept') ?? '')

function refused(c: Context, refusal: Refusal) {
  const visit = visitOf(c)
  const retry: Record<string, string> =
    refusal.status === 429 || refusal.status === 503 ? { 'retry-after': '60' } : {}
  const allow: Record<string, string> =
    refusal.status === 405 ? { allow: c.res.headers.get('allow') ?? 'GET, HEAD' } : {}
  if (wantsJson(c)) {
    const response = problem(refusal, visit.lang, { instance: `urn:request:${c.get('requestId')}` })
    for (const [name, value] of Object.entries({ ...retry, ...allow })) response.headers.set(name, value)
    return response
  }
  return c.html(<RefusalPage c={visit} refusal={refusal} />, refusal.status, {
    'cache-control': 'no-store',
    ...retry,
    ...allow,
  })
}

function failed(c: Context, error: Error) {
  const id = c.get('requestId')
  log.error({ id, route: c.req.routePath, err: { message: error.message, stack: error.stack } }, 'fault')
  const visit = visitOf(c)
  if (wantsJson(c))
    return problemJson(
      500,
      { type: 'urn:innbyggertorg:fault', title: 'Internal error', instance: `urn:request:${id}` },
      visit.lang,
    )
  return c.html(<FaultPage c={visit} id={id} />, 500, { 'cache-control': 'no-store' })
}

const languageCookie = /(?:^|;\s*)language=(?!nb)/

/** What the HTTP server calls: the page cache first, then the routes. */
export function answer(request: Request, env?: object): Response | Promise<Response> {
  const hit = languageCookie.test(request.headers.get('cookie') ?? '') ? undefined : cachedPage(request)
  if (hit) {
    requests.inc({ status: 200 })
    return hit
  }
  return app.fetch(request, env)
}

if (config.demonstration) {
  const { developmentOutbox } = await import('./portal/development-outbox.tsx')
  developmentOutbox(app)
}
