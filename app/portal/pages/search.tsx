import { ActivitiesByDay, cardsOn, type DateCard, didYouMean, noFilters } from '#activities'
import { type HubSummary, hoursFacts, hubList, OpenNow } from '#hubs'
import { page, pick, say } from '#kernel'
import { ButtonLink, Card, EmptyState, Page } from '#ui'
import { hubsMatching } from '../hubs-matching.ts'
import { texts } from '../texts/index.ts'
import { SearchBox } from './front.tsx'

const resultsShown = 20
/** Enough dates that a weekly activity does not crowd out the others. */
const datesRead = 200

/** Each activity once, at its next date. */
function nextOfEach(dates: readonly DateCard[]): DateCard[] {
  const seen = new Set<number>()
  return dates.filter((date) => !seen.has(date.seriesId) && seen.add(date.seriesId))
}

export const searchPage = page({
  read: async (c) => {
    const q = (c.query.get('q') ?? '')
      .normalize('NFC')
      .replaceAll('\0', '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 100)
    const [hubs, facts] = await Promise.all([hubList(c.db, c.today), hoursFacts(c.db)])
    if (!q) return { q, hubs, facts, found: [] as DateCard[], matching: [] as HubSummary[], meant: null }
    const [{ items }, meant] = await Promise.all([
      cardsOn({ ...noFilters, q }, null, c.now, { take: datesRead }),
      hubsMatching(hubs, q, { slips: false }).length > 0 ? null : didYouMean(q),
    ])
    return { q, hubs, facts, found: nextOfEach(items), matching: hubsMatching(hubs, q), meant }
  },
  cache: () => ({ tags: ['hubs', 'activities'] }),
  show: ({ q, hubs, facts, found, matching, meant }, c) => {
    const t = texts[c.lang].search
    const count = found.length + matching.length
    const names = new Map(hubs.map((hub) => [hub.id, hub.name]))
    return (
      <Page c={c} title={q ? t.titleFor(q) : t.title} description={t.hint} noindex={q !== ''}>
        <h1>{t.title}</h1>
        <SearchBox label={t.label} hint={t.hint} button={t.button} value={q} c={c} />
        {meant && (
          <p class="lead">
            {t.didYouMean} <a href={c.url(`/search?q=${encodeURIComponent(meant)}`)}>«{meant}»</a>?
          </p>
        )}
        {q !== '' && count > 0 && <p role="status">{say[c.lang].plural(count, t.results)}</p>}
        {q !== '' && count === 0 && (
          <EmptyState
            title={t.none(q)}
            action={
              <ButtonLink href={c.url('/activities')} variant="secondary">
                {t.showAll}
              </ButtonLink>
            }
          >
            {t.noneText}
          </EmptyState>
        )}
        {matching.length > 0 && (
          <section>
            <h2>{t.hubs}</h2>
            <div class="stack">
              {matching.map((hub) => (
                <Card href={c.url(`/hubs/${hub.id}`)} title={hub.name} hubId={hub.id}>
                  <p>
                    <OpenNow facts={facts.get(hub.id) as NonNullable<ReturnType<typeof facts.get>>} c={c} />
                  </p>
                  <p class="quiet">
                    {say[c.lang].list(hub.services.map((service) => pick(service.name, c.lang).text))}
                  </p>
                </Card>
              ))}
            </div>
          </section>
        )}
        {found.length > 0 && (
          <section>
            <h2>{t.activities}</h2>
            <ActivitiesByDay
              items={found.slice(0, resultsShown)}
              c={c}
              level={4}
              hubName={(id) => names.get(id)}
            />
            <p>
              <ButtonLink href={c.url(`/activities?q=${encodeURIComponent(q)}`)} variant="secondary">
                {t.more}
              </ButtonLink>
            </p>
          </section>
        )}
      </Page>
    )
  },
})
