import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Db, Tx } from './db.ts'
import { gauge } from './metrics.ts'
import { hear, notify } from './notices.ts'
import { type Env, visitOf } from './visit.ts'

type Watcher = (topic: string) => void
const watchers = new Map<string, Set<Watcher>>()
const everyone = 2000
/** A school or a library is one network; nobody may take all the places. */
const fromOneNetwork = 200
const networks = new Map<string, number>()
let open = 0
gauge('live_connections', 'Browsers listening for live updates', function () {
  this.set(open)
})

hear({
  notice: ({ live }) => live && tell(live),
  missed: () => {
    for (const topic of watchers.keys()) tell(topic)
  },
})

function tell(topic: string) {
  for (const watcher of watchers.get(topic) ?? []) watcher(topic)
}

/** Tells browsers that what they show about `topic` has changed; they fetch it again with their own rights. */
export const tellLive = (tx: Tx | Db, topic: string) => notify(tx, { live: topic })

/** GET /live?topic=…: names of changed topics as server-sent events, never their content. */
export function liveUpdates(c: Context<Env>): Response {
  const { network } = visitOf(c)
  const here = networks.get(network) ?? 0
  const topics = c.req.queries('topic')?.slice(0, 10) ?? []
  if (open >= everyone || here >= fromOneNetwork) return c.body(null, 204)
  if (topics.length === 0 || topics.some((topic) => !/^[a-z-]+:[\w-]{1,64}$/.test(topic)))
    return c.body(null, 204)
  return streamSSE(c, async (stream) => {
    open++
    networks.set(network, (networks.get(network) ?? 0) + 1)
    const { promise: gone, resolve: leave } = Promise.withResolvers<void>()
    const watcher: Watcher = (topic) => void stream.writeSSE({ event: 'changed', data: topic }).catch(leave)
    for (const topic of topics) watchers.set(topic, (watchers.get(topic) ?? new Set()).add(watcher))
    const beat = setInterval(() => void stream.write(': here\n\n').catch(leave), 25_000)
    stream.onAbort(leave)
    leaving.add(leave)
    await stream.write('retry: 5000\n\n')
    await gone
    clearInterval(beat)
    leaving.delete(leave)
    for (const topic of topics) {
      watchers.get(topic)?.delete(watcher)
      if (watchers.get(topic)?.size === 0) watchers.delete(topic)
    }
    open--
    const left = (networks.get(network) ?? 1) - 1
    if (left > 0) networks.set(network, left)
    else networks.delete(network)
  })
}

const leaving = new Set<() => void>()

/** Lets go of every listening browser, so that a stopping server need not wait for them. */
export function endLiveUpdates() {
  for (const leave of leaving) leave()
}
