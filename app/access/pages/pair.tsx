import { z } from 'zod'
import { found, page, pick } from '#kernel'
import { afterStepUp, needAdministrator, needStepUp } from '#people'
import { ConfirmPress, ErrorSummary, Page } from '#ui'
import { doorById } from '../doors.ts'
import { pairDoor } from '../pair-door.ts'
import { texts } from '../texts/index.ts'

export const pairPage = afterStepUp(
  page({
    needs: 'sign-in',
    form: z.object({}),
    read: async (c) => {
      needAdministrator(c.actor)
      return found(await doorById(c.db, c.param('doorId')))
    },
    act: async (c, _wish, door) => {
      needStepUp(c.actor, c.now)
      const pairing = await c.transaction((tx) => pairDoor(tx, c.actor, door.id))
      const t = texts[c.lang].doors
      c.header('cache-control', 'no-store')
      // Shown in the answer itself: an address to come back to would show it twice.
      return c.hono.html(
        <Page c={c} title={t.pair} noindex>
          <h1 class="ds-heading">{t.pair}</h1>
          <p>{t.paired}</p>
          <pre class="pairing">
            <code>{JSON.stringify(pairing, null, 2)}</code>
          </pre>
        </Page>,
      )
    },
    show: (door, c) => {
      const t = texts[c.lang].doors
      return (
        <Page
          c={c}
          title={t.pair}
          breadcrumbs={[
            { href: c.url('/staff/doors'), text: t.title },
            { href: c.url(`/staff/doors/${door.id}`), text: pick(door.name, c.lang).text },
          ]}
        >
          <ErrorSummary c={c} />
          <h1 class="ds-heading">{t.pair}</h1>
          <p>{t.pairLead}</p>
          <ConfirmPress c={c}>{t.pairButton}</ConfirmPress>
        </Page>
      )
    },
  }),
)
