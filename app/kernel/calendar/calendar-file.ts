import { setImmediate as nextTurn } from 'node:timers/promises'
import ical, {
  escape as escaped,
  foldLines,
  ICalAttendeeStatus,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import { config } from '../config.ts'
import { municipality } from '../municipality.ts'
import { zone } from '../time.ts'
import { calendarZone } from './calendar-zone.ts'

/** One date in somebody's calendar. */
export type CalendarEntry = {
  /** Never changes, whatever happens to the date: calendars replace the entry with the same uid. */
  uid: string
  /** Rises with every change; calendars ignore what is older than what they have. */
  sequence: number
  /** When it was written as it is now. Said when known, so that the same dates give the same bytes. */
  changedAt?: Temporal.Instant
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  title: string
  where?: string
  description?: string
  url?: string
  category?: string
  cancelled?: boolean
  /** Whose calendar it goes into; calendars file an invitation only for somebody invited. */
  attendee?: { name: string; email: string }
}

export type CalendarAbout = {
  name?: string
  /** Where it is fetched again. */
  url?: string
  /** PUBLISH for feeds and downloads, REQUEST and CANCEL for mail. */
  method?: 'PUBLISH' | 'REQUEST' | 'CANCEL'
}

/** The same in every feed, so that who follows two of them sees it once. */
export const calendarUid = (name: string) => `${name}@${new URL(config.publicUrl).hostname}`

// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 5545 allows none of them in text
const plain = (text: string) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '')

const zoneText = calendarZone(zone)
const productId = '-//Innbyggertorg//Innbyggertorg//NO'
const often = 'PT1H'

/** What stands before the first date. The library leaves the calendar's own name unescaped, so the frame is ours. */
function head({ name, url, method = 'PUBLISH' }: CalendarAbout): string {
  const title = name && escaped(plain(name), false)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${productId}`,
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    ...(title ? [`NAME:${title}`, `X-WR-CALNAME:${title}`] : []),
    `X-WR-TIMEZONE:${zone}`,
    ...(url
      ? [
          `URL:${url}`,
          `SOURCE;VALUE=URI:${url}`,
          `REFRESH-INTERVAL;VALUE=DURATION:${often}`,
          `X-PUBLISHED-TTL:${often}`,
        ]
      : []),
    zoneText,
  ]
  return foldLines(lines.join('\r\n'))
}
const tail = 'END:VCALENDAR\r\n'

/** The zone stands on each date and not on the calendar, where the library would write DTSTAMP in it, which must be UTC. */
function written(entry: CalendarEntry): string {
  const event = ical().createEvent({
    id: entry.uid,
    sequence: entry.sequence,
    stamp: entry.changedAt ?? Temporal.Now.instant(),
    lastModified: entry.changedAt ?? null,
    start: entry.startsAt,
    end: entry.endsAt,
    timezone: zone,
    summary: plain(entry.title),
    description: plain(entry.description ?? '') || null,
    location: plain(entry.where ?? '') || null,
    url: entry.url ?? null,
    status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: entry.cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    categories: entry.category ? [{ name: entry.category }] : [],
    organizer: entry.attendee ? { name: municipality.name, email: municipality.email } : null,
    attendees: entry.attendee
      ? [{ ...entry.attendee, status: ICalAttendeeStatus.ACCEPTED, rsvp: false }]
      : [],
  })
  return foldLines(event.toString())
}

/** For a mail or one activity: a handful of dates. */
export const calendarText = (entries: readonly CalendarEntry[], about: CalendarAbout = {}): string =>
  [head(about), ...entries.map(written), tail].join('')

/** A date costs some 50 µs: so many at a time hold the event loop for a few milliseconds. */
const atATime = 50

/**
 * A whole calendar. Between handfuls of dates it lets others have a turn: the library alone takes a quarter of a
 * second for 5,000 dates, while nobody else is answered.
 */
export async function longCalendar(
  about: CalendarAbout,
  entries: AsyncIterable<CalendarEntry[]> | Iterable<CalendarEntry[]>,
  giveWay: () => Promise<unknown> = nextTurn,
): Promise<Uint8Array> {
  const pieces = [Buffer.from(head(about))]
  for await (const some of entries) {
    for (let i = 0; i < some.length; i += atATime) {
      pieces.push(
        Buffer.from(
          some
            .slice(i, i + atATime)
            .map(written)
            .join(''),
        ),
      )
      await giveWay()
    }
  }
  pieces.push(Buffer.from(tail))
  return Buffer.concat(pieces)
}
