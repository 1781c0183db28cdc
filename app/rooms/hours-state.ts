import { exceptionFor, type HubFacts, holds, hoursBetween, isPublicHoliday, statusOn } from '#hubs'
import { instantAt, inZone, startOfDay } from '#kernel'
import { type HoursState, hoursStates } from './rule-set.ts'
import type { Span } from './shapes.ts'

const compare = Temporal.Instant.compare
const farFuture = Temporal.Instant.from('9999-12-31T00:00Z')
const morning = Temporal.PlainTime.from('07:00')
const night = Temporal.PlainTime.from('22:00')

const strictness = (state: HoursState) => hoursStates.indexOf(state)
const strictest = (states: readonly HoursState[]): HoursState =>
  states.reduce((worst, state) => (strictness(state) > strictness(worst) ? state : worst), 'staffed')

/** The strictest state of the hub's hours that the span touches. Hours that nobody has told us are outside hours. */
export function hoursStateOf(facts: HubFacts, span: Span): HoursState {
  const first = inZone(span.from).toPlainDate()
  // An end at midnight does not touch the day that begins there.
  const last = inZone(span.to.subtract({ nanoseconds: 1 })).toPlainDate()
  if (isShut(facts, span, first, last)) return 'closed'
  const open = hoursBetween(facts, first.subtract({ days: 1 }), last)
    .flatMap((day) => day.hub.intervals)
    .filter((i) => touches(i, span))
  const outside = open.reduce<Span[]>((left, hole) => left.flatMap((piece) => cut(piece, hole)), [span])
  return strictest([
    ...open.map((i) => i.state),
    ...outside.flatMap((piece) => outsideHours(piece)),
    // A closure that leaves hours of its own: the hub is shut around them.
    ...(outside.some((piece) => isShutAround(facts, piece)) ? (['closed'] as const) : []),
  ])
}

/**
 * The same for many short times of one span: between two moments at which anything changes every answer is the same, and is
 * worked out once.
 */
export function hoursStatesIn(facts: HubFacts, span: Span): (time: Span) => HoursState {
  const changes = changesIn(facts, span)
  const known = new Map<number, HoursState>()
  return (time) => {
    const before = changes.findLastIndex((at) => at <= time.from.epochMilliseconds)
    const next = changes[before + 1]
    if (next !== undefined && next < time.to.epochMilliseconds) return hoursStateOf(facts, time)
    let state = known.get(before)
    if (state === undefined) {
      state = hoursStateOf(facts, time)
      known.set(before, state)
    }
    return state
  }
}

/** Every moment at which the state may become another, in order, in milliseconds since 1970. */
function changesIn(facts: HubFacts, span: Span): number[] {
  const first = inZone(span.from).toPlainDate().subtract({ days: 1 })
  const last = inZone(span.to).toPlainDate().add({ days: 1 })
  const moments = hoursBetween(facts, first, last).flatMap(({ hub }) =>
    hub.intervals.flatMap(({ from, to }) => [from, to]),
  )
  for (const { from, until } of facts.closures)
    moments.push(...[from, until].flatMap((end) => (end === null ? [] : [Temporal.Instant.from(end)])))
  for (let date = first; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 }))
    moments.push(startOfDay(date), instantAt(date, morning), instantAt(date, night))
  return [...new Set(moments.map((at) => at.epochMilliseconds))].sort((a, b) => a - b)
}

const touches = (a: Span, b: Span) => compare(a.from, b.to) < 0 && compare(b.from, a.to) < 0
const notEmpty = (span: Span) => compare(span.from, span.to) < 0
const cut = (piece: Span, hole: Span): Span[] =>
  touches(piece, hole)
    ? [
        { from: piece.from, to: hole.from },
        { from: hole.to, to: piece.to },
      ].filter(notEmpty)
    : [piece]

function isShut(facts: HubFacts, span: Span, first: Temporal.PlainDate, last: Temporal.PlainDate) {
  for (let date = first; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    const status = statusOn(facts, date.toString())
    if (status === 'planned' || status === 'closed') return true
  }
  return closures(facts, span).some((hours) => hours === undefined || hours === 'note')
}

const isShutAround = (facts: HubFacts, span: Span) => closures(facts, span).includes('own')

/** What each closure of the whole hub that touches the span leaves open: nothing, its own hours. */
const closures = (facts: HubFacts, span: Span) =>
  facts.closures
    .filter(
      (closure) =>
        closure.effect === 'closed' &&
        holds(closure, facts.hubId, null) &&
        touches(
          {
            from: Temporal.Instant.from(closure.from),
            to: closure.until === null ? farFuture : Temporal.Instant.from(closure.until),
          },
          span,
        ),
    )
    .map((closure) => exceptionFor(closure, facts.hubId, null)?.hours)
    .filter((hours) => hours !== 'as-usual')

/** Night, weekend or evening; a public holiday is like a Sunday. */
function outsideHours(span: Span): HoursState[] {
  const found: HoursState[] = []
  const last = inZone(span.to.subtract({ nanoseconds: 1 })).toPlainDate()
  for (
    let date = inZone(span.from).toPlainDate();
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const day = { from: instantAt(date, morning), to: instantAt(date, night) }
    const nights = [
      { from: startOfDay(date), to: day.from },
      { from: day.to, to: startOfDay(date.add({ days: 1 })) },
    ]
    if (nights.some((dark) => touches(dark, span))) found.push('night')
    if (touches(day, span)) found.push(date.dayOfWeek > 5 || isPublicHoliday(date) ? 'weekend' : 'evening')
  }
  return found
}
