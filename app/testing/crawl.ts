import { parse } from './html.ts'

export interface FoundPage {
  path: string
  /** The address with ids and query taken out: pages of one kind share it. */
  kind: string
  status: number
  html: string
}

const notPages =
  /\.(ics|csv|xml|txt|json|atom|png|svg|webp|jpe?g|css|js|pdf)$|^\/(api|live|assets|looks|development|metrics)(\/|$)|sign-out|\/export/

/** Follows every link a reader can press, a few pages of each kind. */
export async function crawl(
  origin: string,
  { cookie = '', from = ['/'], each = 2 }: { cookie?: string; from?: string[]; each?: number } = {},
): Promise<FoundPage[]> {
  const waiting = [...from]
  const seen = new Set(waiting)
  const visitsOf = new Map<string, number>()
  const found: FoundPage[] = []
  while (waiting.length > 0) {
    const path = waiting.shift() as string
    const kind = kindOf(path)
    const visits = visitsOf.get(kind) ?? 0
    if (visits >= each) continue
    visitsOf.set(kind, visits + 1)
    const answer = await fetch(origin + path, {
      headers: { cookie, accept: 'text/html' },
      redirect: 'manual',
    })
    const html = await answer.text()
    const location = answer.headers.get('location')
    if (!location) found.push({ path, kind, status: answer.status, html })
    for (const href of location ? [location] : parse(html).links) {
      const url = new URL(href, origin + path)
      const next = url.pathname + url.search
      if (url.origin !== origin || notPages.test(url.pathname) || seen.has(next)) continue
      seen.add(next)
      waiting.push(next)
    }
  }
  return found
}

function kindOf(path: string): string {
  const url = new URL(path, 'http://here')
  const place = url.pathname
    .replace(/\/[0-9a-f-]{36}(?=\/|$)/g, '/:id')
    .replace(/\/\d[\dT:.-]*(?=\/|$)/g, '/:id')
    .replace(/\/keys\/[0-9a-f]{16}(?=\/|$)/g, '/keys/:id')
    .replace(/^((?:\/(?:nn|en))?(?:\/staff)?\/hubs)\/(?!new)[a-z-]+(?=\/|$)/, '$1/:hub')
    .replace(
      /^((?:\/(?:nn|en))?(?:\/staff)?\/rooms)\/(?!(?:new|terms|figures)(?:\/|$))[a-z\d-]+(?=\/|$)/,
      '$1/:room',
    )
    .replace(/^((?:\/(?:nn|en))?\/staff\/doors)\/(?!new(?:\/|$))[a-z\d-]+(?=\/|$)/, '$1/:door')
  const view = url.searchParams.get('view')
  return view ? `${place}?view=${view}` : url.search ? `${place}?…` : place
}
