import type { DateCard } from '#activities'
import { type Lang, say, type Visit } from '#kernel'

export type HubNames = ReadonlyMap<string, string>

/** `18:00` as the reader writes it. */
export const clock = (time: string, lang: Lang) => (lang === 'en' ? time : time.replace(':', '.'))

/** The page of the activity, opened at this date of it. */
export const dateHref = (date: { seriesId: number; id: number }, c: Visit) =>
  c.url(`/activities/${date.seriesId}?date=${date.id}`)

export const capital = (text: string, c: Visit) => text.charAt(0).toLocaleUpperCase(c.lang) + text.slice(1)

/** "I dag", "Tirsdag 24. november". */
export const dayHeading = (date: string, c: Visit) =>
  capital(say[c.lang].day(Temporal.PlainDate.from(date), c.today), c)

/** "Tirsdag 24. november kl. 18.00–20.00"; a word joiner keeps the two hours on one line. */
export const dayAndTimes = (date: Pick<DateCard, 'date' | 'from' | 'to'>, c: Visit) =>
  `${dayHeading(date.date, c)} ${c.lang === 'en' ? 'at' : 'kl.'} ${clock(date.from, c.lang)}\u2060–\u2060${clock(date.to, c.lang)}`
