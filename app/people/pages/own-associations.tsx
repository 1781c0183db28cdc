import { z } from 'zod'
import { page } from '#kernel'
import { Alert, Button, Card, EmptyState, ErrorSummary, Form, Hidden, Page } from '#ui'
import { mandatesIn, mandatesOf } from '../associations/associations.ts'
import { endMandate } from '../associations/mandates.ts'
import { needPerson } from '../permission.ts'
import { associationTexts } from '../texts/associations.ts'
import { texts } from '../texts/index.ts'

/** The associations one may act for. Whoever leads one sees who else does, and may end it. */
export const ownAssociationsPage = page({
  needs: 'sign-in',
  form: z.object({ mandate: z.uuid() }),
  read: async (c) => {
    const own = await mandatesOf(c.db, needPerson(c.actor), c.today)
    return Promise.all(
      own.map(async (held) => {
        const all = await mandatesIn(c.db, held.associationId, c.today)
        return {
          ...held,
          own: all.filter((one) => one.personId === c.actor.personId),
          others: held.role === 'leader' ? all.filter((one) => one.personId !== c.actor.personId) : [],
        }
      }),
    )
  },
  act: async (c, { mandate }) => {
    await c.transaction((tx) => endMandate(tx, c.actor, mandate, c.today))
    return c.redirect('/me/associations?done=ended')
  },
  show: (associations, c) => {
    const t = associationTexts[c.lang]
    return (
      <Page c={c} title={t.mine} breadcrumbs={[{ href: c.url('/me'), text: texts[c.lang].myPage }]}>
        <ErrorSummary c={c} />
        <h1>{t.mine}</h1>
        {c.done === 'ended' && (
          <Alert kind="success">
            <p>{t.mandateEnded}</p>
          </Alert>
        )}
        {associations.length === 0 ? (
          <EmptyState title={t.mineNone}>{t.mineNoneNext}</EmptyState>
        ) : (
          <p>{t.mineLead}</p>
        )}
        {associations.map((one) => (
          <Card title={one.name} level={2}>
            <p>{t.roles[one.role]}</p>
            {one.others.length > 0 && (
              <ul class="ds-list">
                {one.others.map((other) => (
                  <li>
                    {other.name ?? t.nameless} ({t.roles[other.role]}){' '}
                    <Form c={c}>
                      <Hidden name="mandate" value={other.id} />
                      <Button
                        variant="tertiary"
                        color="danger"
                        label={t.endMandateLabel(other.name ?? t.nameless)}
                      >
                        {t.endMandate}
                      </Button>
                    </Form>
                  </li>
                ))}
              </ul>
            )}
            {one.own.map((mandate) => (
              <Form c={c}>
                <Hidden name="mandate" value={mandate.id} />
                <Button variant="secondary" color="danger" label={t.leaveLabel(one.name)}>
                  {t.leave}
                </Button>
              </Form>
            ))}
          </Card>
        ))}
      </Page>
    )
  },
})
