import { page, pick, type Visit } from '#kernel'
import { ButtonLink, Card, EmptyState, Local, Page, Status, When } from '#ui'
import { type GrantView, keysOfPerson } from '../keys/grants.ts'
import { texts } from '../texts/index.ts'
import { keyLooks } from './key-looks.ts'

export const myKeysPage = page({
  needs: 'sign-in',
  read: (c) => keysOfPerson(c.db, c.actor.personId as string, c.now),
  show: (keys, c) => {
    const t = texts[c.lang].key
    return (
      <Page c={c} title={t.mine} breadcrumbs={[]} scripts={['kept-key']}>
        <h1 class="ds-heading">{t.mine}</h1>
        <p class="lead">{t.minePlain}</p>
        <MyKeys keys={keys} c={c} level={2} />
        <kept-key></kept-key>
      </Page>
    )
  },
})

/** One's own keys, the next one first; also a piece of My page. */
export function MyKeys({ keys, c, level = 3 }: { keys: GrantView[]; c: Visit; level?: 2 | 3 }) {
  const t = texts[c.lang].key
  if (keys.length === 0)
    return (
      <EmptyState
        title={t.none}
        level={level}
        action={<ButtonLink href={c.url('/rooms')}>{t.findRoom}</ButtonLink>}
      >
        {t.noneHint}
      </EmptyState>
    )
  return (
    <ul class="key-list">
      {keys.map((key) => {
        const name = pick(key.roomName ?? key.doorName, c.lang)
        return (
          <li>
            <Card
              href={c.url(`/me/keys/${key.id}`)}
              title={name.text}
              lang={name.lang === c.lang ? undefined : name.lang}
              level={level}
            >
              <p>
                <Status kind={keyLooks[key.state]}>{t.states[key.state]}</Status>
              </p>
              <p>
                <When from={key.from} to={key.to} c={c} />
              </p>
              {key.about && (
                <p>
                  <Local text={key.about} c={c} />
                </p>
              )}
              <p>
                {pick(key.doorName, c.lang).text}, {key.hubName}
              </p>
            </Card>
          </li>
        )
      })}
    </ul>
  )
}
