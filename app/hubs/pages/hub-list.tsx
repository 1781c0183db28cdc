import { limit, page, say, type Visit } from '#kernel'
import { Alert, Button, Card, Details, EmptyState, Form, Local, Page, TextField } from '#ui'
import { type FoundPlace, findPlace, LookupDown, placeNames } from '../find/address-lookup.ts'
import { nearestFirst } from '../find/nearest.ts'
import { type Facts, hoursFacts } from '../hours-facts.ts'
import { type HubSummary, hubList } from '../hubs.ts'
import { HubAddress } from '../pieces/hub-facts.tsx'
import { HubMap } from '../pieces/hub-map.tsx'
import { OpenNow } from '../pieces/open-now.tsx'
import { texts } from '../texts/index.ts'

type Search = { wanted: string; found?: FoundPlace; down: boolean; near?: string }

async function search(c: Visit, hubs: readonly HubSummary[]): Promise<Search | null> {
  const near = hubs.find((hub) => hub.id === c.query.get('near'))
  if (near && near.lat !== null && near.lon !== null)
    return {
      wanted: '',
      found: { text: near.name, lat: near.lat, lon: near.lon },
      down: false,
      near: near.id,
    }
  const wanted = (c.query.get('place') ?? '').trim().slice(0, 200)
  if (!wanted) return null
  await limit({ key: `find-hub:${c.network}`, max: 120, seconds: 3600 })
  try {
    return { wanted, found: await findPlace(wanted), down: false }
  } catch (fault) {
    if (fault instanceof LookupDown) return { wanted, down: true }
    throw fault
  }
}

export const hubListPage = page({
  read: async (c) => {
    const hubs = await hubList(c.db, c.today)
    return { hubs, facts: await hoursFacts(c.db), search: await search(c, hubs) }
  },
  cache: (_, { search }) => (search ? null : { tags: ['hubs'], seconds: 60 }),
  show: ({ hubs, facts, search }, c) => {
    const t = texts[c.lang].list
    const inOrder = search?.found
      ? nearestFirst(hubs, search.found)
      : hubs.map((place) => ({ place, km: null }))
    return (
      <Page c={c} title={t.title} description={t.lead} wide scripts={['hub-map', 'near-me']}>
        <h1 class="ds-heading">{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <FindHub search={search} c={c} />
        {hubs.length === 0 ? (
          <EmptyState title={t.empty} />
        ) : (
          <div class="hubs-and-map">
            <section aria-labelledby="hubs-heading">
              <h2 class="ds-heading" id="hubs-heading">
                {search?.found ? t.nearestTo(search.found.text) : t.all}
              </h2>
              <ul class="hub-list" id="hub-list">
                {inOrder.map(({ place, km }) => (
                  <HubItem hub={place} km={km} facts={facts} c={c} />
                ))}
              </ul>
              <p class="source">{t.postalSource}</p>
            </section>
            <HubMap spots="#hub-list > li" show={search?.near && c.url(`/hubs/${search.near}`)} c={c} />
          </div>
        )}
      </Page>
    )
  },
})

function FindHub({ search, c }: { search: Search | null; c: Visit }) {
  const t = texts[c.lang].list
  return (
    <section class="find-hub" aria-labelledby="find-heading">
      <h2 class="ds-heading" id="find-heading">
        {t.findTitle}
      </h2>
      {search?.down && <Alert kind="warning">{t.lookupDown}</Alert>}
      {search && !search.found && !search.down && (
        <Alert kind="info" title={t.noPlace(search.wanted)} level={3}>
          <p>{t.noPlaceNext}</p>
        </Alert>
      )}
      <Form c={c} method="get" class="one-line" action={c.url('/hubs')}>
        <TextField
          c={c}
          name="place"
          label={t.place}
          hint={t.placeHint}
          value={search?.wanted}
          autocomplete="street-address"
        />
        <Button>{t.find}</Button>
      </Form>
      <near-me
        data-list="#hub-list"
        data-found={t.positionFound}
        data-denied={t.positionDenied}
        data-away={t.away('{km}')}
        hidden
      >
        <Button type="button" variant="secondary">
          {t.position}
        </Button>
        <p class="hint">{t.positionHint}</p>
        <p role="status"></p>
      </near-me>
      <Details summary={t.places}>
        <ul class="place-names">
          {placeNames.map((name) => (
            <li>
              <a href={`${c.url('/hubs')}?place=${encodeURIComponent(name)}`}>{name}</a>
            </li>
          ))}
        </ul>
      </Details>
    </section>
  )
}

function HubItem({ hub, km, facts, c }: { hub: HubSummary; km: number | null; facts: Facts; c: Visit }) {
  const t = texts[c.lang].list
  const own = facts.get(hub.id)
  const href = c.url(`/hubs/${hub.id}`)
  return (
    <li data-lat={hub.lat ?? undefined} data-lon={hub.lon ?? undefined} data-name={hub.name} data-href={href}>
      <Card href={href} title={hub.name} hubId={hub.id}>
        {own && (
          <p>
            <OpenNow facts={own} c={c} />
          </p>
        )}
        <p class="where">
          <HubAddress hub={hub} c={c} />
          <span data-away hidden={!km}>
            {!!km && t.away(say[c.lang].number(Math.round(km * 10) / 10))}
          </span>
        </p>
        {hub.services.length > 0 && (
          <p class="services-in-words">
            {t.services}:{' '}
            {hub.services.map((service, i) => (
              <>
                {i > 0 && ', '}
                <Local text={service.name} c={c} />
              </>
            ))}
          </p>
        )}
      </Card>
    </li>
  )
}
