import { field, instantAt } from '#kernel'
import type { Span } from '../shapes.ts'

export const whenFields = { date: field.date(), from: field.time(), to: field.time() }

/** What ends earlier on the clock than it begins goes on past midnight. */
export function spanTyped({ date, from, to }: { date: string; from: string; to: string }): Span {
  const day = Temporal.PlainDate.from(date)
  const [start, end] = [Temporal.PlainTime.from(from), Temporal.PlainTime.from(to)]
  const last = Temporal.PlainTime.compare(end, start) <= 0 ? day.add({ days: 1 }) : day
  return { from: instantAt(day, start), to: instantAt(last, end) }
}

/** A day of this century or its neighbours from an address; null when it is none. */
export function dateIn(text: string | null): Temporal.PlainDate | null {
  const date = field.date().safeParse(text)
  return date.success ? Temporal.PlainDate.from(date.data) : null
}
