import { z } from 'zod'
import { config, page, say } from '#kernel'
import { Alert, Button, ButtonLink, Form, Page } from '#ui'
import { endCalendarLink, myCalendarLink, renewCalendarLink } from './calendar-link.ts'
import { texts } from './texts.ts'

/** The private address of one's own sign-ups: make it, read it, replace it, delete it. */
export const ownCalendarPage = page({
  needs: 'sign-in',
  form: z.object({ do: z.enum(['renew', 'end']) }),
  read: (c) => myCalendarLink(c.db, c.actor.personId as string),
  act: async (c, wish) => {
    await c.transaction(async (tx) => {
      if (wish.do === 'renew') await renewCalendarLink(tx, c.actor, c.now)
      else await endCalendarLink(tx, c.actor)
    })
    return c.redirect(`/me/calendar?done=${wish.do === 'renew' ? 'made' : 'ended'}`)
  },
  show: (link, c) => {
    const t = texts[c.lang]
    const done = c.done === 'made' || c.done === 'ended' ? t.done[c.done] : null
    const address = link && `${config.publicUrl}${c.url(`/calendar/${link.token}.ics`)}`
    const when = (at: Temporal.Instant) => say[c.lang].dateTime(at, c.today)
    return (
      <Page c={c} title={t.title} breadcrumbs={[{ href: c.url('/me'), text: t.me }]}>
        <h1>{t.title}</h1>
        {done && <Alert kind="success">{done}</Alert>}
        <p class="lead">{t.lead}</p>
        {link && address ? (
          <>
            <h2>{t.address}</h2>
            <p>{t.addressHint}</p>
            <p class="own-address">
              <code>{address}</code>
            </p>
            <p>
              <ButtonLink href={address.replace(/^https?:/, 'webcal:')} variant="secondary">
                {t.open}
              </ButtonLink>
            </p>
            <p>{t.secret}</p>
            <p class="quiet">
              {t.made(when(link.madeAt))} {link.readAt ? t.read(when(link.readAt)) : t.unread}
            </p>
            <Form c={c}>
              <p>{t.renewHint}</p>
              <Button name="do" value="renew" variant="secondary">
                {t.renew}
              </Button>{' '}
              <Button name="do" value="end" variant="tertiary" color="danger">
                {t.end}
              </Button>
            </Form>
          </>
        ) : (
          <Form c={c}>
            <p>{t.none}</p>
            <Button name="do" value="renew">
              {t.make}
            </Button>
          </Form>
        )}
      </Page>
    )
  },
})
