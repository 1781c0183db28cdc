import { z } from 'zod'
import { found, type LocalText, page, pick, say } from '#kernel'
import { declineMessages, stopFollowing } from '#people'
import { Alert, Button, Form, Page } from '#ui'
import { followerTexts } from '../texts/followers.ts'
import { namesOfTopics } from './followed.ts'
import { readStop, type Stop } from './stop-link.ts'

/**
 * Where the link of a mail leads. Arriving changes nothing, because mail scanners arrive too; pressing stops at once,
 * without sign-in. The button that mail programs show themselves posts here by RFC 8058 and wants no redirect.
 */
export const stopFollowingPage = page({
  form: z.object({
    do: z.enum(['stop', 'stop-all']).default('stop'),
    'List-Unsubscribe': z.string().optional(),
  }),
  read: async (c): Promise<{ stop: Stop; names: LocalText[] }> => {
    const stop = found(readStop(c.param('token')))
    return { stop, names: await namesOfTopics(c.db, stop.topics) }
  },
  act: async (c, wish, { stop }) => {
    const all = wish.do === 'stop-all'
    await c.transaction((tx) =>
      all ? declineMessages(tx, stop.personId, 'followed') : stopFollowing(tx, stop.personId, stop.topics),
    )
    if (wish['List-Unsubscribe']) return new Response(null, { status: 204 })
    return c.redirect(`${c.path}?done=${all ? 'stopped-all' : 'stopped'}`)
  },
  show: ({ names }, c) => {
    const t = followerTexts[c.lang].stop
    const what = names.map((name) => pick(name, c.lang).text)
    const done = c.done === 'stopped' ? t.stopped : c.done === 'stopped-all' ? t.stoppedAll : null
    return (
      <Page c={c} title={t.title} noindex>
        <h1>{t.title}</h1>
        {done ? (
          <Alert kind="success">
            <p>{done}</p>
          </Alert>
        ) : (
          <Form c={c}>
            <p>{t.lead(say[c.lang].list(what.length > 0 ? what.map((name) => `«${name}»`) : [t.gone]))}</p>
            <Button name="do" value="stop">
              {t.button}
            </Button>
          </Form>
        )}
        {c.done !== 'stopped-all' && (
          <Form c={c}>
            <p>{t.orAll}</p>
            <Button variant="secondary" name="do" value="stop-all">
              {t.buttonAll}
            </Button>
          </Form>
        )}
        <p class="quiet">
          {t.signUps} <a href={c.url('/me/profile')}>{t.profile}</a>
        </p>
      </Page>
    )
  },
})
