import { cached, cacheKey, keep, limit, type Visit } from '#kernel'

type Feed = { body: string | Uint8Array; tags: string[]; seconds?: number }

/** A feed is the same for everybody: kept like a page, until something it shows has changed. */
export async function keptFeed(c: Visit, type: string, make: () => Promise<Feed>): Promise<Response> {
  const { raw } = c.req
  const key = cacheKey(raw)
  return (
    cached(key, raw.headers) ??
    keep(key, raw.headers, async () => {
      // Only what has to be made counts: a long calendar costs half a second, and every made-up filter makes one.
      await limit({ key: `feed:${c.network}`, max: 300, seconds: 3600 })
      return {
        headers: {
          'content-type': `${type}; charset=utf-8`,
          'content-language': c.lang,
          'cache-control': 'public, no-cache',
          'access-control-allow-origin': '*',
          'x-content-type-options': 'nosniff',
        },
        seconds: 600,
        ...(await inTurn(make)),
      }
    })
  )
}

let queue: Promise<unknown> = Promise.resolve()

/** Long calendars are made one after the other: each holds megabytes while it is made. */
function inTurn<T>(make: () => Promise<T>): Promise<T> {
  const mine = queue.then(make)
  queue = mine.catch(() => undefined)
  return mine
}
