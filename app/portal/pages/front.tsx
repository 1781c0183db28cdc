import { ActivitiesByDay, activityTexts, cardsOn, noFilters } from '#activities'
import { type HubSummary, hoursFacts, hubList, OpenNow, openAt } from '#hubs'
import { instantOf, municipality, page, pick, say, type Visit } from '#kernel'
import { roomPageTexts } from '#rooms'
import { ButtonLink, Card, EmptyState, Local, Page, Status } from '#ui'
import { feedLinks } from '../feeds/feed-links.tsx'
import { type New, newlyPublished } from '../newly-published.ts'
import { texts } from '../texts/index.ts'
import { dayHeading, type HubNames } from '../whats-on/days.ts'

const datesShown = 8
const newsShown = 3

export const frontPage = page({
  read: async (c) => {
    const [hubs, facts, coming, news] = await Promise.all([
      hubList(c.db, c.today),
      hoursFacts(c.db),
      cardsOn({ ...noFilters, to: c.today.add({ days: 7 }).toString() }, null, c.now, { take: 40 }),
      newlyPublished(c.db, newsShown, c.now),
    ])
    return { hubs, facts, coming: coming.items, news }
  },
  cache: () => ({ tags: ['hubs', 'activities'] }),
  show: ({ hubs, facts, coming, news }, c) => {
    const t = texts[c.lang].front
    const names = new Map(hubs.map((hub) => [hub.id, hub.name]))
    const today = coming.filter((date) => date.date <= c.today.toString())
    // Late in the evening the next day with something on is the answer.
    const shown = today.length > 0 ? today : coming.filter((date) => date.date === coming[0]?.date)
    const openNow = hubs.filter((hub) => {
      const { state } = openAt(facts.get(hub.id) as NonNullable<ReturnType<typeof facts.get>>, c.now)
      return state === 'staffed' || state === 'staffless'
    }).length
    return (
      <Page c={c} title={t.title} description={t.description(municipality.name)} wide head={feedLinks(c)}>
        <section class="welcome">
          <img
            class="welcome-picture"
            src="/looks/front.svg"
            alt=""
            width="1200"
            height="300"
            fetchpriority="high"
          />
          <div class="welcome-words">
            <h1>{t.heading}</h1>
            <p class="lead">{t.lead}</p>
            <SearchBox label={t.searchLabel} hint={t.searchHint} button={t.searchButton} c={c} />
          </div>
        </section>

        <section>
          {shown.length > 0 ? (
            <>
              {today.length === 0 && <p class="quiet">{t.todayEmpty}.</p>}
              <ActivitiesByDay items={shown.slice(0, datesShown)} c={c} hubName={(id) => names.get(id)} />
              <p class="actions">
                {shown.length > datesShown && (
                  <ButtonLink href={c.url(`/activities?from=${shown[0]?.date}&to=${shown[0]?.date}`)}>
                    {t.allOn(dayHeading(shown[0]?.date as string, c).toLocaleLowerCase(c.lang), shown.length)}
                  </ButtonLink>
                )}
                <ButtonLink href={c.url('/activities?view=week')} variant="secondary">
                  {t.allWeek}
                </ButtonLink>
              </p>
            </>
          ) : (
            <EmptyState
              title={t.todayEmpty}
              action={<ButtonLink href={c.url('/activities')}>{t.allWeek}</ButtonLink>}
            >
              {t.todayEmptyText}
            </EmptyState>
          )}
        </section>

        <section>
          <h2>{t.shortcuts}</h2>
          <Shortcuts c={c} />
        </section>

        <section class="panel room-invitation">
          <h2>{roomPageTexts[c.lang].links.frontTitle}</h2>
          <p>{roomPageTexts[c.lang].links.frontText}</p>
          <p>
            <ButtonLink href={c.url('/rooms')} variant="secondary">
              {roomPageTexts[c.lang].links.frontButton}
            </ButtonLink>
          </p>
        </section>

        <section>
          <h2>{t.hubs}</h2>
          <p class="quiet">{openNow > 0 ? t.openNow(openNow) : t.hubsLead}</p>
          <ul class="cards hub-cards">
            {hubs.map((hub) => (
              <HubCard hub={hub} c={c}>
                <OpenNow facts={facts.get(hub.id) as NonNullable<ReturnType<typeof facts.get>>} c={c} />
              </HubCard>
            ))}
          </ul>
          <p>
            <a href={c.url('/hubs')}>{t.nearest}</a>
          </p>
        </section>

        {news.length > 0 && (
          <section>
            <h2>{t.news}</h2>
            <div class="cards">
              {news.map((one) => (
                <NewCard one={one} names={names} c={c} />
              ))}
            </div>
          </section>
        )}
      </Page>
    )
  },
})

export const SearchBox = ({
  label,
  hint,
  button,
  value,
  c,
}: {
  label: string
  hint?: string
  button: string
  value?: string
  c: Visit
}) => (
  <search>
    <form class="search-box" method="get" action={c.url('/search')}>
      <label class="ds-label" for="search">
        {label}
      </label>
      {hint && (
        <p class="quiet small" id="search-hint">
          {hint}
        </p>
      )}
      <div>
        <input
          class="ds-input"
          type="search"
          id="search"
          name="q"
          value={value}
          maxlength={100}
          aria-describedby={hint ? 'search-hint' : undefined}
        />
        <button class="ds-button" type="submit">
          {button}
        </button>
      </div>
    </form>
  </search>
)

function Shortcuts({ c }: { c: Visit }) {
  const t = texts[c.lang].front
  const to: Record<keyof typeof t.shortcut, string> = {
    children: 'audience=children&audience=families',
    youth: 'audience=youth',
    seniors: 'audience=seniors',
    language: 'category=language',
    help: 'category=help',
    free: 'free=1',
  }
  return (
    <ul class="chips">
      {(Object.keys(to) as (keyof typeof to)[]).map((name) => (
        <li>
          <a class="chip" href={c.url(`/activities?${to[name]}`)}>
            {t.shortcut[name]}
          </a>
        </li>
      ))}
    </ul>
  )
}

const HubCard = ({ hub, c, children }: { hub: HubSummary; c: Visit; children: unknown }) => (
  <li class="ds-card opens hub-card" data-hub={hub.id}>
    <img src={`/looks/${hub.id}.svg`} alt="" width="1200" height="280" loading="lazy" />
    <div>
      <h3 class="card-title">
        <a href={c.url(`/hubs/${hub.id}`)}>{hub.name}</a>
      </h3>
      <p>{children}</p>
    </div>
  </li>
)

function NewCard({ one, names, c }: { one: New; names: HubNames; c: Visit }) {
  const title = pick(one.title, c.lang)
  return (
    <Card
      href={c.url(`/activities/${one.id}`)}
      title={title.text}
      lang={title.lang === c.lang ? undefined : title.lang}
      hubId={one.hubId ?? undefined}
    >
      <Local as="p" text={one.summary} c={c} class="quiet" />
      {one.example && <Status kind="example">{activityTexts[c.lang].states.example}</Status>}
      <p class="small">
        {(one.hubId && names.get(one.hubId)) ?? activityTexts[c.lang].wholeMunicipality} ·{' '}
        {say[c.lang].dateTime(instantOf(one.nextAt), c.today)}
      </p>
    </Card>
  )
}
