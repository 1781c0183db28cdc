import { hubNames } from '#hubs'
import { page, pick, type Visit } from '#kernel'
import { needStaff } from '#people'
import {
  Button,
  ButtonLink,
  EmptyState,
  Form,
  Page,
  Pagination,
  Select,
  Status,
  Table,
  TextField,
  When,
} from '#ui'
import { MinimumStatus } from '../minimum/minimum-status.tsx'
import { type Show, shows, staffSeries } from '../staff-lists.ts'
import { texts } from '../texts/index.ts'
import { mayHost } from '../who-may.ts'
import { Done, SeriesStatus } from './staff-activity.tsx'
import { staffPaths } from './staff-paths.ts'

const wishOf = (c: Visit) => {
  const show = c.query.get('show')
  const number = Number(c.query.get('page') ?? 0)
  return {
    show: shows.find((one) => one === show) ?? ('coming' as Show),
    q: c.query.get('q')?.trim().replaceAll('\0', '').slice(0, 100) || null,
    page: Number.isInteger(number) && number > 0 && number < 10_000 ? number : 0,
  }
}

export const staffActivitiesPage = page({
  needs: 'sign-in',
  read: async (c) => {
    const names = await hubNames(c.db)
    const mine: { id: string | null; name: string }[] = names.filter((hub) => mayHost(c.actor, hub.id))
    if (mayHost(c.actor, null)) mine.push({ id: null, name: texts[c.lang].wholeMunicipality })
    if (mine.length === 0) needStaff(c.actor, null, 'host', 'hub-leader', 'editor')
    const asked = mine.find((hub) => hub.id !== null && hub.id === c.query.get('hub')) ?? null
    const wish = wishOf(c)
    const list = await staffSeries(
      c.db,
      { ...wish, hubs: (asked ? [asked] : mine).map((hub) => hub.id) },
      c.now,
    )
    return { mine, asked, wish, ...list }
  },
  show: ({ mine, asked, wish, items, more }, c) => {
    const t = texts[c.lang]
    const s = t.staff
    const named = new Map(mine.map((hub) => [hub.id, hub.name]))
    const address = (part: { show?: Show; page?: number }) => {
      const query = new URLSearchParams()
      if (asked?.id) query.set('hub', asked.id)
      if (wish.q) query.set('q', wish.q)
      query.set('show', part.show ?? wish.show)
      if (part.page) query.set('page', String(part.page))
      return c.url(`${staffPaths.activities}?${query}`)
    }
    const oneHub = asked ?? (mine.length === 1 ? mine[0] : undefined)
    const title = oneHub ? s.titleAt(oneHub.name) : s.title
    const create = (
      <ButtonLink href={c.url(`${staffPaths.newActivity}${asked?.id ? `?hub=${asked.id}` : ''}`)}>
        {s.create}
      </ButtonLink>
    )
    return (
      <Page c={c} title={title} wide breadcrumbs={[]}>
        <Done c={c} />
        <h1 class="ds-heading">{title}</h1>
        <p class="lead">{s.intro}</p>
        <p class="actions">{create}</p>
        <Form c={c} method="get" class="filter-row" label={s.search}>
          {mine.length > 1 && (
            <Select
              c={c}
              name="hub"
              label={s.hub}
              value={asked?.id ?? ''}
              empty={s.allHubs}
              options={mine.flatMap((hub) => (hub.id === null ? [] : { value: hub.id, text: hub.name }))}
            />
          )}
          <TextField c={c} name="q" label={s.search} value={wish.q} type="search" />
          <input type="hidden" name="show" value={wish.show} />
          <Button variant="secondary">{s.searchButton}</Button>
        </Form>
        <nav aria-label={s.show}>
          <ul class="chips">
            {shows.map((show) => (
              <li>
                <a
                  class="chip"
                  href={address({ show })}
                  aria-current={show === wish.show ? 'page' : undefined}
                >
                  {s.filters[show]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {items.length === 0 ? (
          <EmptyState title={s.none[wish.show]} action={wish.show === 'coming' && create}>
            {wish.show === 'coming' && s.noneHint}
          </EmptyState>
        ) : (
          <Table
            caption={s.filters[wish.show]}
            rowHead
            head={[s.table.title, ...(oneHub ? [] : [s.hub]), s.table.next, s.table.people]}
            rows={items.map((item) => {
              const name = pick(item.title, c.lang)
              return [
                <>
                  <a href={c.url(staffPaths.activity(item.id))} lang={name.lang} dir="auto">
                    {name.text}
                  </a>{' '}
                  {item.state === 'cancelled' && <SeriesStatus series={item} c={c} />}
                  {item.attention > 0 && <Status kind="soon">{t.states.attention}</Status>}
                </>,
                ...(oneHub ? [] : [named.get(item.hubId)]),
                item.nextStart && item.nextEnd ? (
                  <When
                    from={Temporal.Instant.from(item.nextStart)}
                    to={Temporal.Instant.from(item.nextEnd)}
                    c={c}
                  />
                ) : (
                  ''
                ),
                item.signUp === 'open' ? (
                  <>
                    {s.signedUp(item.taken, item.capacity)}{' '}
                    {item.state === 'published' && item.nextStart && (
                      <MinimumStatus
                        of={{ ...item, startsAt: Temporal.Instant.from(item.nextStart) }}
                        c={c}
                      />
                    )}
                  </>
                ) : (
                  ''
                ),
              ]
            })}
          />
        )}
        <Pagination
          c={c}
          previous={wish.page > 0 ? address({ page: wish.page - 1 }) : null}
          next={more ? address({ page: wish.page + 1 }) : null}
        />
      </Page>
    )
  },
})
