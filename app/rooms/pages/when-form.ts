import { z } from 'zod'
import { field, instantAt, inZone, type Visit } from '#kernel'
import { type RepeatFields, type Rule, rruleFrom, ruleShape } from '#recurrence'
import type { Span } from '../shapes.ts'

/** How residents say that something repeats. Hosts know more ways. */
export const pageRepeats = ['never', 'weekly', 'every-other-week', 'monthly-weekday', 'daily'] as const
type PageRepeat = (typeof pageRepeats)[number]
const mostTimes = 60
const usualTimes = 10

/** A time on the wall. An end that is not after the start is on the next day: 22.00–00.00 ends at midnight. */
export const timeFields = { date: field.date(), from: field.time(), to: field.time() }
export type WallTime = { date: string; from: string; to: string }

export const repeatFields = {
  repeat: z.enum(pageRepeats).default('never'),
  times: field.number(2, mostTimes).default(usualTimes),
  skipPublic: field.tick(),
  skipSchool: field.tick(),
}
export type Repetition = { repeat: PageRepeat; times: number; skipPublic: boolean; skipSchool: boolean }
export const once: Repetition = { repeat: 'never', times: usualTimes, skipPublic: false, skipSchool: false }

const clock = (time: string) => Temporal.PlainTime.from(time)

export function spanOf({ date, from, to }: WallTime): Span {
  const day = Temporal.PlainDate.from(date)
  const overnight = Temporal.PlainTime.compare(clock(to), clock(from)) <= 0
  return {
    from: instantAt(day, clock(from)),
    to: instantAt(overnight ? day.add({ days: 1 }) : day, clock(to)),
  }
}

export function wallOf({ from, to }: Span): WallTime {
  const [start, end] = [inZone(from), inZone(to)]
  const short = { smallestUnit: 'minute' } as const
  return {
    date: start.toPlainDate().toString(),
    from: start.toPlainTime().toString(short),
    to: end.toPlainTime().toString(short),
  }
}

/** The rule for a time that repeats; the length is the wall's, so two hours are two hours on the nights clocks change. */
export function ruleOf(time: WallTime, repetition: Repetition): Rule {
  const elapsed = clock(time.from).until(clock(time.to)).total('minutes')
  const start = Temporal.PlainDate.from(time.date)
  const fields: RepeatFields = { repeat: repetition.repeat, ends: 'count', count: repetition.times }
  return ruleShape.parse({
    start: time.date,
    time: time.from,
    minutes: elapsed > 0 ? elapsed : elapsed + 24 * 60,
    rrule: rruleFrom(fields, start),
    skipPublicHolidays: repetition.skipPublic,
    skipSchoolHolidays: repetition.skipSchool,
  })
}

/** What the form shows before anybody has chosen: soon, at an hour when people meet. */
export function usualTime(c: Visit): WallTime {
  const now = inZone(c.now)
  const late = now.hour >= 20
  const hour = late ? 18 : Math.max(now.hour + 1, 8)
  const two = (n: number) => String(n).padStart(2, '0')
  return {
    date: (late ? c.today.add({ days: 1 }) : c.today).toString(),
    from: `${two(hour)}:00`,
    to: `${two((hour + 2) % 24)}:00`,
  }
}

/** The time in an address, when all of it is there and makes sense. */
export function timeIn(query: URLSearchParams): WallTime | undefined {
  const parsed = z.object(timeFields).safeParse(Object.fromEntries(query))
  return parsed.success ? parsed.data : undefined
}

export function repetitionIn(query: URLSearchParams): Repetition {
  const given = Object.fromEntries([...query].filter(([, value]) => value !== ''))
  const parsed = z.object(repeatFields).safeParse(given)
  return parsed.success ? parsed.data : once
}

/** The part of an address that says when. */
export function writeWhen(time: WallTime, repetition: Repetition = once): URLSearchParams {
  const params = new URLSearchParams({ ...time })
  if (repetition.repeat === 'never') return params
  params.set('repeat', repetition.repeat)
  params.set('times', String(repetition.times))
  if (repetition.skipPublic) params.set('skipPublic', '1')
  if (repetition.skipSchool) params.set('skipSchool', '1')
  return params
}
