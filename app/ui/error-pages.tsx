import type { Refusal, Visit } from '#kernel'
import { Page } from './page.tsx'
import { ButtonLink } from './pieces.tsx'
import { texts } from './texts/index.ts'

/** An expected no that belongs to no form: why, and what to do instead. */
export function RefusalPage({ c, refusal }: { c: Visit; refusal: Refusal }) {
  const { why, next } = refusal.say(c.lang)
  const t = texts[c.lang]
  return (
    <Page c={c} title={why.replace(/\.$/, '')} noindex>
      <h1 class="ds-heading" data-size="lg">
        {why}
      </h1>
      <p class="ds-paragraph">{next}</p>
      <p class="actions">
        <ButtonLink href={c.url('/')}>{t.toFront}</ButtonLink>
        <ButtonLink href={c.url('/search')} variant="secondary">
          {t.search}
        </ButtonLink>
      </p>
    </Page>
  )
}

/** A fault of ours. Calm, with the reference that our log knows. */
export function FaultPage({ c, id }: { c: Visit; id: string }) {
  const t = texts[c.lang]
  return (
    <Page c={c} title={t.fault.title} noindex>
      <h1 class="ds-heading" data-size="lg">
        {t.fault.title}
      </h1>
      <p class="ds-paragraph">{t.fault.text}</p>
      <p class="ds-paragraph">
        {t.fault.reference}: <code>{id}</code>
      </p>
    </Page>
  )
}
