import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { instantAt } from '../time.ts'
import { type CalendarEntry, calendarText, calendarUid, longCalendar } from './calendar-file.ts'
import { calendarZone } from './calendar-zone.ts'

const at = (date: string, time: string) =>
  instantAt(Temporal.PlainDate.from(date), Temporal.PlainTime.from(time))
const date = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: calendarUid('date-7'),
  sequence: 2,
  changedAt: Temporal.Instant.from('2026-11-01T09:30:00Z'),
  startsAt: at('2026-11-24', '18:00'),
  endsAt: at('2026-11-24', '20:00'),
  cancelled: false,
  title: 'Språkkafé',
  description: '',
  where: 'Borgen innbyggertorg, Søndre Borgen 11',
  url: 'http://localhost:3000/activities/1',
  ...more,
})
const written = async (dates: CalendarEntry[], name = 'Borgen') => calendarText(dates, { name })
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone') as ICAL.Component)
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    const utc = (time: ICAL.Time) => {
      const here = time.clone()
      here.zone = zone
      return Temporal.Instant.fromEpochMilliseconds(here.toUnixTime() * 1000).toString()
    }
    return { event, component, from: utc(event.startDate), to: utc(event.endDate) }
  })
}

test('another calendar program reads back what was written', async () => {
  const [one] = read(await written([date()]))
  expect(one?.event.uid).toBe(calendarUid('date-7'))
  expect(one?.event.sequence).toBe(2)
  expect(one?.event.summary).toBe('Språkkafé')
  expect(one?.event.location).toBe('Borgen innbyggertorg, Søndre Borgen 11')
  expect([one?.from, one?.to]).toEqual(['2026-11-24T17:00:00Z', '2026-11-24T19:00:00Z'])
  expect(one?.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-11-01T09:30:00Z')
})

test.each([
  ['before the spring change', '2027-03-27', '18:00', '17:00:00Z'],
  ['on the day of the spring change', '2027-03-28', '18:00', '16:00:00Z'],
  ['in the hour that the spring night skips', '2027-03-28', '02:30', '01:30:00Z'],
  ['before the autumn change', '2026-10-24', '18:00', '16:00:00Z'],
  ['on the day of the autumn change', '2026-10-25', '18:00', '17:00:00Z'],
])('%s the wall clock stands still: %s %s', async (_, day, time, utc) => {
  const startsAt = at(day, time)
  const text = await written([date({ startsAt, endsAt: startsAt.add({ hours: 1 }) })])
  expect(read(text)[0]?.from).toBe(`${day}T${utc}`)
})

test('a cancelled date says so and blocks nobody’s calendar', async () => {
  const text = await written([date({ cancelled: true })])
  expect(text).toContain('STATUS:CANCELLED\r\n')
  expect(text).toContain('TRANSP:TRANSPARENT\r\n')
})

describe('nothing that people write breaks the file', () => {
  const nasty = [
    'Strikk, sy; og \\ prat',
    'To linjer\nEND:VEVENT\nBEGIN:VEVENT',
    'retur\r\nEND:VCALENDAR\rX',
    '<script>alert(1)</script>',
    'مقهى اللغة – 🧶🧵',
    'Æ'.repeat(400),
    '👩‍👩‍👧'.repeat(60),
    'TZID="x":',
    'bjelle\x07 og \x1b[31m',
  ]
  test.each(nasty.map((text) => [text.slice(0, 30), text]))('%s', async (_, text) => {
    const file = await written(
      [date({ title: text, description: text, where: text, category: text }), date()],
      text,
    )
    expect(file.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const events = read(file)
    expect(events).toHaveLength(2)
    expect(events[0]?.event.summary).toBe(
      text.replace(/\r\n?/g, '\n').replaceAll('\x07', '').replaceAll('\x1b', ''),
    )
    expect(file.split('\r\n').filter((line) => line.startsWith('NAME:'))).toHaveLength(1)
  })
})

test('5,000 dates are written in small turns, and all of them are there', async () => {
  const dates = Array.from({ length: 5000 }, (_, i) =>
    date({
      uid: calendarUid(`date-${i}`),
      startsAt: at('2026-11-24', '18:00').add({ hours: 24 * (i % 300) }),
      endsAt: at('2026-11-24', '20:00').add({ hours: 24 * (i % 300) }),
      description: 'Kom som du er. '.repeat(20),
    }),
  )
  let turns = 0
  const bytes = await longCalendar(
    { name: 'Alt' },
    [dates.slice(0, 2500), dates.slice(2500)],
    async () => turns++,
  )
  expect(turns).toBeGreaterThanOrEqual(100)
  expect(new TextDecoder().decode(bytes)).toBe(calendarText(dates, { name: 'Alt' }))
  const parsed = new ICAL.Component(ICAL.parse(new TextDecoder().decode(bytes)))
  expect(new Set(parsed.getAllSubcomponents('vevent').map((e) => e.getFirstPropertyValue('uid'))).size).toBe(
    5000,
  )
})

test('a zone without clock changes, and one south of the equator', () => {
  expect(calendarZone('Asia/Tokyo')).toContain('TZOFFSETTO:+0900')
  const auckland = calendarZone('Pacific/Auckland')
  expect(auckland).toContain(
    'RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU\r\nTZOFFSETFROM:+1300\r\nTZOFFSETTO:+1200',
  )
  expect(auckland).toContain(
    'RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=-1SU\r\nTZOFFSETFROM:+1200\r\nTZOFFSETTO:+1300',
  )
})
