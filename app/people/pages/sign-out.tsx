import { z } from 'zod'
import { inTransaction, page } from '#kernel'
import { Alert, Button, ButtonLink, ConfirmPress, Hidden, Page } from '#ui'
import { audit } from '../audit.ts'
import { takeSessionCookie } from '../sessions/session-cookie.ts'
import { endSessions } from '../sessions/sessions.ts'
import { addresses } from '../sign-in/identity-provider.ts'
import { providerLogout } from '../sign-in/logout.ts'
import { texts } from '../texts/index.ts'

/** Ends the session here, then lets the browser end it at the provider too: by POST, so that the id token is in no address. */
export const signOutPage = page({
  form: z.object({}),
  act: async (c) => {
    const { personId, sessionId } = c.actor
    if (!sessionId || !personId) return c.redirect('/signed-out')
    const idToken = await inTransaction(async (tx) => {
      const row = await tx
        .selectFrom('people.session')
        .select('id_token_sealed')
        .where('id', '=', sessionId)
        .executeTakeFirst()
      await endSessions(tx, { id: sessionId }, 'signed-out')
      await audit(tx, c.actor, 'people.signed-out', { kind: 'person', id: personId, personId })
      return row?.id_token_sealed ?? null
    })
    takeSessionCookie(c.hono)
    // Also what this device keeps for use without network: copies of own pages, and the worker that shows them.
    c.header('clear-site-data', '"storage"')
    // The provider being away must not keep anybody signed in here.
    const there = await providerLogout(idToken, addresses.signedOut()).catch(() => undefined)
    if (!there) return c.redirect('/signed-out')
    const t = texts[c.lang].signIn
    c.header('cache-control', 'no-store')
    return c.hono.html(
      <Page c={c} title={t.signedOut} scripts={['sign-out']} noindex>
        <h1>{t.signedOut}</h1>
        <p>{t.outFinishLead}</p>
        <send-now>
          <form method="post" action={there.action} class="form">
            {Object.entries(there.fields).map(([name, value]) => (
              <Hidden name={name} value={value} />
            ))}
            <Button>{t.outFinish}</Button>
          </form>
        </send-now>
      </Page>,
    )
  },
  show: (_, c) => {
    const t = texts[c.lang].signIn
    return (
      <Page c={c} title={t.out} noindex>
        <h1>{t.outQuestion}</h1>
        <p>{t.outLead}</p>
        <ConfirmPress c={c}>{t.out}</ConfirmPress>
      </Page>
    )
  },
})

export const signedOutPage = page({
  show: (_, c) => {
    const t = texts[c.lang].signIn
    return (
      <Page c={c} title={t.signedOut} noindex>
        <h1>{t.signedOut}</h1>
        <Alert kind="info">
          <p>{t.signedOutLead}</p>
        </Alert>
        <p class="actions">
          <ButtonLink href={c.url('/')}>{t.home}</ButtonLink>
          <ButtonLink href={c.url('/sign-in')} variant="secondary">
            {t.again}
          </ButtonLink>
        </p>
      </Page>
    )
  },
})
