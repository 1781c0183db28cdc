import { shareOfBare } from './against-bare.ts'
import { load } from './load.ts'
import { type Measure, median, rounds } from './measure.ts'
import { startProduct } from './product.ts'
import type { Stage } from './stage.ts'

const brotli = { 'accept-encoding': 'br' }

/** Anonymous pages from the cache, against a bare Hono response of the same bytes in the same encoding. */
export async function cached({ product }: Stage): Promise<Measure[]> {
  const page = await shareOfBare(product, '/activities', brotli)
  const json = await shareOfBare(product, '/api/activities?limit=100', brotli)
  return [
    { name: 'cached-whats-on-of-bare', value: page.share, limit: 0.5, better: 'more' },
    { name: 'cached-api-of-bare', value: json.share, limit: 0.5, better: 'more' },
  ]
}

/** The same page made anew for every reader. */
export async function rendered({ databaseUrl }: Stage): Promise<Measure[]> {
  const product = await startProduct(databaseUrl, { PAGE_CACHE: 'off' })
  try {
    const html = await (await fetch(`${product.origin}/activities`)).text()
    const cards = html.match(/<time\b/g)?.length ?? 0
    if (cards < 50) throw new Error(`the page shows ${cards} times, not at least 50 cards`)
    const before = await product.metric('db_queries_total')
    for (let round = 0; round < 20; round++) await (await fetch(`${product.origin}/activities`)).text()
    const queries = ((await product.metric('db_queries_total')) - before) / 20
    const { share, cpuMs } = await shareOfBare(product, '/activities')
    return [
      { name: 'rendered-whats-on-of-bare', value: share, limit: 0.02, better: 'more', digits: 4 },
      { name: 'rendered-whats-on-queries', value: queries, limit: 2, better: 'less' },
      { name: 'rendered-whats-on-cpu-ms', value: cpuMs, limit: 2.5, better: 'less' },
    ]
  } finally {
    await product.stop()
  }
}

const feedPath = '/activities.ics'

/** A calendar of 5,000 dates: kept like a page, and made in steps so that nobody waits for it. */
export async function feed({ databaseUrl, product }: Stage): Promise<Measure[]> {
  const dates = (await (await fetch(product.origin + feedPath)).text()).match(/^BEGIN:VEVENT/gm)?.length ?? 0
  const held: number[] = []
  for (let round = 0; round < rounds; round++) {
    const fresh = await startProduct(databaseUrl)
    try {
      // Once to warm the code up, once on an emptied cache.
      await (await fetch(`${fresh.origin}${feedPath}?lang=en`)).text()
      await fresh.metric('nodejs_eventloop_lag_max_seconds')
      await (await fetch(fresh.origin + feedPath)).text()
      held.push(Math.max(0, (await fresh.metric('nodejs_eventloop_lag_max_seconds')) * 1000 - samplingMs))
    } finally {
      await fresh.stop()
    }
  }
  const kept = await shareOfBare(product, feedPath, brotli)
  return [
    { name: 'feed-dates', value: dates, limit: 5000, better: 'more', digits: 0 },
    { name: 'feed-holds-event-loop-ms', value: median(held), limit: 20, better: 'less', digits: 1 },
    { name: 'feed-cached-of-bare', value: kept.share, limit: 0.5, better: 'more' },
  ]
}

/** The loop's delay is sampled by a timer of this many milliseconds, which is part of what it reports. */
const samplingMs = 10

/** From the start of the process, database up, until the front page has arrived whole. */
export async function start({ databaseUrl }: Stage): Promise<Measure[]> {
  const took: number[] = []
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    const product = await startProduct(databaseUrl)
    const page = await fetch(product.origin)
    await page.text()
    if (!page.ok) throw new Error(`the front page answers ${page.status}`)
    took.push((performance.now() - started) / 1000)
    await product.stop()
  }
  return [{ name: 'start-to-first-page-s', value: median(took), limit: 1.5, better: 'less' }]
}

/** Web and worker in one process as in production: nothing of the demonstration is loaded. */
export async function memory({ databaseUrl }: Stage): Promise<Measure[]> {
  const product = await startProduct(databaseUrl, productionSettings)
  try {
    await new Promise((resolve) => setTimeout(resolve, 5000))
    const idle = product.memory()
    const paths = ['/', '/hubs', '/activities', '/api/activities?limit=100', '/search?q=kaf%C3%A9', feedPath]
    let most = idle
    for (let round = 0; round < rounds; round++) {
      const busy = load({
        port: product.port,
        requests: Array.from({ length: 600 }, (_, n) => ({
          path: withPage(paths[n % paths.length] as string, n),
          headers: brotli,
        })),
        connections: 16,
        seconds: 4,
      })
      for (let look = 0; look < 8; look++) {
        await new Promise((resolve) => setTimeout(resolve, 500))
        most = Math.max(most, product.memory())
      }
      await busy
    }
    return [
      { name: 'memory-idle-mb', value: idle, limit: 130, better: 'less', digits: 0 },
      { name: 'memory-under-load-mb', value: most, limit: 200, better: 'less', digits: 0 },
    ]
  } finally {
    await product.stop()
  }
}

/** Different addresses, so that the load is rendering and caching and not one page again and again. */
const withPage = (path: string, n: number) =>
  `${path}${path.includes('?') ? '&' : '?'}free=${n % 2}&age=${n % 90}`

const productionSettings = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://torg.example.org',
  SECRET_KEYS: `bench:${Buffer.alloc(32, 3).toString('base64')}`,
  OIDC_ISSUER: 'https://login.example.org',
  OIDC_CLIENT_ID: 'bench',
  OIDC_CLIENT_KEY: '{"kty":"oct","k":"AAAA"}',
  SMTP_URL: 'smtp://localhost:9',
  MAIL_FROM: 'torg@example.org',
  SECURITY_CONTACT: 'mailto:security@example.org',
}
