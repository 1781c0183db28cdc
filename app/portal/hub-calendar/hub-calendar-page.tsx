import { factsOf, hubOf } from '#hubs'
import { found, page, pick, say, type Visit } from '#kernel'
import { mayDecideAboutBookings, type RoomView, staffRoomPaths } from '#rooms'
import { Button, ButtonLink, Page } from '#ui'
import { texts } from '../texts/index.ts'
import { roomsTexts } from '../texts/rooms.ts'
import { capital } from '../whats-on/days.ts'
import { DayView, MonthView, WeekView } from './calendar-views.tsx'
import { entriesOf, takes } from './entries.ts'

const views = ['day', 'week', 'month'] as const
type View = (typeof views)[number]
const steps = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 } } as const
const furthest = 800

/** `?date=2026-11-24`; today when it says nothing sensible. */
function dateIn(c: Visit): Temporal.PlainDate {
  try {
    const date = Temporal.PlainDate.from(c.query.get('date') ?? '')
    return Math.abs(c.today.until(date).days) < furthest ? date : c.today
  } catch {
    return c.today
  }
}

function spanOf(view: View, date: Temporal.PlainDate): [Temporal.PlainDate, Temporal.PlainDate] {
  if (view === 'day') return [date, date]
  if (view === 'month') return [date.with({ day: 1 }), date.with({ day: date.daysInMonth })]
  const monday = date.subtract({ days: date.dayOfWeek - 1 })
  return [monday, monday.add({ days: 6 })]
}

/** Hours, activities and bookings of one hub. Everybody sees what is taken; who has it, only those it concerns. */
export const hubCalendarPage = page({
  read: async (c) => {
    const id = c.param('hubId')
    const [hub, facts] = await Promise.all([hubOf(c.db, id, c.today), factsOf(c.db, id)])
    const view = views.find((one) => one === c.query.get('view')) ?? 'week'
    const date = dateIn(c)
    const span = spanOf(view, date)
    const { entries, rooms } = await entriesOf(c, found(hub).id, span)
    const room = rooms.find((one) => one.id === c.query.get('room')) ?? null
    return {
      hub: found(hub),
      facts: found(facts),
      view,
      date,
      first: span[0],
      rooms,
      room,
      entries: room ? entries.filter((entry) => takes(entry, room)) : entries,
    }
  },
  cache: (_, { hub }) => ({ tags: ['hubs', `hub:${hub.id}`, 'activities', 'rooms'], seconds: 300 }),
  show: (data, c) => {
    const { hub, facts, view, date, first, rooms, room, entries } = data
    const t = roomsTexts[c.lang].calendar
    const href = (to: { view?: View; date?: Temporal.PlainDate }) => {
      const query = new URLSearchParams({ view: to.view ?? view, date: (to.date ?? date).toString() })
      if (room) query.set('room', room.id)
      return c.url(`/hubs/${hub.id}/calendar?${query}`)
    }
    const dayHref = (day: Temporal.PlainDate) => href({ view: 'day', date: day })
    const period = periodIn(view, first, c)
    return (
      <Page
        c={c}
        title={`${t.title(hub.name)}: ${period}`}
        description={t.lead}
        wide
        hub={hub}
        // One page per hub is enough to be found.
        noindex={c.query.size > 0}
        breadcrumbs={[
          { href: c.url('/hubs'), text: texts[c.lang].hub.all },
          { href: c.url(`/hubs/${hub.id}`), text: hub.name },
        ]}
      >
        <h1>{t.title(hub.name)}</h1>
        <p class="lead">{t.lead}</p>
        <nav class="views no-print" aria-label={t.view}>
          <ul class="chips">
            {views.map((name) => (
              <li>
                <a
                  class="chip"
                  href={href({ view: name })}
                  rel="nofollow"
                  aria-current={name === view ? 'true' : undefined}
                >
                  {t.views[name]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <WhichForm view={view} date={date} rooms={rooms} room={room} c={c} />
        <div class="period">
          <h2>{capital(period, c)}</h2>
          <p class="actions no-print">
            <ButtonLink
              variant="secondary"
              size="sm"
              rel="prev nofollow"
              href={href({ date: first.subtract(steps[view]) })}
            >
              {t.earlier[view]}
            </ButtonLink>
            <ButtonLink
              variant="secondary"
              size="sm"
              rel="next nofollow"
              href={href({ date: first.add(steps[view]) })}
            >
              {t.later[view]}
            </ButtonLink>
            <ButtonLink variant="tertiary" size="sm" rel="nofollow" href={href({ date: c.today })}>
              {t.today}
            </ButtonLink>
          </p>
        </div>
        {view === 'day' && (
          <DayView date={date} rooms={room ? [room] : rooms} entries={entries} facts={facts} c={c} />
        )}
        {view === 'week' && (
          <WeekView monday={first} entries={entries} facts={facts} dayHref={dayHref} c={c} />
        )}
        {view === 'month' && (
          <MonthView first={first} entries={entries} facts={facts} dayHref={dayHref} c={c} />
        )}
        <p class="actions no-print">
          {rooms.length > 0 && (
            <ButtonLink variant="secondary" href={c.url(room ? `/rooms/${room.id}` : `/rooms?hub=${hub.id}`)}>
              {room ? pick(room.name, c.lang).text : t.book}
            </ButtonLink>
          )}
          {mayDecideAboutBookings(c.actor, hub.id) && (
            <a href={c.url(staffRoomPaths.calendar(hub.id, { view, date: date.toString(), room: room?.id }))}>
              {t.staff}
            </a>
          )}
        </p>
      </Page>
    )
  },
})

function periodIn(view: View, first: Temporal.PlainDate, c: Visit): string {
  const s = say[c.lang]
  if (view === 'day') return `${s.weekday(first)} ${s.dateYear(first)}`
  if (view === 'month') return s.month(first)
  return `${s.week(first)} · ${s.dateShort(first)} – ${s.dateShort(first.add({ days: 6 }))}`
}

function WhichForm({
  view,
  date,
  rooms,
  room,
  c,
}: {
  view: View
  date: Temporal.PlainDate
  rooms: readonly RoomView[]
  room: RoomView | null
  c: Visit
}) {
  const t = roomsTexts[c.lang].calendar
  return (
    <form method="get" class="filter-row no-print" novalidate>
      <input type="hidden" name="view" value={view} />
      <div class="ds-field">
        <label class="ds-label" for="date">
          {t.date}
        </label>
        <input class="ds-input" type="date" id="date" name="date" value={date.toString()} data-width="auto" />
      </div>
      {rooms.length > 0 && (
        <div class="ds-field">
          <label class="ds-label" for="room">
            {t.room}
          </label>
          <select class="ds-input" id="room" name="room" data-width="auto">
            <option value="">{t.everyRoom}</option>
            {rooms.map((one) => (
              <option value={one.id} selected={one.id === room?.id}>
                {pick(one.name, c.lang).text}
              </option>
            ))}
          </select>
        </div>
      )}
      <Button variant="secondary">{t.show}</Button>
    </form>
  )
}
