import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compileFunction } from 'node:vm'
import type { opening_hours } from 'opening_hours'

/**
 * `opening_hours` reads the clock zone of the process through `Date`. A process in Auckland would then skip 02:30 on
 * a night when nobody in Norway does. So the package is given a Date of its own whose local time is the wall clock
 * that is asked about, stored as if it were UTC: whatever zone the process runs in, no hour is missing or doubled.
 */
class WallDate extends Date {
  constructor(
    ...parts: [] | [number | string | Date] | [number, number, number?, number?, number?, number?, number?]
  ) {
    if (parts.length < 2) super(parts.length === 0 ? Date.now() : (parts[0] as number))
    else super(Date.UTC(...(parts as [number, number])))
  }
}
for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
  const own = WallDate.prototype as unknown as Record<string, unknown>
  own[`get${part}`] = own[`getUTC${part}`]
  if (part !== 'Day') own[`set${part}`] = own[`setUTC${part}`]
}
WallDate.prototype.getTimezoneOffset = () => 0

type Package = new (text: string, place: null, options: { locale: string; mode: 0 }) => opening_hours

let loaded: Package | undefined
/** Loaded at first use: it carries the world's holidays (20 MB in memory), which a worker or a CLI never needs. */
function openingHours(): Package {
  if (loaded) return loaded
  const here = createRequire(import.meta.url)
  const file = here.resolve('opening_hours')
  const module = { exports: {} as Package }
  compileFunction(readFileSync(file, 'utf8'), ['module', 'exports', 'require', 'Date'], { filename: file })(
    module,
    module.exports,
    createRequire(file),
    WallDate,
  )
  loaded = module.exports
  return loaded
}

/** From–to on the wall clock of one place, without a zone. */
export type WallInterval = { from: Temporal.PlainDateTime; to: Temporal.PlainDateTime; unknown: boolean }

const asWallDate = (date: Temporal.PlainDate) => new WallDate(date.year, date.month - 1, date.day)
const fromWallDate = (date: Date) =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO('UTC').toPlainDateTime()

const parsed = new Map<string, opening_hours>()
function parse(text: string): opening_hours {
  let hours = parsed.get(text)
  if (!hours) {
    hours = new (openingHours())(text, null, { locale: 'nb', mode: 0 })
    if (parsed.size > 400) parsed.clear()
    parsed.set(text, hours)
  }
  return hours
}

/** What the text says between two midnights. Throws when the text cannot be read: ask `whyNotHours` first. */
export const wallIntervals = (
  text: string,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): WallInterval[] =>
  parse(text)
    .getOpenIntervals(asWallDate(from), asWallDate(to))
    .map(([start, end, unknown]) => ({ from: fromWallDate(start), to: fromWallDate(end), unknown }))

/** The text as the package would write it, and what it had to guess. Throws when it cannot be read at all. */
export function readHours(text: string) {
  const hours = parse(text)
  return { tidy: hours.prettifyValue({}), guesses: hours.getStructuredWarnings().map((w) => w.type) }
}
