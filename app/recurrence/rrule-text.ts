/** ISO weekdays, Monday is 1. */
export const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type WeekdayCode = (typeof weekdayCodes)[number]
type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'

/** A weekday, or the nth one of the month; -1 is the last. */
type ByDay = { day: WeekdayCode; nth: number | null }

export type Repeat = {
  freq: Frequency
  interval: number
  byDay: ByDay[]
  byMonthDay: number[]
  until: Temporal.PlainDate | null
  count: number | null
}

export type RruleProblem = 'recurrence.rule-broken' | 'recurrence.rule-unsupported'

const number = (text: string, min: number, max: number) => {
  const n = /^[+-]?\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  return n >= min && n <= max ? n : undefined
}

function untilOf(text: string, zone: string): Temporal.PlainDate | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, z] = match
  try {
    const date = Temporal.PlainDate.from(`${year}-${month}-${day}`, { overflow: 'reject' })
    if (!z) return date
    return Temporal.Instant.from(`${date}T${hour}:${minute}:${second}Z`)
      .toZonedDateTimeISO(zone)
      .toPlainDate()
  } catch {
    return undefined
  }
}

function byDayOf(text: string): ByDay | undefined {
  const match = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text)
  return match ? { day: match[2] as WeekdayCode, nth: match[1] ? Number(match[1]) : null } : undefined
}

/**
 * Reads an RRULE, or says what is wrong with it. Only what has a sentence a resident understands is taken: days, weeks,
 * months and years, never hours or the 100th day of the year.
 */
export function readRrule(text: string, zone = 'UTC'): Repeat | RruleProblem {
  const parts = new Map<string, string>()
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
    .split(';')) {
    const match = /^([A-Z-]+)=([^=]+)$/.exec(part)
    if (!match || parts.has(match[1] as string)) return 'recurrence.rule-broken'
    parts.set(match[1] as string, match[2] as string)
  }
  const freq = parts.get('FREQ')
  if (!freq) return 'recurrence.rule-broken'
  if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(freq)) {
    return /^(HOURLY|MINUTELY|SECONDLY)$/.test(freq)
      ? 'recurrence.rule-unsupported'
      : 'recurrence.rule-broken'
  }
  const repeat: Repeat = {
    freq: freq as Frequency,
    interval: 1,
    byDay: [],
    byMonthDay: [],
    until: null,
    count: null,
  }
  for (const [name, value] of parts) {
    if (name === 'FREQ' || (name === 'WKST' && value === 'MO')) continue
    if (name === 'INTERVAL') {
      const interval = number(value, 1, 52)
      if (!interval) return 'recurrence.rule-broken'
      repeat.interval = interval
    } else if (name === 'COUNT') {
      const count = number(value, 1, 9999)
      if (!count) return 'recurrence.rule-broken'
      repeat.count = count
    } else if (name === 'UNTIL') {
      const until = untilOf(value, zone)
      if (!until) return 'recurrence.rule-broken'
      repeat.until = until
    } else if (name === 'BYDAY') {
      for (const item of value.split(',')) {
        const day = byDayOf(item)
        if (!day) return 'recurrence.rule-broken'
        if (day.nth !== null && freq !== 'MONTHLY') return 'recurrence.rule-unsupported'
        repeat.byDay.push(day)
      }
      if (freq === 'YEARLY' || (freq === 'MONTHLY' && repeat.byDay.some((d) => d.nth === null)))
        return 'recurrence.rule-unsupported'
    } else if (name === 'BYMONTHDAY') {
      if (freq !== 'MONTHLY') return 'recurrence.rule-unsupported'
      for (const item of value.split(',')) {
        const day = number(item, -31, 31)
        if (!day) return 'recurrence.rule-broken'
        repeat.byMonthDay.push(day)
      }
    } else {
      return 'recurrence.rule-unsupported'
    }
  }
  if (repeat.count !== null && repeat.until !== null) return 'recurrence.rule-broken'
  if (repeat.byDay.length > 0 && repeat.byMonthDay.length > 0) return 'recurrence.rule-unsupported'
  return repeat
}

/** The RRULE text of a repeat; reading it back gives the same repeat. */
export function writeRrule(repeat: Repeat): string {
  const parts = [`FREQ=${repeat.freq}`]
  if (repeat.interval !== 1) parts.push(`INTERVAL=${repeat.interval}`)
  if (repeat.byDay.length > 0)
    parts.push(`BYDAY=${repeat.byDay.map((d) => `${d.nth ?? ''}${d.day}`).join(',')}`)
  if (repeat.byMonthDay.length > 0) parts.push(`BYMONTHDAY=${repeat.byMonthDay.join(',')}`)
  if (repeat.until) parts.push(`UNTIL=${repeat.until.toString().replaceAll('-', '')}`)
  if (repeat.count !== null) parts.push(`COUNT=${repeat.count}`)
  return parts.join(';')
}
