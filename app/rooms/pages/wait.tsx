import { found, page } from '#kernel'
import { Alert, ButtonLink, Page } from '#ui'
import { pageTexts } from '../texts/pages.ts'
import { waitById } from '../waiting-list/waits.ts'
import { OneWait } from './my-bookings.tsx'
import { named } from './room-words.tsx'

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Where a mail about a place in line leads: what is offered until when, or that it is over. */
export const waitPage = page({
  needs: 'sign-in',
  read: async (c) => {
    const id = c.param('waitId')
    const wait = found(isUuid.test(id) ? await waitById(c.db, id) : undefined)
    return found(wait.personId === c.actor.personId ? wait : undefined)
  },
  show: (wait, c) => {
    const t = pageTexts[c.lang]
    const live = wait.state === 'waiting' || wait.state === 'offered'
    const { title } = named(wait.roomName, c)
    return (
      <Page
        c={c}
        title={`${t.find.wait}: ${title}`}
        breadcrumbs={[{ href: c.url('/me/bookings'), text: t.mine.title }]}
      >
        <h1 class="ds-heading">{`${t.find.wait}: ${title}`}</h1>
        {live ? (
          <OneWait wait={wait} c={c} />
        ) : (
          <Alert kind="info">
            <p>{wait.state === 'taken' ? t.mine.waitTaken : t.mine.waitOver}</p>
          </Alert>
        )}
        <p>
          <ButtonLink href={c.url('/me/bookings')} variant="secondary">
            {t.mine.title}
          </ButtonLink>
        </p>
      </Page>
    )
  },
})
