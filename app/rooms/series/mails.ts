import {
  addressIn,
  calendarText,
  type Db,
  inTransaction,
  type Job,
  type Lang,
  type Mail,
  pick,
  say,
  sql,
  today,
  writeLetter,
} from '#kernel'
import { mailTo } from '#people'
import type { seriesChanged } from '../announcements.ts'
import { appealUntil } from '../promises.ts'
import { bookingById, stepsOf } from '../reads.ts'
import { bookingEntry } from '../room-calendar.ts'
import type { BookingView, Step } from '../shapes.ts'
import { mailTexts } from '../texts/mails.ts'
import { seriesTexts } from '../texts/series.ts'
import { type SeriesView, seriesById } from './series.ts'

type Changed = NonNullable<(typeof seriesChanged)['payload']>
type Words = (typeof seriesTexts)['nb']['mail']
type About = {
  what: Changed['what']
  series: SeriesView
  dates: readonly BookingView[]
  /** What was done last, the same for all of them. */
  step: Step | undefined
  now: Temporal.Instant
}

/** One letter about all dates of a verb, as they are now. */
export async function tellOfSeries(
  { seriesId, version, what, bookingIds }: Changed,
  { db, now }: Job,
): Promise<void> {
  const series = await seriesById(db, seriesId)
  const personId = series?.personId
  if (!series || !personId) return
  const dates = await stillSo(db, bookingIds, what, now)
  const [first] = dates
  if (!first) return
  const step = (await stepsOf(db, first.id)).at(-1)
  await inTransaction((tx) =>
    mailTo(tx, personId, `room-series:${seriesId}:${version}`, (reader) =>
      letterAbout({ what, series, dates, step, now }, first, reader),
    ),
  )
}

const statesAfter: Record<Changed['what'], readonly BookingView['state'][]> = {
  booked: ['booked', 'requested', 'correction'],
  approved: ['booked'],
  declined: ['declined'],
  moved: ['booked', 'requested', 'correction'],
  cancelled: ['cancelled'],
  'cancelled-by-host': ['cancelled'],
}

/** A date that has been answered, cancelled or moved again since has a letter of its own. */
async function stillSo(
  db: Db,
  bookingIds: readonly string[],
  what: Changed['what'],
  now: Temporal.Instant,
): Promise<BookingView[]> {
  const { rows } = await sql<{ id: string }>`
    select id from rooms.booking where id = any(${[...bookingIds]}::uuid[]) and ends_at > ${now.toString()}::timestamptz
      and state = any(${[...statesAfter[what]]}) order by starts_at`.execute(db)
  const dates = await Promise.all(rows.map(({ id }) => bookingById(db, id)))
  return dates.filter((date) => date !== undefined)
}

function letterAbout(
  { what, series, dates, step, now }: About,
  first: BookingView,
  { lang, name }: { lang: Lang; name: string | null },
): Omit<Mail, 'to' | 'lang' | 'personId' | 'key'> {
  const t = seriesTexts[lang].mail
  const words = mailTexts[lang]
  const room = pick(first.roomName, lang).text
  const asked = dates.filter(({ state }) => state === 'requested' || state === 'correction')
  const certain = dates.filter((date) => !asked.includes(date))
  const { subject, lead, after } = saidOf(what, t, { room, asked, certain, step, lang, now })
  const letter = writeLetter({
    lang,
    greeting: words.hello(name ?? ''),
    lead,
    facts: [
      [words.room, `${room}, ${first.hubName}`],
      [t.dates, datesIn(certain, first, lang, now)],
      [t.asked, datesIn(asked, first, lang, now)],
      [t.leftOut, what === 'booked' ? leftOutIn(series, lang) : ''],
      [words.reason, what === 'booked' ? '' : (step?.reason ?? '')],
      [words.message, pick(first.message, lang).text],
    ],
    action: { text: t.see, url: addressIn(lang, '/me/bookings') },
    after,
    signature: words.from(first.hubName),
    small: words.small,
  })
  return { subject, ...letter, ics: calendarOf(dates, lang) }
}

type Facts = {
  room: string
  asked: readonly BookingView[]
  certain: readonly BookingView[]
  step: Step | undefined
  lang: Lang
  now: Temporal.Instant
}

function saidOf(what: Changed['what'], t: Words, { room, asked, certain, step, lang, now }: Facts) {
  const until = (at: Temporal.Instant) => say[lang].dateTime(at, today(now))
  const answerBy = asked[0]?.answerBy
  const promise = answerBy ? [t.requested.lead(until(answerBy))] : []
  switch (what) {
    case 'booked':
      return certain.length > 0
        ? { subject: t.booked.subject(room, certain.length), lead: [t.booked.lead, ...promise], after: [] }
        : { subject: t.requested.subject(room), lead: promise, after: [] }
    case 'approved':
      return { subject: t.approved.subject(room), lead: [t.approved.lead], after: [] }
    case 'declined':
      return {
        subject: t.declined.subject(room),
        lead: [t.declined.lead],
        after: step ? [t.declined.appeal(until(appealUntil(step.at)))] : [],
      }
    case 'moved':
      return { subject: t.moved.subject(room), lead: [t.moved.lead, ...promise], after: [] }
    case 'cancelled':
      return { subject: t.cancelled.subject(room), lead: [t.cancelled.lead], after: [] }
    case 'cancelled-by-host':
      return { subject: t.cancelledByHost.subject(room), lead: [t.cancelledByHost.lead], after: [] }
  }
}

/** A date in another room than the first says so. */
const datesIn = (dates: readonly BookingView[], first: BookingView, lang: Lang, now: Temporal.Instant) =>
  dates
    .map(({ startsAt, endsAt, roomId, roomName }) => {
      const when = say[lang].range(startsAt, endsAt, today(now))
      return roomId === first.roomId ? when : `${when} (${pick(roomName, lang).text})`
    })
    .join('; ')

const leftOutIn = (series: SeriesView, lang: Lang) =>
  series.leftOut.map(({ date }) => say[lang].date(Temporal.PlainDate.from(date))).join('; ')

/** Calendars take several entries as a publication; an invitation is about one. */
function calendarOf(dates: readonly BookingView[], lang: Lang): Mail['ics'] {
  const entries = dates.map((date) => bookingEntry(date, lang))
  return { method: 'PUBLISH', content: calendarText(entries, { method: 'PUBLISH' }) }
}
