import type { Handler } from 'hono'
import { type Env, visitOf } from '#kernel'
import { hasSteppedUp } from '../permission.ts'

/** Lets a page through only after a step-up; otherwise the reader takes it first and comes back to the same address. */
export const afterStepUp =
  (page: Handler<Env>): Handler<Env> =>
  (hono, next) => {
    const c = visitOf(hono)
    // Other methods get the page's own answer, which is that it takes none of them.
    if (!['GET', 'HEAD', 'POST'].includes(hono.req.method)) return page(hono, next)
    const here = encodeURIComponent(c.path + new URL(hono.req.url).search)
    if (!c.actor.personId) return c.redirect(`/sign-in?then=${here}`)
    if (!hasSteppedUp(c.actor, c.now)) return c.redirect(`/sign-in/step-up?then=${here}`)
    return page(hono, next)
  }
