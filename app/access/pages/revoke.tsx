import { z } from 'zod'
import { field, found, page, say } from '#kernel'
import { auditView, needStaff } from '#people'
import { Button, ButtonLink, ErrorSummary, Form, Page, TextArea } from '#ui'
import { grantById } from '../keys/grants.ts'
import { otherDaysOf, revokeKey } from '../revoke-key.ts'
import { texts } from '../texts/index.ts'
import { setUpTexts } from '../texts/set-up.ts'

export const revokePage = page({
  needs: 'sign-in',
  form: z.object({ reason: field.text(300) }),
  read: async (c) => {
    const grant = found(await grantById(c.db, c.param('grantId')))
    if (grant.doorId !== c.param('doorId')) found(undefined)
    needStaff(c.actor, grant.hubId, 'host', 'hub-leader')
    await auditView(c.db, c.actor, 'access.key-seen', {
      kind: 'access.key',
      id: grant.id,
      hubId: grant.hubId,
      personId: grant.personId,
    })
    return { grant, days: 1 + (await otherDaysOf(c.db, grant)).length }
  },
  act: async (c, { reason }, { grant }) => {
    await c.transaction((tx) => revokeKey(tx, c.actor, grant.id, { reason }, c.now))
    return c.redirect(`/staff/doors/${grant.doorId}?done=revoked`)
  },
  show: ({ grant, days }, c) => {
    const t = texts[c.lang].doors
    const back = c.url(`/staff/doors/${grant.doorId}`)
    return (
      <Page
        c={c}
        title={t.revokeTitle}
        breadcrumbs={[
          { href: c.url('/staff/doors'), text: t.title },
          { href: back, text: grant.doorName[c.lang] ?? grant.doorName.nb ?? '' },
        ]}
      >
        <ErrorSummary c={c} />
        <h1 class="ds-heading">{t.revokeTitle}</h1>
        <p>{t.revokeLead(grant.holder ?? '–', say[c.lang].range(grant.from, grant.to, c.today))}</p>
        {days > 1 && <p>{setUpTexts[c.lang].give.allDays(say[c.lang].number(days))}</p>}
        <Form c={c}>
          <TextArea c={c} name="reason" label={t.reason} hint={t.reasonHint} required />
          <div class="actions">
            <Button color="danger">{t.revoke}</Button>
            {grant.personId === null && (
              <ButtonLink href={c.url(`/me/keys/${grant.id}`)} variant="secondary">
                {t.show}
              </ButtonLink>
            )}
          </div>
        </Form>
      </Page>
    )
  },
})
