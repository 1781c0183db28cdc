import { setImmediate as othersFirst } from 'node:timers/promises'
import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { config, municipality, zone } from '#kernel'
import { timeZoneText } from './time-zone-text.ts'

export type CalendarEntry = {
  /** Never changes, whatever happens to the date: calendars replace the entry with the same uid. */
  uid: string
  /** Rises with every change; calendars ignore what is older than what they have. */
  sequence: number
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  title: string
  where?: string
  description?: string
  url?: string
  cancelled?: boolean
  /** Whose calendar it goes into; calendars file an invitation only for somebody invited. */
  attendee?: { name: string; email: string }
}

type Options = {
  name?: string
  /** PUBLISH for feeds and downloads, REQUEST and CANCEL for mail. */
  method?: 'PUBLISH' | 'REQUEST' | 'CANCEL'
  /** The moment it was written, in tests. */
  at?: Temporal.Instant
}

const host = () => new URL(config.publicUrl).hostname
export const occurrenceUid = (occurrenceId: number) => `occurrence-${occurrenceId}@${host()}`
export const signUpUid = (signUpId: string, occurrenceId: number) => `sign-up-${signUpId}-${occurrenceId}@${host()}`

/** A calendar file. For thousands of entries take `longCalendarText`. */
export function calendarText(entries: readonly CalendarEntry[], options: Options = {}): string {
  const calendar = ical({
    prodId: { company: municipality.name, product: 'Innbyggertorg', language: 'NO' },
    name: options.name,
    method: ICalCalendarMethod[options.method ?? 'PUBLISH'],
    // Named on each event only: with a zone of its own the calendar would write DTSTAMP in it, and that must be UTC.
    timezone: { name: null, generator: () => timeZoneText(zone, entries) },
  })
  for (const entry of entries)
    calendar.createEvent({
      id: entry.uid,
      sequence: entry.sequence,
      stamp: options.at ?? Temporal.Now.instant(),
      start: entry.startsAt.toZonedDateTimeISO(zone),
      end: entry.endsAt.toZonedDateTimeISO(zone),
      timezone: zone,
      summary: entry.title,
      location: entry.where || null,
      description: entry.description || null,
      url: entry.url || null,
      status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      organizer: entry.attendee ? { name: municipality.name, email: municipality.email } : null,
      attendees: entry.attendee ? [{ ...entry.attendee, status: ICalAttendeeStatus.ACCEPTED, rsvp: false }] : [],
    })
  return calendar.toString()
}

const batch = 100

/** The same file, made a little at a time: other requests are answered in between. */
export async function longCalendarText(entries: readonly CalendarEntry[], options: Options = {}): Promise<string> {
  const ends = 'END:VCALENDAR'
  const empty = calendarText([], options)
  const frame = empty.slice(0, empty.lastIndexOf(ends))
  const parts = [withZone(frame, timeZoneText(zone, entries))]
  for (let from = 0; from < entries.length; from += batch) {
    const text = calendarText(entries.slice(from, from + batch), options)
    parts.push(text.slice(text.indexOf('BEGIN:VEVENT'), text.lastIndexOf(ends)))
    await othersFirst()
  }
  return `${parts.join('')}${ends}`
}

/** An empty calendar has no zone to name; the long one gets it once, for all its entries. */
const withZone = (frame: string, text: string) =>
  `${frame.replace(/BEGIN:VTIMEZONE[\s\S]*END:VTIMEZONE\r\n/, '')}${text ? `${text}\r\n` : ''}`
