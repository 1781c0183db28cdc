import { type Repeat, readRrule, type WeekdayCode, weekdayCodes, writeRrule } from './rrule-text.ts'

/** How a host says it: never, every week, every other week, the same weekday or date each month, or an RRULE of their own. */
export const repeats = [
  'never',
  'weekly',
  'every-other-week',
  'monthly-weekday',
  'monthly-date',
  'daily',
  'rrule',
] as const
export type RepeatFields = {
  repeat: (typeof repeats)[number]
  /** Weekdays beside the first date's own, for weekly repeats. */
  weekdays?: WeekdayCode[]
  ends?: 'never' | 'until' | 'count'
  until?: string
  count?: number
  /** Only for `rrule`. */
  rrule?: string
}

export const weekdayOf = (date: Temporal.PlainDate) => weekdayCodes[date.dayOfWeek - 1] as WeekdayCode

/** The nth weekday of its month that a date is; the last one counts as -1 when it is a fifth. */
const nthOfMonth = (date: Temporal.PlainDate) => {
  const nth = Math.ceil(date.day / 7)
  return nth === 5 ? -1 : nth
}

/** The RRULE for what the host chose; null when it happens once. */
export function rruleFrom(fields: RepeatFields, start: Temporal.PlainDate): string | null {
  if (fields.repeat === 'never') return null
  if (fields.repeat === 'rrule') return fields.rrule ?? ''
  const weekly = fields.repeat === 'weekly' || fields.repeat === 'every-other-week'
  const days = weekly
    ? weekdayCodes.filter((code) => code === weekdayOf(start) || fields.weekdays?.includes(code))
    : []
  const repeat: Repeat = {
    freq: weekly ? 'WEEKLY' : fields.repeat === 'daily' ? 'DAILY' : 'MONTHLY',
    interval: fields.repeat === 'every-other-week' ? 2 : 1,
    byDay:
      fields.repeat === 'monthly-weekday'
        ? [{ day: weekdayOf(start), nth: nthOfMonth(start) }]
        : days.map((day) => ({ day, nth: null })),
    byMonthDay: fields.repeat === 'monthly-date' ? [start.day] : [],
    until: fields.ends === 'until' && fields.until ? Temporal.PlainDate.from(fields.until) : null,
    count: fields.ends === 'count' && fields.count ? fields.count : null,
  }
  return writeRrule(repeat)
}

/** The fields that show an RRULE again; `rrule` itself when the plain fields cannot say it. */
export function fieldsFrom(rrule: string | null, start: Temporal.PlainDate): RepeatFields {
  if (rrule === null) return { repeat: 'never' }
  const repeat = readRrule(rrule)
  if (typeof repeat === 'string') return { repeat: 'rrule', rrule }
  const end: Partial<RepeatFields> = repeat.until
    ? { ends: 'until', until: repeat.until.toString() }
    : repeat.count
      ? { ends: 'count', count: repeat.count }
      : { ends: 'never' }
  const weekdays = repeat.byDay.map((d) => d.day)
  const candidates: RepeatFields[] = [
    { repeat: 'weekly', weekdays, ...end },
    { repeat: 'every-other-week', weekdays, ...end },
    { repeat: 'monthly-weekday', ...end },
    { repeat: 'monthly-date', ...end },
    { repeat: 'daily', ...end },
  ]
  const same = writeRrule(
    weekdays.length === 0 && repeat.freq === 'WEEKLY'
      ? { ...repeat, byDay: [{ day: weekdayOf(start), nth: null }] }
      : repeat,
  )
  return candidates.find((fields) => rruleFrom(fields, start) === same) ?? { repeat: 'rrule', rrule }
}
