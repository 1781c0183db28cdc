import type { Refusal, Visit } from '#kernel'
import { ButtonLink, Page } from '#ui'
import { texts } from '../texts/index.ts'

/** Why a sign-in ended without anybody being signed in, and the way on. */
export const SignInStopped = ({ c, refusal }: { c: Visit; refusal: Refusal }) => {
  const t = texts[c.lang].signIn
  const { why, next } = refusal.say(c.lang)
  return (
    <Page c={c} title={t.stopped} noindex>
      <h1>{why}</h1>
      <p>{next}</p>
      <p class="actions">
        {c.actor.personId ? (
          // Back in the browser's history after signing in: they are in already.
          <ButtonLink href={c.url('/me')}>{texts[c.lang].myPage}</ButtonLink>
        ) : (
          <ButtonLink href={c.url('/sign-in')}>{t.again}</ButtonLink>
        )}
        <ButtonLink href={c.url('/')} variant="secondary">
          {t.home}
        </ButtonLink>
      </p>
    </Page>
  )
}
