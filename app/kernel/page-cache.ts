import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Db, Tx } from './db.ts'
import { counter } from './metrics.ts'
import { hear, notify } from './notices.ts'

export type Encoding = 'br' | 'gzip' | 'identity'
type Wire = { body: Uint8Array<ArrayBuffer>; headers: Record<string, string> }
type Kept = {
  wires: Map<Encoding, Wire | Promise<Wire>>
  headers: Record<string, string>
  raw: Buffer
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

// Bytes of what is kept, uncompressed and compressed together, per process.
const limit = 12 * 1024 * 1024
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

/** The kept answer, or undefined. At once for all but the first reader of an encoding: this is the path most requests take. */
export function cached(key: string, request: Headers): Response | Promise<Response> | undefined {
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
  const page: Kept = {
    wires: new Map(),
    headers: fresh.headers,
    raw,
    // Weak: the same page in each encoding.
    etag: `W/"${createHash('sha1').update(raw).digest('base64url')}"`,
    tags: fresh.tags,
    expires: Date.now() + fresh.seconds * 1000,
    size: raw.length * 1.5,
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

function answer(page: Kept, request: Headers): Response | Promise<Response> {
  const known = request.get('if-none-match')
  if (known?.includes(page.etag)) return new Response(null, { status: 304, headers: headersOf(page) })
  const encoding = encodingFor(request.get('accept-encoding'))
  const wire = page.wires.get(encoding) ?? encode(page, encoding)
  return wire instanceof Promise ? wire.then(respond) : respond(wire)
}

const respond = ({ body, headers }: Wire) => new Response(body, { headers })
const headersOf = (page: Kept) => ({ ...page.headers, etag: page.etag, vary: 'Accept-Encoding, Cookie' })

/** Compressed when the first reader asks for it, off the main thread, and once. */
function encode(page: Kept, encoding: Encoding): Wire | Promise<Wire> {
  const finish = (bytes: Buffer): Wire => {
    const wire = {
      body: bytes as Uint8Array<ArrayBuffer>,
      headers: {
        ...headersOf(page),
        'content-length': String(bytes.length),
        ...(encoding !== 'identity' && { 'content-encoding': encoding }),
      },
    }
    page.wires.set(encoding, wire)
    return wire
  }
  if (encoding === 'identity') return finish(page.raw)
  const making = (
    encoding === 'br' ? brotli(page.raw, { params: brotliFor(page.raw.length) }) : zip(page.raw, { level: 6 })
  ).then(finish)
  page.wires.set(encoding, making)
  return making
}

/** The window follows the page: Brotli's own choice takes 8 MB for each, which sixteen readers at once would feel. */
const brotliFor = (length: number) => ({
  [constants.BROTLI_PARAM_QUALITY]: 5,
  [constants.BROTLI_PARAM_LGWIN]: Math.min(19, Math.max(16, Math.ceil(Math.log2(length + 1)))),
})

export function encodingFor(accepted: string | null): Encoding {
  if (!accepted) return 'identity'
  if (/\bbr\b(?!;q=0(\.0+)?(,|$))/.test(accepted)) return 'br'
  if (/\bgzip\b(?!;q=0(\.0+)?(,|$))/.test(accepted)) return 'gzip'
  return 'identity'
}
