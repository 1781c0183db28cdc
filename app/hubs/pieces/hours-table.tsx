import { raw } from 'hono/html'
import { type LocalText, say, type Visit } from '#kernel'
import { Local, Table } from '#ui'
import type { HubFacts } from '../hours/facts.ts'
import { type HubDay, type OpenDay, type OpenInterval, twoWeeks } from '../hours/hours-between.ts'
import { perFacts } from '../hours/per-facts.ts'
import { texts } from '../texts/index.ts'
import { Example } from './open-now.tsx'
import { sayWhy } from './say-open.ts'

type Asked = { facts: HubFacts; serviceId?: string | null; caption?: string; c: Visit }

// It is the same for everybody who reads in one language on one day, and the largest piece of a hub's page.
const written = perFacts<string>(300)

/** The coming two weeks of a hub or a service, staffed and staffless apart. */
export function ComingHours(asked: Asked) {
  const { facts, serviceId = null, caption = '', c } = asked
  const key = [c.lang, c.today, serviceId, caption].join(' ')
  return raw(written(facts, key, () => String(Written(asked))))
}

function Written({ facts, serviceId = null, caption, c }: Asked) {
  const t = texts[c.lang]
  const coming = twoWeeks(facts, c.today)
  const open = (day: HubDay): OpenDay =>
    (serviceId === null ? day.hub : day.services[serviceId]) ?? { known: false, intervals: [], why: [] }
  if (!coming.some((day) => open(day).known)) return <p>{t.hub.noHours}</p>

  const isExample = coming.some((day) => open(day).intervals.some((i) => i.example))
  // Where nobody ever opens without staff, the word "staffed" on every line would only be noise.
  const apart = coming.some((day) => open(day).intervals.some((i) => i.state === 'staffless'))

  return (
    <>
      {isExample && (
        <p>
          <Example c={c} /> {t.exampleExplained}
        </p>
      )}
      <Table
        caption={caption ?? t.hub.twoWeeks}
        rowHead
        head={[t.hub.day, t.hub.hours]}
        rows={coming.map((day) => [
          <DayName date={day.date} c={c} />,
          <>
            <DayHours intervals={open(day).intervals} apart={apart} c={c} />
            <Notes notes={notesOf(day, open(day), c)} c={c} />
          </>,
        ])}
      />
    </>
  )
}

const states = ['staffed', 'staffless'] as const

/** When it is open on one day; staffed and staffless time apart where there is both. */
export function DayHours({
  intervals,
  apart,
  c,
}: {
  intervals: readonly OpenInterval[]
  apart: boolean
  c: Visit
}) {
  const t = texts[c.lang]
  if (!apart || intervals.length === 0) return <Times intervals={intervals} c={c} />
  return (
    <>
      {states
        .map((state) => ({ state, own: intervals.filter((i) => i.state === state) }))
        .filter(({ own }) => own.length > 0)
        .map(({ state, own }) => (
          <span class="hours-line" data-state={state}>
            {t[state]} <Times intervals={own} c={c} />
          </span>
        ))}
    </>
  )
}

const DayName = ({ date, c }: { date: Temporal.PlainDate; c: Visit }) => (
  <time datetime={date.toString()}>
    {date.equals(c.today) ? texts[c.lang].hub.todayIs : say[c.lang].dateShort(date)}
  </time>
)

export const Times = ({ intervals, c }: { intervals: readonly OpenInterval[]; c: Visit }) => {
  if (intervals.length === 0) return <span class="closed-day">{texts[c.lang].hub.closedDay}</span>
  const said = intervals.map((i, n) => (
    <>
      {n > 0 && ', '}
      <span class="times">{sayInterval(i, c)}</span>
    </>
  ))
  return <>{said}</>
}

/** 00.00–00.00 is how nobody says "the whole day". */
const sayInterval = (i: OpenInterval, c: Visit) =>
  i.from.until(i.to).total('hours') >= 23 && say[c.lang].time(i.from) === say[c.lang].time(i.to)
    ? say[c.lang].times(i.from, i.to).replace(/[^–]+$/, c.lang === 'en' ? '24:00' : '24.00')
    : say[c.lang].times(i.from, i.to)

function notesOf(day: HubDay, open: OpenDay, c: Visit): (string | LocalText)[] {
  const why = sayWhy(open.why, c.lang)
  const named = day.holiday ? [day.holiday.name] : day.schoolHoliday ? [day.schoolHoliday] : []
  return [...named, ...why.filter((sentence) => sentence !== day.holiday?.name)]
}

const Notes = ({ notes, c }: { notes: (string | LocalText)[]; c: Visit }) =>
  notes.length === 0 ? null : (
    <span class="hours-note">
      {notes.map((note, i) => (
        <>
          {i > 0 && ' · '}
          {typeof note === 'string' ? note : <Local text={note} c={c} />}
        </>
      ))}
    </span>
  )
