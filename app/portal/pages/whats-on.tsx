import {
  ActivitiesByDay,
  activityTexts,
  cardsOn,
  type DateCard,
  type Day,
  type Filters,
  monthOf,
  readCursor,
  readFilters,
  weekOf,
  writeFilters,
} from '#activities'
import { hubNames } from '#hubs'
import { municipality, page, say, type Visit } from '#kernel'
import { Alert, ButtonLink, EmptyState, Page, Pagination } from '#ui'
import { feedLinks } from '../feeds/feed-links.tsx'
import { texts } from '../texts/index.ts'
import { capital, type HubNames } from '../whats-on/days.ts'
import { ChosenFilters, FilterForm, whatsOnHref } from '../whats-on/filter-form.tsx'
import { Month, Week } from '../whats-on/week-and-month.tsx'

const views = ['list', 'week', 'month'] as const
type View = (typeof views)[number]
type Shown =
  | { view: 'list'; items: DateCard[]; next: string | null }
  | { view: 'week'; monday: Temporal.PlainDate; days: Day[] }
  | { view: 'month'; month: Temporal.PlainYearMonth; days: Day[] }

/** The day a week or month view is about: `?on=2026-11-24`, today when it says nothing sensible. */
function dayInView(c: Visit): Temporal.PlainDate {
  try {
    const day = Temporal.PlainDate.from(c.query.get('on') ?? c.query.get('from') ?? '')
    return Math.abs(c.today.until(day).days) < 800 ? day : c.today
  } catch {
    return c.today
  }
}

async function shownIn(view: View, filters: Filters, c: Visit): Promise<Shown> {
  if (view === 'list') return { view, ...(await cardsOn(filters, readCursor(c.query.get('after')), c.now)) }
  const inView = { ...filters, from: null, to: null }
  const day = dayInView(c)
  if (view === 'week')
    return {
      view,
      monday: day.subtract({ days: day.dayOfWeek - 1 }),
      days: await weekOf(inView, day, c.now),
    }
  const month = day.toPlainYearMonth()
  return { view, month, days: await monthOf(inView, month, c.now) }
}

export const whatsOnPage = page({
  read: async (c) => {
    const { filters, problems } = readFilters(c.query)
    const view = views.find((name) => name === c.query.get('view')) ?? 'list'
    const [shown, names] = await Promise.all([shownIn(view, filters, c), hubNames(c.db)])
    const hubs: HubNames = new Map(names.map((hub) => [hub.id, hub.name]))
    return { filters, problems, shown, hubs }
  },
  cache: () => ({ tags: ['activities'] }),
  show: ({ filters, problems, shown, hubs }, c) => {
    const t = texts[c.lang].whatsOn
    const { view } = shown
    return (
      <Page
        c={c}
        title={view === 'list' ? t.title : `${t.title}: ${periodIn(shown, c)}`}
        description={t.description(municipality.name)}
        wide
        head={feedLinks(c, { query: writeFilters(filters).toString() })}
      >
        <h1>{t.title}</h1>
        {problems.map(({ name, value }) => (
          <Alert kind="warning">
            {activityTexts[c.lang].refusals['activities.filter-unknown']({ name, value }).why}
          </Alert>
        ))}
        <QuickDays filters={filters} c={c} />
        <div class="whats-on">
          <details class="filters no-print">
            <summary>{t.filters}</summary>
            <FilterForm filters={filters} view={view} hubs={hubs} c={c} />
          </details>
          <div class="whats-on-list">
            <ChosenFilters filters={filters} view={view} hubs={hubs} c={c} />
            <nav class="views no-print" aria-label={t.views}>
              <ul class="chips">
                {views.map((name) => (
                  <li>
                    <a
                      class="chip"
                      href={whatsOnHref(filters, name, c)}
                      aria-current={name === view ? 'true' : undefined}
                    >
                      {t[name]}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            <Shown shown={shown} filters={filters} hubs={hubs} c={c} />
            {shown.view !== 'list' && shown.days.some((day) => day.items.some((date) => date.example)) && (
              <p class="quiet small">{texts[c.lang].activity.exampleNote}</p>
            )}
            <TakeAlong filters={filters} c={c} />
          </div>
        </div>
      </Page>
    )
  },
})

function Shown({ shown, filters, hubs, c }: { shown: Shown; filters: Filters; hubs: HubNames; c: Visit }) {
  const after = c.query.get('after')
  switch (shown.view) {
    case 'list':
      if (shown.items.length === 0) return <Nothing filters={filters} c={c} />
      return (
        <>
          <ActivitiesByDay items={shown.items} c={c} hubName={(id) => hubs.get(id)} />
          <Pagination
            c={c}
            previous={after ? whatsOnHref(filters, 'list', c) : null}
            next={shown.next && whatsOnHref(filters, 'list', c, { after: shown.next })}
          />
        </>
      )
    case 'week':
      return (
        <>
          <Period shown={shown} filters={filters} step={{ weeks: 1 }} c={c} />
          <Week monday={shown.monday} days={shown.days} filters={filters} hubs={hubs} c={c} />
        </>
      )
    case 'month':
      return (
        <>
          <Period shown={shown} filters={filters} step={{ months: 1 }} c={c} />
          <Month month={shown.month} days={shown.days} filters={filters} hubs={hubs} c={c} />
        </>
      )
  }
}

/** "uke 48, 23. november 2026" or "november 2026". */
function periodIn(shown: Shown, c: Visit): string {
  const s = say[c.lang]
  if (shown.view === 'week')
    return `${s.week(shown.monday)} · ${s.dateShort(shown.monday)} – ${s.dateShort(shown.monday.add({ days: 6 }))}`
  if (shown.view === 'month') return s.month(shown.month.toPlainDate({ day: 1 }))
  return ''
}

function Period({
  shown,
  filters,
  step,
  c,
}: {
  shown: Exclude<Shown, { view: 'list' }>
  filters: Filters
  step: Temporal.DurationLike
  c: Visit
}) {
  const t = texts[c.lang].whatsOn
  const start = shown.view === 'week' ? shown.monday : shown.month.toPlainDate({ day: 1 })
  const to = (day: Temporal.PlainDate) =>
    whatsOnHref({ ...filters, from: null, to: null }, shown.view, c, { on: day.toString() })
  const [before, now, after] =
    shown.view === 'week'
      ? [t.previousWeek, t.thisWeek, t.nextWeek]
      : [t.previousMonth, t.thisMonth, t.nextMonth]
  return (
    <div class="period">
      <h2>{capital(periodIn(shown, c), c)}</h2>
      <p class="actions no-print">
        <ButtonLink variant="secondary" size="sm" rel="prev nofollow" href={to(start.subtract(step))}>
          {before}
        </ButtonLink>
        <ButtonLink variant="secondary" size="sm" rel="next nofollow" href={to(start.add(step))}>
          {after}
        </ButtonLink>
        <ButtonLink variant="tertiary" size="sm" rel="nofollow" href={to(c.today)}>
          {now}
        </ButtonLink>
      </p>
    </div>
  )
}

/** Tonight, tomorrow, the weekend: what most people mean by a date. */
function QuickDays({ filters, c }: { filters: Filters; c: Visit }) {
  const t = texts[c.lang].whatsOn.quick
  const untilSunday = 7 - c.today.dayOfWeek
  const saturday = c.today.dayOfWeek >= 6 ? c.today : c.today.add({ days: 6 - c.today.dayOfWeek })
  const days: [string, Temporal.PlainDate, Temporal.PlainDate][] = [
    [t.today, c.today, c.today],
    [t.tomorrow, c.today.add({ days: 1 }), c.today.add({ days: 1 })],
    [t.weekend, saturday, c.today.add({ days: untilSunday })],
    [t.sevenDays, c.today, c.today.add({ days: 6 })],
  ]
  return (
    <nav class="no-print" aria-label={t.label}>
      <ul class="chips">
        {days.map(([text, from, to]) => {
          const chosen = filters.from === from.toString() && filters.to === to.toString()
          return (
            <li>
              <a
                class="chip"
                href={whatsOnHref({ ...filters, from: from.toString(), to: to.toString() }, 'list', c)}
                aria-current={chosen ? 'true' : undefined}
              >
                {text}
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function Nothing({ filters, c }: { filters: Filters; c: Visit }) {
  const t = texts[c.lang].whatsOn
  const isPlain = writeFilters(filters).size === 0
  return isPlain ? (
    <EmptyState title={t.emptyPlainTitle}>{t.emptyPlainText}</EmptyState>
  ) : (
    <EmptyState
      title={t.emptyTitle}
      action={
        <ButtonLink href={c.url('/activities')} variant="secondary">
          {t.showAll}
        </ButtonLink>
      }
    >
      {t.emptyText}
    </EmptyState>
  )
}

function TakeAlong({ filters, c }: { filters: Filters; c: Visit }) {
  const t = texts[c.lang].whatsOn
  const query = writeFilters(filters)
  const ending = query.size > 0 ? `?${query}` : ''
  return (
    <section class="take-along no-print">
      <h2>{t.takeAlong}</h2>
      <p class="quiet">{t.calendarHint}</p>
      <ul class="chips">
        <li>
          <a class="chip" href={`/activities.ics${ending}`}>
            {t.calendar}
          </a>
        </li>
        <li>
          <a class="chip" href={`/activities.atom${ending}`}>
            {t.atom}
          </a>
        </li>
        <li>
          <a class="chip" href={`/api/activities${ending}`}>
            {t.json}
          </a>
        </li>
      </ul>
    </section>
  )
}
