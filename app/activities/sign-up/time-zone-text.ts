type Span = { startsAt: Temporal.Instant; endsAt: Temporal.Instant }

/**
 * VTIMEZONE for the zone, with each change of the clocks that the entries can meet written out. No list of rules to
 * keep up to date: the runtime's own zone data says when the clocks change.
 */
export function timeZoneText(zone: string, entries: readonly Span[]): string {
  const first = entries[0]
  if (!first) return ''
  let from = first.startsAt
  let to = first.endsAt
  for (const { startsAt, endsAt } of entries) {
    if (Temporal.Instant.compare(startsAt, from) < 0) from = startsAt
    if (Temporal.Instant.compare(endsAt, to) > 0) to = endsAt
  }
  const lines = ['BEGIN:VTIMEZONE', `TZID:${zone}`]
  let change = from.toZonedDateTimeISO(zone).getTimeZoneTransition('previous')
  if (!change) lines.push(...observance('STANDARD', '19700101T000000', from.toZonedDateTimeISO(zone).offset, from.toZonedDateTimeISO(zone).offset))
  while (change && Temporal.Instant.compare(change.toInstant(), to) <= 0) {
    const before = change.subtract({ nanoseconds: 1 })
    const kind = change.offsetNanoseconds > before.offsetNanoseconds ? 'DAYLIGHT' : 'STANDARD'
    // The moment of the change, as clocks showed it before they were changed.
    lines.push(...observance(kind, wallClock(before.add({ nanoseconds: 1 }).toInstant(), before.offset), before.offset, change.offset))
    change = change.getTimeZoneTransition('next')
  }
  return [...lines, 'END:VTIMEZONE'].join('\r\n')
}

const observance = (kind: 'DAYLIGHT' | 'STANDARD', start: string, from: string, to: string) => [
  `BEGIN:${kind}`,
  `DTSTART:${start}`,
  `TZOFFSETFROM:${from.replace(':', '')}`,
  `TZOFFSETTO:${to.replace(':', '')}`,
  `END:${kind}`,
]

const wallClock = (instant: Temporal.Instant, offset: string) =>
  instant.toZonedDateTimeISO(offset).toPlainDateTime().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')
