import { z } from 'zod'
import { page } from '#kernel'
import { ConfirmPress, ErrorSummary, Page } from '#ui'
import { acceptGuardianship, showInvitation } from '../guardian-invitation.ts'
import { texts } from '../texts/index.ts'

/** Opening the link changes nothing; only somebody signed in who presses becomes a guardian. */
export const acceptGuardianshipPage = page({
  needs: 'sign-in',
  form: z.object({}),
  read: (c) => showInvitation(c.db, c.param('token'), c.today),
  act: async (c) => {
    await c.transaction((tx) => acceptGuardianship(tx, c.actor, c.param('token'), c.today))
    return c.redirect('/me/children?done=accepted')
  },
  show: ({ inviter, child }, c) => {
    const t = texts[c.lang].children
    return (
      <Page c={c} title={t.acceptTitle} noindex>
        <ErrorSummary c={c} />
        <h1>{t.acceptTitle}</h1>
        <p>{t.acceptLead(inviter ?? t.someone, child ?? '')}</p>
        <p>{t.acceptHint}</p>
        <ConfirmPress c={c}>{t.acceptButton}</ConfirmPress>
      </Page>
    )
  },
})
