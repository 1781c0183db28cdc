import { z } from 'zod'
import { instantOf, page } from '#kernel'
import { Alert, Button, Card, ErrorSummary, Facts, Form, Hidden, Page, Status, When } from '#ui'
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
        {sessions.map((session) => {
          const device = session.device === '?' ? t.unknown : session.device
          return (
            <Card title={device} level={2}>
              <Facts
                rows={[
                  [t.since, <When c={c} from={instantOf(session.created_at)} />],
                  [t.seen, <When c={c} from={instantOf(session.last_seen_at)} />],
                ]}
              />
              {session.id === c.actor.sessionId ? (
                <p>
                  <Status kind="info">{t.here}</Status>
                </p>
              ) : (
                <Form c={c}>
                  <Hidden name="do" value="one" />
                  <Hidden name="session" value={session.id} />
                  <Button variant="secondary" size="sm" label={`${t.end}: ${device}`}>
                    {t.end}
                  </Button>
                </Form>
              )}
            </Card>
          )
        })}
        {sessions.length > 1 && (
          <Form c={c}>
            <Hidden name="do" value="others" />
            <Button>{t.endAll}</Button>
          </Form>
        )}
      </Page>
    )
  },
})
