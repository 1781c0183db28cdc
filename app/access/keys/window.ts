import { instantAt, inZone } from '#kernel'

export type Span = { from: Temporal.Instant; to: Temporal.Instant }
/** Wall clock; may go past midnight. */
export type Alarm = { from: Temporal.PlainTime; to: Temporal.PlainTime }
export type Cut = 'before' | 'after' | 'alarm'
export type KeyWindow = Span & { cutBy: Cut[] }

/** A key works this long before and after what it is for. */
export const marginMinutes = 15

const later = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) > 0 ? a : b)
const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) < 0 ? a : b)
const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0

/**
 * When a key works: a quarter of an hour before and after, but never while others have the room and never while the building's
 * alarm is on. Undefined when nothing is left.
 */
export function keyWindow(
  about: Span,
  neighbours: readonly Span[],
  alarm: Alarm | null,
): KeyWindow | undefined {
  let from = about.from.subtract({ minutes: marginMinutes })
  let to = about.to.add({ minutes: marginMinutes })
  const cutBy = new Set<Cut>()
  for (const other of neighbours) {
    const isAhead = !isBefore(about.from, other.to)
    if (isAhead && isBefore(from, other.to)) {
      from = other.to
      cutBy.add('before')
    }
    const isAfter = !isBefore(other.from, about.to)
    if (isAfter && isBefore(other.from, to)) {
      to = other.from
      cutBy.add('after')
    }
  }
  const quiet = alarm ? largestPiece({ from, to }, alarmsIn({ from, to }, alarm), about) : { from, to }
  if (!quiet) return undefined
  if (!quiet.from.equals(from) || !quiet.to.equals(to)) cutBy.add('alarm')
  return { ...quiet, cutBy: [...cutBy] }
}

function alarmsIn({ from, to }: Span, alarm: Alarm): Span[] {
  const overnight = Temporal.PlainTime.compare(alarm.to, alarm.from) <= 0
  const last = inZone(to).toPlainDate()
  const alarms: Span[] = []
  for (
    let day = inZone(from).toPlainDate().subtract({ days: 1 });
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  )
    alarms.push({
      from: instantAt(day, alarm.from),
      to: instantAt(overnight ? day.add({ days: 1 }) : day, alarm.to),
    })
  return alarms
}

/** What the alarms leave of a window: one piece where there is none, one for each day where there is one every night. */
export const outsideAlarm = (window: Span, alarm: Alarm | null): Span[] =>
  piecesOf(window, alarm ? alarmsIn(window, alarm) : [])

function piecesOf(window: Span, alarms: readonly Span[]): Span[] {
  const pieces: Span[] = []
  let from = window.from
  for (const alarm of alarms) {
    if (isBefore(from, earlier(alarm.from, window.to)))
      pieces.push({ from, to: earlier(alarm.from, window.to) })
    from = later(from, alarm.to)
  }
  if (isBefore(from, window.to)) pieces.push({ from, to: window.to })
  return pieces
}

/** A key has one window: of what the alarms leave, the piece that has most of what the key is for. */
function largestPiece(window: Span, alarms: readonly Span[], about: Span): Span | undefined {
  const worth = (piece: Span) =>
    later(piece.from, about.from).until(earlier(piece.to, about.to)).total('seconds')
  return piecesOf(window, alarms)
    .filter((piece) => worth(piece) > 0)
    .sort((a, b) => worth(b) - worth(a))[0]
}
