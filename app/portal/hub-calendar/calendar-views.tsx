import { DayHours, type HubFacts, hoursOn } from '#hubs'
import { say, type Visit } from '#kernel'
import type { RoomView } from '#rooms'
import { Local } from '#ui'
import { roomsTexts } from '../texts/rooms.ts'
import { capital } from '../whats-on/days.ts'
import { type Entry, isOn, takes } from './entries.ts'
import { EntryList, Title } from './entry-list.tsx'

type Props = {
  entries: readonly Entry[]
  facts: HubFacts
  /** Where a day leads. */
  dayHref: (date: Temporal.PlainDate) => string
  c: Visit
}

/** Nothing where nobody has told us the hours. */
function Hours({ facts, date, c }: { facts: HubFacts; date: Temporal.PlainDate; c: Visit }) {
  const { hub } = hoursOn(facts, date)
  return hub.known ? (
    <p class="small">
      <DayHours
        intervals={hub.intervals}
        apart={hub.intervals.some(({ state }) => state === 'staffless')}
        c={c}
      />
    </p>
  ) : null
}

/** One day, room by room; what has no room stands first. */
export function DayView({
  date,
  rooms,
  entries,
  facts,
  c,
}: Omit<Props, 'dayHref'> & { date: Temporal.PlainDate; rooms: readonly RoomView[] }) {
  const t = roomsTexts[c.lang].calendar
  const today = entries.filter((entry) => isOn(entry, date))
  const without = today.filter((entry) => entry.rooms.length === 0)
  return (
    <>
      <Hours facts={facts} date={date} c={c} />
      <ol class="week day-by-room">
        {(without.length > 0 || rooms.length === 0) && (
          <li class="week-day">
            <h3 class="day">{t.noRoom}</h3>
            <EntryList entries={without} hubId={facts.hubId} c={c} />
          </li>
        )}
        {rooms.map((room) => {
          const here = today.filter((entry) => takes(entry, room))
          return (
            <li class="week-day">
              <h3 class="day">
                <a href={c.url(`/rooms/${room.id}`)}>
                  <Local text={room.name} c={c} />
                </a>
              </h3>
              <EntryList
                entries={here}
                hubId={facts.hubId}
                withRooms={here.some((entry) => entry.rooms.some(({ id }) => id !== room.id))}
                c={c}
              />
            </li>
          )
        })}
      </ol>
    </>
  )
}

/** Seven days beside each other; below each other on a phone. */
export const WeekView = ({ monday, entries, facts, dayHref, c }: Props & { monday: Temporal.PlainDate }) => (
  <ol class="week">
    {Array.from({ length: 7 }, (_, i) => {
      const date = monday.add({ days: i })
      return (
        <li class={date.equals(c.today) ? 'week-day is-today' : 'week-day'}>
          <h3 class="day">
            <a href={dayHref(date)} rel="nofollow">
              <time datetime={date.toString()}>{capital(say[c.lang].date(date), c)}</time>
            </a>
          </h3>
          <Hours facts={facts} date={date} c={c} />
          <EntryList entries={entries.filter((entry) => isOn(entry, date))} hubId={facts.hubId} c={c} />
        </li>
      )
    })}
  </ol>
)

const inCell = 4

/** A month as it hangs on the wall: a real table. A phone shows how much each day has, and the day's page the rest. */
export function MonthView({ first, entries, facts, dayHref, c }: Props & { first: Temporal.PlainDate }) {
  const t = roomsTexts[c.lang].calendar
  const s = say[c.lang]
  const start = first.subtract({ days: first.dayOfWeek - 1 })
  const weeks = Math.ceil((first.dayOfWeek - 1 + first.daysInMonth) / 7)
  return (
    <table class="month">
      <caption class="ds-sr-only">{s.month(first)}</caption>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, i) => {
            const name = s.weekday(start.add({ days: i }))
            return (
              <th scope="col">
                <abbr title={name}>{name.slice(0, 2)}</abbr>
                <span class="rest">{name.slice(2)}</span>
              </th>
            )
          })}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: weeks }, (_, w) => (
          <tr>
            {Array.from({ length: 7 }, (_, d) => {
              const date = start.add({ days: w * 7 + d })
              if (date.month !== first.month)
                return (
                  <td class="is-outside">
                    <span class="number">{date.day}</span>
                  </td>
                )
              const onDay = entries.filter((entry) => isOn(entry, date))
              const { hub } = hoursOn(facts, date)
              return (
                <td class={date.equals(c.today) ? 'is-today' : undefined}>
                  <a class="month-day" href={dayHref(date)} rel="nofollow">
                    <span class="ds-sr-only">{s.date(date)}: </span>
                    <span class="number" aria-hidden="true">
                      {date.day}
                    </span>
                    {onDay.length > 0 && (
                      <span class="count">
                        {onDay.length}
                        <span class="ds-sr-only"> {t.entries}</span>
                      </span>
                    )}
                    {hub.known && hub.intervals.length === 0 && <span class="rest small"> {t.closed}</span>}
                  </a>
                  {onDay.length > 0 && (
                    <ul class="month-dates">
                      {onDay.slice(0, inCell).map((entry) => (
                        <li
                          data-hub={entry.kind === 'activity' ? facts.hubId : undefined}
                          class={entry.mark === 'cancelled' ? 'is-cancelled' : undefined}
                        >
                          <span class="numbers">{s.time(entry.from)}</span> <Title entry={entry} c={c} />
                        </li>
                      ))}
                      {onDay.length > inCell && (
                        <li>
                          <a href={dayHref(date)} rel="nofollow">
                            {t.more(onDay.length - inCell)}
                            <span class="ds-sr-only"> {s.date(date)}</span>
                          </a>
                        </li>
                      )}
                    </ul>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
