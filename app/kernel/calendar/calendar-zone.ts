/**
 * The zone's clock changes as a VTIMEZONE, worked out from the zone itself. The rule of this decade is enough: no
 * date in our calendars is older, and a new rule comes with a new Node.
 */
export function calendarZone(zone: string, from = Temporal.PlainDate.from('2020-01-01')): string {
  const start = from.toZonedDateTime(zone)
  const first = start.getTimeZoneTransition('next')
  const second = first?.getTimeZoneTransition('next')
  const parts = first && second ? [observance(first), observance(second)] : [fixed(start)]
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...parts.flat(), 'END:VTIMEZONE', ''].join('\r\n')
}

type Moment = Temporal.ZonedDateTime
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const compact = (at: Temporal.PlainDateTime) => at.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')
const offset = (at: Moment) => at.offset.replace(':', '')

/** `at` is the first moment after the clocks were changed. */
function observance(at: Moment): string[] {
  const before = at.subtract({ nanoseconds: 1 })
  const summer = at.offsetNanoseconds > before.offsetNanoseconds
  // RFC 5545: the onset is written as the clocks showed it before the change.
  const onset = at.toInstant().toZonedDateTimeISO(before.offset).toPlainDateTime()
  const isLast = onset.day + 7 > onset.daysInMonth
  const which = `${isLast ? -1 : Math.ceil(onset.day / 7)}${days[onset.dayOfWeek - 1]}`
  const kind = summer ? 'DAYLIGHT' : 'STANDARD'
  return [
    `BEGIN:${kind}`,
    `DTSTART:${compact(onset)}`,
    `RRULE:FREQ=YEARLY;BYMONTH=${onset.month};BYDAY=${which}`,
    `TZOFFSETFROM:${offset(before)}`,
    `TZOFFSETTO:${offset(at)}`,
    `END:${kind}`,
  ]
}

const fixed = (at: Moment) => [
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  `TZOFFSETFROM:${offset(at)}`,
  `TZOFFSETTO:${offset(at)}`,
  'END:STANDARD',
]
