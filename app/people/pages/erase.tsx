import { z } from 'zod'
import { field, page, say } from '#kernel'
import { Button, ButtonLink, Checkbox, ErrorSummary, Form, Page } from '#ui'
import { eraseMe, register } from '../privacy/register.ts'
import { hasHadRole } from '../role-grants.ts'
import { takeSessionCookie } from '../sessions/session-cookie.ts'
import { signedInJustNow } from '../sessions/sessions.ts'
import { texts } from '../texts/index.ts'

const freshly = '/sign-in?again&then=/me/data/erase'

export const erasePage = page({
  needs: 'sign-in',
  form: z.object({ understood: field.tick().pipe(z.literal(true)) }),
  read: async (c) => ({
    fresh: await signedInJustNow(c.db, c.actor),
    isOrWasStaff: await hasHadRole(c.db, c.actor),
  }),
  act: async (c, _, { fresh }) => {
    if (!fresh) return c.redirect(freshly)
    const kept = await c.transaction((tx) => eraseMe(tx, c.actor))
    takeSessionCookie(c.hono)
    const t = texts[c.lang].data
    c.header('cache-control', 'no-store')
    return c.hono.html(
      <Page c={c} title={t.erasedTitle} noindex>
        <h1>{t.erasedTitle}</h1>
        <p>{t.erasedLead}</p>
        <h2>{t.keptTitle}</h2>
        {kept.length === 0 ? (
          <p>{t.keptNothing}</p>
        ) : (
          <ul class="ds-list">
            {kept.map((row) => (
              <li>
                <strong>{t.keptRow(row.name[c.lang], say[c.lang].dateYear(row.until))}.</strong>{' '}
                {row.why[c.lang]} ({row.basis[c.lang]})
              </li>
            ))}
          </ul>
        )}
        <p class="actions">
          <ButtonLink href={c.url('/')}>{texts[c.lang].signIn.home}</ButtonLink>
        </p>
      </Page>,
    )
  },
  show: ({ fresh, isOrWasStaff }, c) => {
    const t = texts[c.lang].data
    return (
      <Page c={c} title={t.eraseTitle} breadcrumbs={[{ href: c.url('/me/data'), text: t.title }]}>
        <ErrorSummary c={c} />
        <h1>{t.eraseTitle}</h1>
        <p>{t.eraseLead}</p>
        <h2>{t.eraseWhat}</h2>
        <ul class="ds-list">
          {register()
            .filter((row) => !row.outlivesErasure && (isOrWasStaff || !row.staffOnly))
            .map((row) => (
              <li>{row.name[c.lang]}</li>
            ))}
        </ul>
        <h2>{t.eraseKept}</h2>
        <p>{t.eraseKeptText}</p>
        {fresh ? (
          <Form c={c}>
            <Checkbox c={c} name="understood" label={t.eraseConfirm} />
            <Button color="danger">{t.eraseButton}</Button>
          </Form>
        ) : (
          <>
            <p>{texts[c.lang].refusals['people.fresh-sign-in-needed'].next}</p>
            <ButtonLink href={c.url(freshly)}>{texts[c.lang].signIn.again}</ButtonLink>
          </>
        )}
      </Page>
    )
  },
})
