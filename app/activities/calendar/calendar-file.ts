import { setImmediate as nextTurn } from 'node:timers/promises'
import ical, { escape, foldLines, ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { config, zone } from '#kernel'
import { calendarZone } from './calendar-zone.ts'

/** One date in somebody's calendar. */
export type CalendarDate = {
  occurrenceId: number
  /** Rises with every change that people were told about. */
  sequence: number
  changedAt: Temporal.Instant
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  cancelled: boolean
  title: string
  description: string
  location: string
  url: string
  category?: string
}

export type CalendarAbout = { name: string; url?: string; method?: 'PUBLISH' | 'REQUEST' | 'CANCEL'; refreshEvery?: string }

/** The same in a mail, in a feed and in one's own calendar, so that none of them shows it twice. */
export const occurrenceUid = (occurrenceId: number) => `occurrence-${occurrenceId}@${new URL(config.publicUrl).hostname}`

// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 5545 allows none of them in text
const plain = (text: string) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '')

const zoneText = calendarZone(zone)
const productId = '-//Innbyggertorg//Innbyggertorg//NO'

/** What stands before the first date. The library leaves the calendar's own name unescaped, so the frame is ours. */
export function calendarHead({ name, url, method, refreshEvery = 'PT1H' }: CalendarAbout): string {
  return foldLines(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      `PRODID:${productId}`,
      'CALSCALE:GREGORIAN',
      ...(method ? [`METHOD:${method}`] : []),
      ...(url ? [`URL:${url}`, `SOURCE;VALUE=URI:${url}`] : []),
      `NAME:${escape(plain(name), false)}`,
      `X-WR-CALNAME:${escape(plain(name), false)}`,
      `X-WR-TIMEZONE:${zone}`,
      `REFRESH-INTERVAL;VALUE=DURATION:${refreshEvery}`,
      `X-PUBLISHED-TTL:${refreshEvery}`,
      zoneText,
    ].join('\r\n'),
  )
}
export const calendarTail = 'END:VCALENDAR\r\n'

/** The zone stands on each date and not on the calendar, where the library would write DTSTAMP in it, which must be UTC. */
export function calendarEvent(date: CalendarDate): string {
  const event = ical().createEvent({
    id: occurrenceUid(date.occurrenceId),
    sequence: date.sequence,
    stamp: date.changedAt,
    lastModified: date.changedAt,
    start: date.startsAt,
    end: date.endsAt,
    timezone: zone,
    summary: plain(date.title),
    description: plain(date.description),
    location: plain(date.location) || null,
    url: date.url,
    status: date.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: date.cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    busystatus: date.cancelled ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
    ...(date.category && { categories: [{ name: date.category }] }),
  })
  return foldLines(event.toString())
}

/** A date costs some 50 µs: so many at a time hold the event loop for a few milliseconds. */
const atATime = 50

/**
 * A whole calendar. Between handfuls of dates it lets others have a turn: the library alone takes a quarter of a
 * second for 5,000 dates, while nobody else is answered.
 */
export async function calendarFile(
  about: CalendarAbout,
  dates: AsyncIterable<CalendarDate[]> | Iterable<CalendarDate[]>,
  giveWay: () => Promise<unknown> = nextTurn,
): Promise<Uint8Array> {
  const pieces = [Buffer.from(calendarHead(about))]
  for await (const some of dates) {
    for (let i = 0; i < some.length; i += atATime) {
      pieces.push(Buffer.from(some.slice(i, i + atATime).map(calendarEvent).join('')))
      await giveWay()
    }
  }
  pieces.push(Buffer.from(calendarTail))
  return Buffer.concat(pieces)
}
