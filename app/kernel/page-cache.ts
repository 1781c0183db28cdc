import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Db, Tx } from './db.ts'
import { counter } from './metrics.ts'
import { hear, notify } from './notices.ts'

export type Encoding = 'br' | 'gzip' | 'identity'
type Kept = {
  bodies: Record<Encoding, Uint8Array<ArrayBuffer>>
  headers: Record<Encoding, Record<string, string>>
  etag: string
  tags: readonly string[]
  expires: number
  size: number
}
type Fresh = {
  body: string | Uint8Array
  headers: Record<string, string>
  tags: readonly string[]
  seconds: number
}

const limit = 48 * 1024 * 1024
const kept = new Map<string, Kept>()
const making = new Map<string, Promise<Kept>>()
const hits = counter('page_cache_hits_total', 'Requests answered from the page cache')
let size = 0
let cleared = 0
let lastCleared = new Map<string, number>()

const zip = promisify(gzip)
const brotli = promisify(brotliCompress)

/** Forgets every cached page that carries one of the tags, in every process, when the transaction commits. */
export const clearPages = (tx: Tx | Db, tags: string[]) => notify(tx, { pages: tags })

hear({ notice: (notice) => notice.pages && forgetTags(notice.pages), missed: forgetAll })

export function forgetAll() {
  kept.clear()
  size = 0
  cleared++
  lastCleared = new Map([['*', cleared]])
}

/** Of this process only; `clearPages` tells all of them. */
export function forgetTags(tags: string[]) {
  cleared++
  for (const tag of tags) lastCleared.set(tag, cleared)
  if (lastCleared.size > 10_000) lastCleared = new Map([['*', cleared]])
  for (const [key, page] of kept) if (page.tags.some((tag) => tags.includes(tag))) drop(key, page)
}

function drop(key: string, page: Kept) {
  if (kept.delete(key)) size -= page.size
}

const clearedSince = (tags: readonly string[], start: number) =>
  (lastCleared.get('*') ?? 0) > start || tags.some((tag) => (lastCleared.get(tag) ?? 0) > start)

/** The cached answer, or undefined. Synchronous and small: this is the path most requests take. */
export function cached(key: string, request: Headers): Response | undefined {
  const page = kept.get(key)
  if (!page) return undefined
  if (page.expires < Date.now()) {
    drop(key, page)
    return undefined
  }
  hits.inc()
  return answer(page, request)
}

/** Makes the page once for everybody who waits for it, and keeps it unless its tags were cleared meanwhile. */
export async function keep(key: string, request: Headers, make: () => Promise<Fresh>): Promise<Response> {
  const waiting = making.get(key) ?? store(key, make).finally(() => making.delete(key))
  making.set(key, waiting)
  return answer(await waiting, request)
}

async function store(key: string, make: () => Promise<Fresh>): Promise<Kept> {
  const start = cleared
  const fresh = await make()
  const raw = Buffer.from(fresh.body as string)
  const [br, gz] = await Promise.all([
    brotli(raw, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length },
    }),
    zip(raw, { level: 6 }),
  ])
  const etag = `"${createHash('sha1').update(raw).digest('base64url')}"`
  const bodies = { br: bytes(br), gzip: bytes(gz), identity: bytes(raw) }
  const headersFor = (encoding: Encoding) => ({
    ...fresh.headers,
    etag,
    vary: 'Accept-Encoding, Cookie',
    'content-length': String(bodies[encoding].length),
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
  })
  const page: Kept = {
    bodies,
    headers: { br: headersFor('br'), gzip: headersFor('gzip'), identity: headersFor('identity') },
    etag,
    tags: fresh.tags,
    expires: Date.now() + fresh.seconds * 1000,
    size: raw.length + br.length + gz.length,
  }
  if (fresh.seconds > 0 && !clearedSince(fresh.tags, start)) {
    const before = kept.get(key)
    if (before) drop(key, before)
    kept.set(key, page)
    size += page.size
    for (const [oldest, old] of kept) {
      if (size <= limit) break
      drop(oldest, old)
    }
  }
  return page
}

const bytes = (buffer: Buffer) => new Uint8Array(buffer) as Uint8Array<ArrayBuffer>

function answer(page: Kept, request: Headers): Response {
  const known = request.get('if-none-match')
  if (known !== null && (known === page.etag || known.includes(page.etag))) {
    const { 'content-length': _, ...headers } = page.headers.identity
    return new Response(null, { status: 304, headers })
  }
  const encoding = encodingFor(request.get('accept-encoding'))
  return new Response(page.bodies[encoding], { headers: page.headers[encoding] })
}

export function encodingFor(accepted: string | null): Encoding {
  if (!accepted) return 'identity'
  if (/\bbr\b(?!;q=0(\.0+)?(,|$))/.test(accepted)) return 'br'
  if (/\bgzip\b(?!;q=0(\.0+)?(,|$))/.test(accepted)) return 'gzip'
  return 'identity'
}
