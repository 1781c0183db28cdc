import { createHash, timingSafeEqual } from 'node:crypto'
import { config } from './config.ts'
import { db, sql } from './db.ts'
import { metricsText, metricsType } from './metrics.ts'
import type { App } from './visit.ts'

let leaving = false

/** From now on /readyz says no, so that the load balancer sends nobody here while requests in flight finish. */
export const sayLeaving = (isLeaving = true) => {
  leaving = isLeaving
}

export function health(app: App) {
  app.get('/healthz', (c) => c.text('ok', 200, { 'cache-control': 'no-store' }))
  app.get('/readyz', async (c) => {
    const ready = !leaving && (await canAsk())
    return c.text(ready ? 'ready' : 'not ready', ready ? 200 : 503, { 'cache-control': 'no-store' })
  })
  app.get('/metrics', async (c) => {
    const allowed = config.metricsToken
      ? sameText(c.req.header('authorization') ?? '', `Bearer ${config.metricsToken}`)
      : config.demonstration
    if (!allowed) return c.notFound()
    return c.text(await metricsText(), 200, { 'content-type': metricsType, 'cache-control': 'no-store' })
  })
}

/** Takes as long for a token that is nearly right as for one that is not. */
const sameText = (a: string, b: string) => timingSafeEqual(digest(a), digest(b))
const digest = (text: string) => createHash('sha256').update(text).digest()

async function canAsk(): Promise<boolean> {
  try {
    await sql`select 1`.execute(db)
    return true
  } catch {
    return false
  }
}
