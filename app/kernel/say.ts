import { type Lang, languages } from './texts.ts'
import { inZone, zone } from './time.ts'

type Day = Temporal.PlainDate | Temporal.Instant | Temporal.ZonedDateTime
type Clock = Temporal.PlainTime | Temporal.Instant | Temporal.ZonedDateTime
type Forms = { one: string; other: string }

const locale: Record<Lang, string> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' }
const near: Record<Lang, [yesterday: string, today: string, tomorrow: string]> = {
  nb: ['i går', 'i dag', 'i morgen'],
  nn: ['i går', 'i dag', 'i morgon'],
  en: ['yesterday', 'today', 'tomorrow'],
}
const at: Record<Lang, string> = { nb: 'kl.', nn: 'kl.', en: 'at' }
const weekWord: Record<Lang, string> = { nb: 'uke', nn: 'veke', en: 'week' }
const lengths: Record<Lang, { hour: Forms; minute: Forms; and: string }> = {
  nb: { hour: { one: 'time', other: 'timer' }, minute: { one: 'minutt', other: 'minutter' }, and: 'og' },
  nn: { hour: { one: 'time', other: 'timar' }, minute: { one: 'minutt', other: 'minutt' }, and: 'og' },
  en: { hour: { one: 'hour', other: 'hours' }, minute: { one: 'minute', other: 'minutes' }, and: 'and' },
}

const dateOf = (day: Day): Temporal.PlainDate =>
  day instanceof Temporal.PlainDate
    ? day
    : day instanceof Temporal.Instant
      ? inZone(day).toPlainDate()
      : day.withTimeZone(zone).toPlainDate()

const clockOf = (clock: Clock): Temporal.PlainTime =>
  clock instanceof Temporal.PlainTime
    ? clock
    : clock instanceof Temporal.Instant
      ? inZone(clock).toPlainTime()
      : clock.withTimeZone(zone).toPlainTime()

const two = (n: number) => (n < 10 ? `0${n}` : `${n}`)

/**
 * How times, numbers and lists are said to a reader. Formatters are made once: `toLocaleString` on a Temporal
 * value costs sixty times a cached formatter. Dates are formatted as UTC noon, so no clock zone can move them.
 */
function speaker(lang: Lang) {
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale[lang], { ...options, timeZone: 'UTC' })
    return (day: Day) => {
      const d = dateOf(day)
      return format.format(Date.UTC(d.year, d.month - 1, d.day, 12))
    }
  }
  const plurals = new Intl.PluralRules(locale[lang])
  const numbers = new Intl.NumberFormat(locale[lang])
  const lists = new Intl.ListFormat(locale[lang], { type: 'conjunction' })
  const separator = lang === 'en' ? ':' : '.'

  const date = dates({ weekday: 'long', day: 'numeric', month: 'long' })
  const dateYear = dates({ day: 'numeric', month: 'long', year: 'numeric' })
  const dateLong = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const number = (n: number) => numbers.format(n)
  const plural = (n: number, forms: Forms) =>
    `${number(n)} ${plurals.select(n) === 'one' ? forms.one : forms.other}`
  const time = (clock: Clock) => {
    const t = clockOf(clock)
    return `${two(t.hour)}${separator}${two(t.minute)}`
  }
  const times = (from: Clock, to: Clock) => `${time(from)}–${time(to)}`
  const day = (when: Day, today: Temporal.PlainDate) => {
    const d = dateOf(when)
    const away = today.until(d, { largestUnit: 'day' }).days
    if (away >= -1 && away <= 1) return near[lang][away + 1] as string
    return d.year === today.year ? date(d) : dateLong(d)
  }
  const sameDay = (a: Day, b: Day) => dateOf(a).equals(dateOf(b))

  return {
    number,
    plural,
    /** 'tirsdag 24. november' */
    date,
    /** '24. november 2026' */
    dateYear,
    /** 'tirsdag 24. november 2026' */
    dateLong,
    /** 'ti. 24. nov.' */
    dateShort: dates({ weekday: 'short', day: 'numeric', month: 'short' }),
    /** 'tirsdag' */
    weekday: dates({ weekday: 'long' }),
    /** 'november 2026' */
    month: dates({ month: 'long', year: 'numeric' }),
    /** 'i dag', 'i morgen', or the date; with the year when it is another one. */
    day,
    /** '18.00', in English '18:00' */
    time,
    /** '18.00–20.00' */
    times,
    /** 'i dag kl. 18.00' */
    dateTime: (instant: Temporal.Instant, today: Temporal.PlainDate) =>
      `${day(instant, today)} ${at[lang]} ${time(instant)}`,
    /** 'i dag kl. 18.00–20.00'; names both days when they differ. */
    range: (from: Temporal.Instant, to: Temporal.Instant, today: Temporal.PlainDate) =>
      sameDay(from, to)
        ? `${day(from, today)} ${at[lang]} ${times(from, to)}`
        : `${day(from, today)} ${at[lang]} ${time(from)} – ${day(to, today)} ${at[lang]} ${time(to)}`,
    /** 'uke 48' (ISO week) */
    week: (when: Day) => `${weekWord[lang]} ${dateOf(when).weekOfYear}`,
    /** '1 time og 30 minutter' */
    duration: (minutes: number) => {
      const { hour, minute, and } = lengths[lang]
      const parts = [
        minutes >= 60 && plural(Math.floor(minutes / 60), hour),
        (minutes % 60 > 0 || minutes < 60) && plural(minutes % 60, minute),
      ].filter(Boolean)
      return parts.join(` ${and} `)
    },
    list: (items: readonly string[]) => lists.format(items),
    phone: sayPhone,
  }
}

/** Norwegian grouping: mobile 915 88 121, others 66 70 00 00; anything else is left as it was written. */
export function sayPhone(phone: string): string {
  const digits = phone.replace(/\s/g, '')
  if (!/^\d{8}$/.test(digits)) return phone
  return /^[489]/.test(digits)
    ? `${digits.slice(0, 3)} ${digits.slice(3, 5)} ${digits.slice(5)}`
    : (digits.match(/\d\d/g) as string[]).join(' ')
}

export type Speaker = ReturnType<typeof speaker>
export const say = Object.fromEntries(languages.map((lang) => [lang, speaker(lang)])) as Record<Lang, Speaker>
