import { factsOf } from '#hubs'
import { say, startOfDay, type Visit } from '#kernel'
import { wayOf } from '../booking-rules.ts'
import { freeTimes } from '../find/free-times.ts'
import { hoursStatesIn } from '../hours-state.ts'
import type { RoomView, Span } from '../shapes.ts'
import { pageTexts } from '../texts/pages.ts'
import { wallOf } from './when-form.ts'

/** A stretch that is booked at once, or that a host has to answer for. */
type Stretch = Span & { asks: boolean }
export type FreeWeek = { first: Temporal.PlainDate; days: { date: Temporal.PlainDate; free: Stretch[] }[] }

const daysShown = 7
const furthest = { days: 730 }

/** The week that begins on a day in the address, else today. Days before today show nothing. */
export async function readFreeWeek(room: RoomView, c: Visit): Promise<FreeWeek> {
  const first = firstDay(c)
  const dates = Array.from({ length: daysShown }, (_, nth) => first.add({ days: nth }))
  const week = { from: startOfDay(first), to: startOfDay(first.add({ days: daysShown })) }
  const [spans, hours] = await Promise.all([freeTimes(c.db, room.id, week, c.now), factsOf(c.db, room.hubId)])
  const stateAt = hours && hoursStatesIn(hours, week)
  const asks = (span: Span) => stateAt !== undefined && wayOf(room, {}, stateAt(span)) === 'approval'
  const free = spans.flatMap((span) => byWay(span, room.rules.stepMinutes, asks))
  return { first, days: dates.map((date) => ({ date, free: free.filter((span) => isOn(span, date)) })) }
}

/** A free day may be staffed, then staffless, then evening: it falls apart where the answer changes. */
function byWay({ from, to }: Span, stepMinutes: number, asks: (span: Span) => boolean): Stretch[] {
  const stretches: Stretch[] = []
  for (let at = from; Temporal.Instant.compare(at, to) < 0; ) {
    const next = at.add({ minutes: stepMinutes })
    const slot = { from: at, to: next, asks: asks({ from: at, to: next }) }
    const last = stretches.at(-1)
    if (last?.asks === slot.asks) last.to = next
    else stretches.push(slot)
    at = next
  }
  return stretches
}

const isOn = ({ from }: Span, date: Temporal.PlainDate) =>
  Temporal.Instant.compare(from, startOfDay(date)) >= 0 &&
  Temporal.Instant.compare(from, startOfDay(date.add({ days: 1 }))) < 0

function firstDay(c: Visit): Temporal.PlainDate {
  const typed = c.query.get('week') ?? ''
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return c.today
  try {
    const day = Temporal.PlainDate.from(typed)
    const past = Temporal.PlainDate.compare(day, c.today) < 0
    const far = Temporal.PlainDate.compare(day, c.today.add(furthest)) > 0
    return past || far ? c.today : day
  } catch {
    return c.today
  }
}

/** What pressing a free stretch fills in: its beginning, for as long as people usually stay. */
function fillIn({ from, to }: Span, room: RoomView): Span {
  const usual = Math.min(Math.max(120, room.rules.shortestMinutes), room.rules.longestMinutes)
  const end = from.add({ minutes: usual })
  return { from, to: Temporal.Instant.compare(end, to) < 0 ? end : to }
}

export function FreeTimesOfWeek({ room, week, c }: { room: RoomView; week: FreeWeek; c: Visit }) {
  const t = pageTexts[c.lang].room
  const s = say[c.lang]
  const href = (params: Record<string, string>, part: string) =>
    c.url(`/rooms/${room.id}?${new URLSearchParams(params)}#${part}`)
  const ahead = Temporal.PlainDate.compare(week.first, c.today) > 0
  const before = week.first.subtract({ days: daysShown })
  const earlier = Temporal.PlainDate.compare(before, c.today) > 0 ? before : c.today
  return (
    <section aria-labelledby="free">
      <h2 class="ds-heading" id="free">
        {t.freeTitle}
      </h2>
      {week.days.every(({ free }) => free.length === 0) ? (
        <p>{t.freeNoneAll}</p>
      ) : (
        <p>
          {t.freeLead} {week.days.some(({ free }) => free.some(({ asks }) => asks)) && t.freeAskHint}
        </p>
      )}
      <dl class="free-week">
        {week.days.map(({ date, free }) => (
          <div>
            <dt>{s.day(date, c.today)}</dt>
            <dd>
              {free.length === 0 ? (
                <span class="quiet">{t.freeNone}</span>
              ) : (
                <ul class="chips">
                  {free.map((span) => {
                    const fill = wallOf(fillIn(span, room))
                    return (
                      <li>
                        <a
                          class="chip"
                          href={href({ ...fill, week: week.first.toString() }, 'book')}
                          rel="nofollow"
                          data-asks={span.asks}
                          aria-label={`${s.times(span.from, span.to)}${span.asks ? `, ${t.freeAsk}` : ''}. ${t.freeFill(s.range(span.from, span.to, c.today))}`}
                        >
                          {s.times(span.from, span.to)}
                          {span.asks && `, ${t.freeAsk}`}
                        </a>
                      </li>
                    )
                  })}
                </ul>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p class="actions">
        {ahead && (
          <a href={href({ week: earlier.toString() }, 'free')} rel="nofollow">
            {t.earlierWeek}
          </a>
        )}
        <a href={href({ week: week.first.add({ days: daysShown }).toString() }, 'free')} rel="nofollow">
          {t.laterWeek}
        </a>
      </p>
    </section>
  )
}
