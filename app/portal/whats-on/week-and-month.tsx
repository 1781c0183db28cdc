import { activityTexts, type Day, type Filters } from '#activities'
import { pick, say, type Visit } from '#kernel'
import { texts } from '../texts/index.ts'
import { capital, clock, dateHref, type HubNames } from './days.ts'
import { whatsOnHref } from './filter-form.tsx'

type Props = { filters: Filters; days: Day[]; hubs: HubNames; c: Visit }

/** Seven days beside each other; below each other on a phone and on paper. */
export function Week({ monday, days, hubs, filters, c }: Props & { monday: Temporal.PlainDate }) {
  const t = texts[c.lang].whatsOn
  const found = new Map(days.map((day) => [day.date, day]))
  return (
    <ol class="week">
      {Array.from({ length: 7 }, (_, i) => {
        const date = monday.add({ days: i })
        const day = found.get(date.toString())
        const shown = day?.items.length ?? 0
        return (
          <li class={date.equals(c.today) ? 'week-day is-today' : 'week-day'}>
            <h2 class="day">
              <time datetime={date.toString()}>{capital(say[c.lang].date(date), c)}</time>
              {date.equals(c.today) && (
                <span class="quiet small no-print"> · {t.quick.today.toLocaleLowerCase(c.lang)}</span>
              )}
            </h2>
            {day ? <WeekDates day={day} hubs={hubs} c={c} /> : <p class="quiet small">{t.noneThatDay}</p>}
            {day && day.count > shown && (
              <p>
                <a href={whatsOnHref({ ...filters, from: day.date, to: day.date }, 'list', c)}>
                  {t.more(day.count - shown)}
                </a>
              </p>
            )}
          </li>
        )
      })}
    </ol>
  )
}

const WeekDates = ({ day, hubs, c }: { day: Day; hubs: HubNames; c: Visit }) => (
  <ul class="week-dates">
    {day.items.map((date) => {
      const title = pick(date.title, c.lang)
      return (
        <li
          data-hub={date.hubId ?? undefined}
          class={date.state === 'cancelled' ? 'is-cancelled' : undefined}
        >
          <time datetime={date.startsAt}>
            {clock(date.from, c.lang)}–{clock(date.to, c.lang)}
          </time>
          <a href={dateHref(date, c)} lang={title.lang === c.lang ? undefined : title.lang}>
            {title.text}
          </a>
          <span class="quiet small">
            {date.hubId ? hubs.get(date.hubId) : activityTexts[c.lang].wholeMunicipality}
          </span>
          {date.state === 'cancelled' && (
            <strong class="small">{activityTexts[c.lang].states.cancelled}</strong>
          )}
        </li>
      )
    })}
  </ul>
)

/** A month as it hangs on the wall: a real table, so that rows and columns can be heard. */
export function Month({ month, days, filters, c }: Props & { month: Temporal.PlainYearMonth }) {
  const t = texts[c.lang].whatsOn
  const found = new Map(days.map((day) => [day.date, day]))
  const first = month.toPlainDate({ day: 1 })
  const start = first.subtract({ days: first.dayOfWeek - 1 })
  const weeks = Math.ceil((first.dayOfWeek - 1 + month.daysInMonth) / 7)
  const weekdays = Array.from({ length: 7 }, (_, i) => say[c.lang].weekday(start.add({ days: i })))
  return (
    <table class="month">
      <caption class="ds-sr-only">{say[c.lang].month(first)}</caption>
      <thead>
        <tr>
          {weekdays.map((name) => (
            <th scope="col">
              <abbr title={name}>{name.slice(0, 2)}</abbr>
              <span class="rest">{name.slice(2)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: weeks }, (_, w) => (
          <tr>
            {Array.from({ length: 7 }, (_, d) => {
              const date = start.add({ days: w * 7 + d })
              const day = found.get(date.toString())
              const outside = date.month !== month.month
              return (
                <td
                  class={
                    [outside && 'is-outside', date.equals(c.today) && 'is-today'].filter(Boolean).join(' ') ||
                    undefined
                  }
                >
                  {day ? (
                    <>
                      <a
                        class="month-day"
                        href={whatsOnHref({ ...filters, from: day.date, to: day.date }, 'list', c)}
                      >
                        <span class="ds-sr-only">{say[c.lang].date(date)}: </span>
                        <span class="number" aria-hidden="true">
                          {date.day}
                        </span>
                        <span class="count">
                          {day.count}
                          <span class="ds-sr-only">
                            {' '}
                            {say[c.lang].plural(day.count, t.found).replace(/^\S+\s/, '')}
                          </span>
                        </span>
                      </a>
                      <ul class="month-dates">
                        {day.items.map((item) => {
                          const title = pick(item.title, c.lang)
                          return (
                            <li
                              data-hub={item.hubId ?? undefined}
                              class={item.state === 'cancelled' ? 'is-cancelled' : undefined}
                            >
                              <span class="numbers">{clock(item.from, c.lang)}</span>{' '}
                              <a
                                href={dateHref(item, c)}
                                lang={title.lang === c.lang ? undefined : title.lang}
                              >
                                {title.text}
                              </a>
                            </li>
                          )
                        })}
                      </ul>
                    </>
                  ) : (
                    <span class="number">{date.day}</span>
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
