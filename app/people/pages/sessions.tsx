import { z } from 'zod'
import { instantOf, page } from '#kernel'
import { Alert, Button, ErrorSummary, Form, Hidden, Page, Status, Table, When } from '#ui'
import { needPerson } from '../permission.ts'
import { endSessions, liveSessions } from '../sessions/sessions.ts'
import { texts } from '../texts/index.ts'

export const sessionsPage = page({
  needs: 'sign-in',
  form: z.discriminatedUnion('do', [
    z.object({ do: z.literal('one'), session: z.uuid() }),
    z.object({ do: z.literal('others') }),
  ]),
  read: (c) => liveSessions(c.db, needPerson(c.actor)),
  act: async (c, wish) => {
    const personId = needPerson(c.actor)
    const which = wish.do === 'one' ? { id: wish.session, personId } : { personId, except: c.actor.sessionId }
    await c.transaction((tx) => endSessions(tx, which, 'ended-by-person'))
    return c.redirect('/me/sessions?done=ended')
  },
  show: (sessions, c) => {
    const t = texts[c.lang].sessions
    const rows = sessions.map((session) => [
      session.device === '?' ? t.unknown : session.device,
      <When c={c} from={instantOf(session.created_at)} />,
      <When c={c} from={instantOf(session.last_seen_at)} />,
      session.id === c.actor.sessionId ? (
        <Status kind="info">{t.here}</Status>
      ) : (
        <Form c={c}>
          <Hidden name="do" value="one" />
          <Hidden name="session" value={session.id} />
          <Button variant="tertiary" label={`${t.end}: ${session.device}`}>
            {t.end}
          </Button>
        </Form>
      ),
    ])
    return (
      <Page c={c} title={t.title} breadcrumbs={[{ href: c.url('/me'), text: texts[c.lang].myPage }]}>
        <ErrorSummary c={c} />
        <h1>{t.title}</h1>
        {c.done === 'ended' && (
          <Alert kind="success">
            <p>{t.ended}</p>
          </Alert>
        )}
        <p>{t.lead}</p>
        <Table caption={t.caption} head={[t.device, t.since, t.seen, t.action]} rows={rows} rowHead />
        {sessions.length > 1 && (
          <Form c={c}>
            <Hidden name="do" value="others" />
            <Button variant="secondary">{t.endAll}</Button>
          </Form>
        )}
      </Page>
    )
  },
})
