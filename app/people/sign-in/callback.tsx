import type { Context } from 'hono'
import { counter, type Env, inTransaction, type Lang, Refusal, urlIn, type Visit, visitOf } from '#kernel'
import { SignInStopped } from '../pages/sign-in-stopped.tsx'
import { refusal } from '../refusals.ts'
import { deviceOf } from '../sessions/device.ts'
import { giveSessionCookie, readCookie, takeAttemptCookie } from '../sessions/session-cookie.ts'
import { readAnswer } from './answer.ts'
import { type TakenAttempt, takeAttempt } from './attempt.ts'
import { letIn } from './let-in.ts'

const signIns = counter('sign_ins_total', 'Sign-ins by how they ended', ['outcome'])

/** GET /sign-in/callback: the provider's answer. Whatever is forged, replayed, late or too weak gets a calm page. */
export async function signInCallback(hono: Context<Env>): Promise<Response> {
  const c = visitOf(hono)
  c.header('cache-control', 'no-store')
  try {
    const { token, leadsTo, language } = await finish(c)
    takeAttemptCookie(hono)
    giveSessionCookie(hono, token)
    signIns.inc({ outcome: 'ok' })
    return hono.redirect(urlIn(language, leadsTo), 303)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    signIns.inc({ outcome: error.code })
    takeAttemptCookie(hono)
    const page = await (<SignInStopped c={c} refusal={error} />).toString()
    return hono.html(page, error.code === 'people.sign-in-cancelled' ? 200 : error.status)
  }
}

async function finish(c: Visit): Promise<{ token: string; leadsTo: string; language: Lang }> {
  const attempt = await attemptOf(c)
  const answer = await readAnswer(c, attempt)
  const { token, isNew } = await inTransaction((tx) =>
    letIn(tx, answer, {
      ...attempt,
      device: deviceOf(c.req.header('user-agent')),
      before: c.actor.sessionId,
      requestId: c.requestId,
    }),
  )
  const welcome = `/me/profile?welcome&then=${encodeURIComponent(attempt.leadsTo)}`
  return { token, leadsTo: isNew ? welcome : attempt.leadsTo, language: attempt.language }
}

/** Looked up before anything else: the protocol library must never meet an answer to a question we did not ask. */
async function attemptOf(c: Visit): Promise<TakenAttempt> {
  const [state, ...more] = c.query.getAll('state')
  const browser = readCookie(c.req.header('cookie'), 'sign-in')
  const attempt = state && more.length === 0 ? await takeAttempt(c.db, state, browser) : undefined
  if (!attempt) throw refusal('people.sign-in-not-ours')
  return attempt
}
