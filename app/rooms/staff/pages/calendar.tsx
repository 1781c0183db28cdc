import { factsOf, type HubFacts, hoursOn, Times } from '#hubs'
import { found, inZone, page, pick, say, startOfDay, type Visit } from '#kernel'
import { ButtonLink, EmptyState } from '#ui'
import { bookingsOfHub, everyRoomOf } from '../../reads.ts'
import type { BookingView, RoomView } from '../../shapes.ts'
import { staffTexts } from '../../texts/staff.ts'
import { bookerName } from '../booker-name.ts'
import { gridOf, type Item, itemOn, slotMinutes } from '../calendar-grid.ts'
import { RoomsFrame } from '../frame.tsx'
import { noteLook } from '../look.ts'
import { staffRoomPaths } from '../paths.ts'
import { dateIn } from '../when-typed.ts'
import { hubsToRun, type NamedHub, needRunner } from '../who-may.ts'

const views = ['day', 'week', 'month'] as const
type View = (typeof views)[number]
const lengths = { day: { days: 1 }, week: { weeks: 1 }, month: { months: 1 } } as const

export const roomCalendarPage = page({
  needs: 'sign-in',
  read: async (c) => {
    const hubId = c.param('hubId')
    needRunner(c.actor, hubId)
    const hub = found((await hubsToRun(c)).hubs.find((one) => one.id === hubId))
    const view = views.find((one) => one === c.query.get('view')) ?? 'day'
    const date = dateIn(c.query.get('date')) ?? c.today
    const rooms = (await everyRoomOf(c.db, hub.id)).filter((room) => room.state !== 'draft')
    const room = rooms.find((one) => one.id === c.query.get('room')) ?? null
    const dates = datesOf(view, date)
    const span = {
      from: startOfDay(dates[0] as Temporal.PlainDate),
      to: startOfDay((dates.at(-1) as Temporal.PlainDate).add({ days: 1 })),
    }
    const [bookings, facts] = await Promise.all([bookingsOfHub(c.db, hub.id, span), factsOf(c.db, hub.id)])
    await noteLook(c.db, c.actor, 'rooms.view-bookings', bookings)
    return { hub, view, date, dates, rooms, room, bookings, facts: facts as HubFacts }
  },
  show: (about, c) => {
    const t = staffTexts[c.lang].calendar
    const { hub, view, date, rooms, room } = about
    const address = (to: { view?: View; date?: Temporal.PlainDate }) =>
      staffRoomPaths.calendar(hub.id, {
        view: to.view ?? view,
        date: (to.date ?? date).toString(),
        room: room?.id,
      })
    return (
      <RoomsFrame
        c={c}
        hub={hub}
        place="calendar"
        title={t.title(hub.name)}
        scripts={view === 'month' ? [] : ['room-calendar']}
      >
        <nav aria-label={t.viewsLabel}>
          <ul class="chips">
            {views.map((other) => (
              <li>
                <a
                  class="chip"
                  href={c.url(address({ view: other }))}
                  aria-current={other === view ? 'page' : undefined}
                >
                  {t.views[other]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <WhichForm about={about} c={c} />
        <p class="actions">
          <a rel="prev" href={c.url(address({ date: date.subtract(lengths[view]) }))}>
            {t.previous[view]}
          </a>
          <a href={c.url(address({ date: c.today }))}>{t.today}</a>
          <a rel="next" href={c.url(address({ date: date.add(lengths[view]) }))}>
            {t.next[view]}
          </a>
        </p>
        {rooms.length === 0 ? (
          <EmptyState title={t.noRooms} />
        ) : view === 'month' ? (
          <Month about={about} c={c} />
        ) : (
          <Columns about={about} back={address({})} c={c} />
        )}
        <p class="actions">
          <ButtonLink
            href={c.url(staffRoomPaths.newBooking({ hub: hub.id, room: room?.id, date: date.toString() }))}
            variant="secondary"
          >
            {staffTexts[c.lang].bookings.new}
          </ButtonLink>
          <ButtonLink
            href={c.url(staffRoomPaths.newBlock({ hub: hub.id, room: room?.id, date: date.toString() }))}
            variant="secondary"
          >
            {staffTexts[c.lang].bookings.block}
          </ButtonLink>
        </p>
      </RoomsFrame>
    )
  },
})

type About = {
  hub: NamedHub
  view: View
  date: Temporal.PlainDate
  dates: Temporal.PlainDate[]
  rooms: RoomView[]
  room: RoomView | null
  bookings: BookingView[]
  facts: HubFacts
}

function datesOf(view: View, date: Temporal.PlainDate): Temporal.PlainDate[] {
  const first =
    view === 'day'
      ? date
      : view === 'week'
        ? date.subtract({ days: date.dayOfWeek - 1 })
        : date.with({ day: 1 })
  const count = view === 'day' ? 1 : view === 'week' ? 7 : date.daysInMonth
  return Array.from({ length: count }, (_, i) => first.add({ days: i }))
}

function WhichForm({ about: { view, date, rooms, room }, c }: { about: About; c: Visit }) {
  const t = staffTexts[c.lang].calendar
  const chosen = room ?? (view === 'week' ? rooms[0] : null)
  return (
    <form method="get" class="filter-row" novalidate>
      <input type="hidden" name="view" value={view} />
      <div class="ds-field">
        <label class="ds-label" for="date">
          {t.goTo}
        </label>
        <input class="ds-input" type="date" id="date" name="date" value={date.toString()} data-width="auto" />
      </div>
      <div class="ds-field">
        <label class="ds-label" for="room">
          {t.room}
        </label>
        <select class="ds-input" id="room" name="room">
          {view !== 'week' && <option value="">{t.everyRoom}</option>}
          {rooms.map((one) => (
            <option value={one.id} selected={one.id === chosen?.id}>
              {pick(one.name, c.lang).text}
            </option>
          ))}
        </select>
      </div>
      <button class="ds-button" data-variant="secondary" type="submit">
        {t.go}
      </button>
    </form>
  )
}

type Column = { room: RoomView; date: Temporal.PlainDate; label: string; items: Item[] }

/** A room that shares a part with the booked one is taken with it. */
function itemsIn(room: RoomView, date: Temporal.PlainDate, { rooms, bookings }: About): Item[] {
  const parts = new Map(rooms.map((one) => [one.id, one.parts]))
  return bookings.flatMap((booking) => {
    const through = booking.roomId !== room.id
    if (through && !parts.get(booking.roomId)?.some((part) => room.parts.includes(part))) return []
    return itemOn(booking, date, through) ?? []
  })
}

/** Day: a column for each room. Week: a column for each day of one room. */
function Columns({ about, back, c }: { about: About; back: string; c: Visit }) {
  const t = staffTexts[c.lang].calendar
  const { view, date, dates, rooms, room, facts } = about
  const one = room ?? (rooms[0] as RoomView)
  const columns: Column[] =
    view === 'day'
      ? (room ? [room] : rooms).map((each) => ({
          room: each,
          date,
          label: pick(each.name, c.lang).text,
          items: itemsIn(each, date, about),
        }))
      : dates.map((each) => ({
          room: one,
          date: each,
          label: say[c.lang].dateShort(each),
          items: itemsIn(one, each, about),
        }))
  const grid = gridOf(columns.map((column) => column.items))
  const caption =
    view === 'day' ? say[c.lang].dateLong(date) : `${pick(one.name, c.lang).text}, ${say[c.lang].week(date)}`
  return (
    <room-calendar
      data-back={back}
      data-grabbed={t.grabbed}
      data-dropped={t.dropped}
      data-undone={t.undone}
      data-edge={t.edge}
      data-moving={t.moving}
      data-confirm={t.confirm}
      data-undo={t.undo}
      data-separator={c.lang === 'en' ? ':' : '.'}
      data-slot={String(slotMinutes)}
    >
      <p class="hint" data-without>
        {t.without}
      </p>
      <p class="hint" id="how-to-move" data-how-to hidden>
        {t.howTo}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a group that scrolls, not a landmark */}
      <div class="table-box room-grid" tabindex={0} role="group" aria-label={caption}>
        <table>
          <caption>
            {caption}
            {view === 'day' && (
              <span class="quiet small">
                {' '}
                {t.open}: <Times intervals={hoursOn(facts, date).hub.intervals} c={c} />
              </span>
            )}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t.time}</th>
              {columns.map((column) => (
                <th
                  scope="col"
                  data-room={column.room.id}
                  data-date={column.date.toString()}
                  data-label={column.label}
                  data-step={String(column.room.rules.stepMinutes)}
                >
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.slots.map((slot) => (
              <tr>
                <th scope="row" data-minute={String(slot)}>
                  {say[c.lang].time(
                    Temporal.PlainTime.from({ hour: Math.floor(slot / 60), minute: slot % 60 }),
                  )}
                </th>
                {columns.map((column, i) => {
                  const cell = grid.columns[i]?.get(slot)
                  if (cell === 'covered') return null
                  if (!cell)
                    return <td data-open={isOpen(facts, column.date, slot) ? 'true' : undefined}></td>
                  return (
                    <td rowspan={cell.rows} class="has-bookings">
                      {cell.items.map((item) => (
                        <Slot item={item} c={c} />
                      ))}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </room-calendar>
  )
}

const isOpen = (facts: HubFacts, date: Temporal.PlainDate, minute: number): boolean =>
  hoursOn(facts, date).hub.intervals.some(({ from, to }) => {
    const [start, end] = [inZone(from), inZone(to)]
    const clock = (at: Temporal.ZonedDateTime) =>
      date.until(at.toPlainDate()).days * 1440 + at.hour * 60 + at.minute
    return clock(start) <= minute && minute < clock(end)
  })

function Slot({ item: { booking, from, to, through }, c }: { item: Item; c: Visit }) {
  const t = staffTexts[c.lang]
  const length = booking.startsAt.until(booking.endsAt).total('minutes')
  const whole = to - from === length + booking.tidyMinutes
  const movable =
    !through &&
    whole &&
    booking.kind !== 'activity' &&
    ['requested', 'correction', 'booked'].includes(booking.state) &&
    Temporal.Instant.compare(booking.startsAt, c.now) > 0
  const name = bookerName(booking, c.lang)
  return (
    <a
      class="slot"
      href={c.url(staffRoomPaths.booking(booking.id))}
      data-kind={booking.kind}
      data-state={booking.state}
      data-through={through ? 'true' : undefined}
      data-booking={movable ? booking.id : undefined}
      data-from={movable ? String(from) : undefined}
      data-length={movable ? String(length) : undefined}
      data-name={movable ? name : undefined}
    >
      <span class="times">{say[c.lang].times(booking.startsAt, booking.endsAt)}</span> <span>{name}</span>{' '}
      {through && <span class="small">{t.calendar.through(pick(booking.roomName, c.lang).text)}</span>}
      {booking.state !== 'booked' && <span class="small">{t.states[booking.state]}</span>}
    </a>
  )
}

const most = 4

/** What is on each day; a day leads to its own view. */
function Month({ about, c }: { about: About; c: Visit }) {
  const t = staffTexts[c.lang].calendar
  const { hub, dates, room, rooms, date } = about
  const shown = room ? [room] : rooms
  const itemsOn = (day: Temporal.PlainDate) => {
    const all = shown.flatMap((one) => itemsIn(one, day, about))
    const own = all.filter((item) => room || !item.through)
    return own.sort((a, b) => a.from - b.from)
  }
  const first = dates[0] as Temporal.PlainDate
  const monday = first.subtract({ days: first.dayOfWeek - 1 })
  const weeks = Math.ceil((first.dayOfWeek - 1 + dates.length) / 7)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group that scrolls, not a landmark
    <div class="table-box room-month" tabindex={0} role="group" aria-label={say[c.lang].month(date)}>
      <table class="ds-table stacks">
        <caption>{say[c.lang].month(date)}</caption>
        <thead>
          <tr>
            {Array.from({ length: 7 }, (_, i) => (
              <th scope="col">{say[c.lang].weekday(monday.add({ days: i }))}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: weeks }, (_, week) => (
            <tr>
              {Array.from({ length: 7 }, (_, i) => {
                const day = monday.add({ days: week * 7 + i })
                if (day.month !== date.month) return <td></td>
                const items = itemsOn(day)
                const href = staffRoomPaths.calendar(hub.id, {
                  view: 'day',
                  date: day.toString(),
                  room: room?.id,
                })
                return (
                  <td>
                    <a href={c.url(href)}>
                      <span class="weekday">{say[c.lang].weekday(day)} </span>
                      {day.day}
                      <span class="ds-sr-only">. {say[c.lang].month(day)}</span>
                    </a>
                    <ul class="plain-list small">
                      {items.slice(0, most).map(({ booking }) => (
                        <li>
                          <span class="times">{say[c.lang].time(booking.startsAt)}</span>{' '}
                          {bookerName(booking, c.lang)}
                        </li>
                      ))}
                      {items.length > most && <li>{say[c.lang].plural(items.length, t.count)}</li>}
                    </ul>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
