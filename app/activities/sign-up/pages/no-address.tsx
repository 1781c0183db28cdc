import type { Visit } from '#kernel'
import { addressOf } from '#people'
import { Alert } from '#ui'
import { signUpTexts } from '../../texts/sign-up.ts'

/** Said before and after signing up: without a confirmed address nobody hears of a cancellation. */
export async function NoAddress({ c }: { c: Visit }) {
  if (!c.actor.personId || (await addressOf(c.db, c.actor.personId))) return null
  const t = signUpTexts[c.lang].noAddress
  return (
    <Alert kind="warning" title={t.title}>
      <p>{t.why}</p>
      <p>
        <a class="ds-link" href={c.url('/me/profile')}>
          {t.add}
        </a>
      </p>
    </Alert>
  )
}
