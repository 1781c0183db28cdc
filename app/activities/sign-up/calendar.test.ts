import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { type CalendarEntry, calendarText } from './calendar.ts'

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Oslo]`).toInstant()
const entry = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: 'occurrence-1@localhost',
  sequence: 2,
  startsAt: at('2026-11-24T18:00'),
  endsAt: at('2026-11-24T20:00'),
  title: 'Språkkafé, med; kaffe',
  ...more,
})

/** Read as a calendar program reads it: by the file's own VTIMEZONE, not by ours. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const zones = calendar.getAllSubcomponents('vtimezone').map((zone) => new ICAL.Timezone(zone))
  return {
    calendar,
    zones,
    events: calendar.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component)
      const instant = (time: ICAL.Time) => {
        time.zone = zones[0] as ICAL.Timezone
        return Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1000).toString()
      }
      return { component, event, starts: instant(event.startDate), ends: instant(event.endDate) }
    }),
  }
}

describe('a calendar file', () => {
  test('says what, when and where, and survives commas, semicolons and line ends', () => {
    const { calendar, events } = read(calendarText([entry({ where: 'Kjøkkenet, 1. etasje', description: 'Ta med\nkopp' })], { name: 'Prøve', method: 'REQUEST' }))
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST')
    expect(events).toHaveLength(1)
    expect(events[0]?.event).toMatchObject({
      uid: 'occurrence-1@localhost',
      sequence: 2,
      summary: 'Språkkafé, med; kaffe',
      location: 'Kjøkkenet, 1. etasje',
      description: 'Ta med\nkopp',
    })
    expect(String(events[0]?.component.getFirstPropertyValue('dtstamp'))).toMatch(/Z$/)
  })

  test.each([
    ['in winter', '2026-11-24T18:00', '2026-11-24T17:00:00Z'],
    ['in summer', '2027-06-24T18:00', '2027-06-24T16:00:00Z'],
    ['the evening before the clocks go forward', '2027-03-27T18:00', '2027-03-27T17:00:00Z'],
    ['the evening after', '2027-03-28T18:00', '2027-03-28T16:00:00Z'],
    ['the evening the clocks have gone back', '2026-10-25T18:00', '2026-10-25T17:00:00Z'],
  ])('means the same moment %s by its own time zone', (_, wall, instant) => {
    const { events } = read(calendarText([entry({ startsAt: at(wall), endsAt: at(wall).add({ hours: 2 }) })]))
    expect(events[0]?.starts).toBe(instant)
  })

  test('over a whole year every date keeps its wall clock and its moment', () => {
    const days = Array.from({ length: 52 }, (_, week) => at('2026-09-01T18:00').toZonedDateTimeISO('Europe/Oslo').add({ weeks: week }))
    const entries = days.map((day, i) => entry({ uid: `o${i}@localhost`, startsAt: day.toInstant(), endsAt: day.add({ hours: 2 }).toInstant() }))
    const { events } = read(calendarText(entries))
    expect(events.map((one) => one.starts)).toEqual(entries.map((one) => one.startsAt.toString()))
  })

  test('a cancelled date says so', () => {
    const { calendar, events } = read(calendarText([entry({ cancelled: true })], { method: 'CANCEL' }))
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL')
    expect(events[0]?.component.getFirstPropertyValue('status')).toBe('CANCELLED')
  })

  test('without entries it is still a calendar', () => {
    expect(read(calendarText([])).events).toEqual([])
  })
})
