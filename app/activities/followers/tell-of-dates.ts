import {
  announce,
  announcement,
  type CalendarEntry,
  calendarText,
  type Db,
  instantOf,
  inTransaction,
  type Job,
  type Lang,
  type LocalText,
  type Mail,
  pick,
  say,
  sql,
  today,
} from '#kernel'
import { addressOf, followersOf, topicsOf } from '#people'
import type { Difference } from '../announcements.ts'
import type { AsItWas } from '../as-it-was.ts'
import { calendarOfDates } from '../calendar/dates-for-calendars.ts'
import { addressIn } from '../sign-up/letter.ts'
import { mailFollower } from './letters.ts'
import { topicsOfActivity } from './topics.ts'

type News = { seriesId: number; occurrenceIds: number[] }
type ForOne = News & { personId: string }

/** One job per follower: one that fails is retried alone. */
type Change = { what: Difference[]; before?: AsItWas[] }
export const datesChanged = announcement<ForOne & Change>('activities.tell-follower-of-change')
export const datesCancelled = announcement<ForOne>('activities.tell-follower-of-cancellation')

export const datesNew = announcement<ForOne>('activities.tell-follower-of-dates')

export const findFollowersOfDates = (news: News, job: Job) =>
  eachFollower(news, job, (tx, one) => announce(tx, datesNew, one))

export const findFollowersOfChange = ({ what, before, ...news }: News & Change, job: Job) =>
  eachFollower(news, job, (tx, one) => announce(tx, datesChanged, { ...one, what, before }))

export const findFollowersOfCancellation = (news: News, job: Job) =>
  eachFollower(news, job, (tx, one) => announce(tx, datesCancelled, one))

async function eachFollower(
  news: News,
  { db }: Job,
  tell: (tx: Parameters<Parameters<typeof inTransaction>[0]>[0], one: ForOne) => Promise<void>,
) {
  const followers = new Set<string>()
  for (const topic of await topicsOfActivity(db, news.seriesId))
    for (const personId of await followersOf(db, topic)) followers.add(personId)
  await inTransaction(async (tx) => {
    for (const personId of followers) await tell(tx, { ...news, personId })
  })
}

type DateRow = {
  id: number
  series_id: number
  starts_at: string
  ends_at: string
  state: 'on' | 'cancelled'
  sequence: number
  title: LocalText
  place: LocalText
  meeting_point: LocalText
  message: LocalText | null
  series_state: string
  series_sequence: number
  cancelled_message: LocalText | null
  hub_name: string | null
}

/** The dates as they are now, ahead and not held by a sign-up of the same person, whose own mail speaks of them. */
async function datesFor(db: Db, personId: string, occurrenceIds: number[], now: Temporal.Instant) {
  const email = (await addressOf(db, personId))?.to ?? null
  const { rows } = await sql<DateRow>`
    select o.id, o.series_id, o.starts_at, o.ends_at, o.state, o.sequence, coalesce(o.changes -> 'title', s.title) as title,
      coalesce(o.changes -> 'place', s.place) as place,
      coalesce(o.changes -> 'meetingPoint', s.meeting_point) as meeting_point, o.message,
      s.state as series_state, s.sequence as series_sequence, s.cancelled_message, h.name as hub_name
    from activities.occurrence o
    join activities.series s on s.id = o.series_id
    left join hubs.hub h on h.id = o.hub_id
    where o.id = any(${occurrenceIds}::bigint[]) and o.state <> 'dropped' and o.ends_at > ${now.toString()}::timestamptz
      and not exists (
        select from activities.pool p join activities.sign_up u on u.pool_id = p.id
        where p.series_id = o.series_id and o.id = coalesce(p.occurrence_id, o.id)
          and u.state in ('unconfirmed', 'attending', 'waiting', 'offered')
          and (u.person_id = ${personId}::uuid or (u.person_id is null and u.email = lower(${email}::text))))
    order by o.starts_at, o.id`.execute(db)
  return rows
}

/** What the person follows of this; empty when they have stopped meanwhile. */
async function stillFollowed(db: Db, personId: string, seriesId: number) {
  const followed = await topicsOf(db, personId)
  return (await topicsOfActivity(db, seriesId)).filter((topic) => followed.includes(topic))
}

export async function tellOfChange({ personId, occurrenceIds, what, before }: ForOne & Change, job: Job) {
  const { db, now } = job
  const dates = (await datesFor(db, personId, occurrenceIds, now)).filter(
    (date) => date.state === 'on' && date.series_state === 'published',
  )
  const first = dates[0]
  if (!first) return
  const topics = await stillFollowed(db, personId, first.series_id)
  if (topics.length === 0) return
  const calendar = await calendarOfDates(db, idsOf(dates))
  await inTransaction((tx) =>
    mailFollower(tx, personId, topics, `followed-changed:${personId}:${versionsOf(dates)}`, (t, lang) => ({
      subject: t.changed.subject(pick(first.title, lang).text),
      lead: [t.changed.lead(what.map((one) => t.changed.what[one])), ...messagesOf(dates, lang)],
      facts: factsOf(dates, t, lang, now, before),
      action: pageOf(first, t, lang),
      from: first.hub_name,
      ics: { method: 'PUBLISH', content: calendarText(calendar(lang), { method: 'PUBLISH' }) },
    })),
  )
}

export async function tellOfDates({ personId, occurrenceIds }: ForOne, { db, now }: Job) {
  const dates = (await datesFor(db, personId, occurrenceIds, now)).filter(
    (date) => date.state === 'on' && date.series_state === 'published',
  )
  const first = dates[0]
  if (!first) return
  const topics = await stillFollowed(db, personId, first.series_id)
  if (topics.length === 0) return
  const calendar = await calendarOfDates(db, idsOf(dates))
  await inTransaction((tx) =>
    mailFollower(tx, personId, topics, `followed-dates:${personId}:${idsOf(dates).join('-')}`, (t, lang) => ({
      subject: t.added.subject(dates.length, pick(first.title, lang).text),
      lead: [t.added.lead, ...messagesOf(dates, lang)],
      facts: factsOf(dates, t, lang, now),
      action: pageOf(first, t, lang),
      from: first.hub_name,
      ics: { method: 'PUBLISH', content: calendarText(calendar(lang), { method: 'PUBLISH' }) },
    })),
  )
}

export async function tellOfCancellation({ personId, occurrenceIds }: ForOne, { db, now }: Job) {
  const dates = (await datesFor(db, personId, occurrenceIds, now)).filter(
    (date) => date.state === 'cancelled' || date.series_state === 'cancelled',
  )
  const first = dates[0]
  if (!first) return
  const topics = await stillFollowed(db, personId, first.series_id)
  if (topics.length === 0) return
  const calendar = await calendarOfDates(db, idsOf(dates))
  const all = first.series_state === 'cancelled'
  await inTransaction((tx) =>
    mailFollower(
      tx,
      personId,
      topics,
      `followed-cancelled:${personId}:${versionsOf(dates)}`,
      (t, lang, reader) => ({
        subject: t.cancelled.subject(pick(first.title, lang).text),
        lead: [all ? t.cancelled.all : t.cancelled.dates, ...messagesOf(dates, lang)],
        facts: factsOf(dates, t, lang, now),
        action: pageOf(first, t, lang),
        from: first.hub_name,
        ics: cancellation(calendar(lang), reader),
      }),
    ),
  )
}

/** CANCEL may speak of one entry only, and only to somebody it names; several are published as cancelled. */
function cancellation(entries: CalendarEntry[], reader: { to: string; name: string | null }): Mail['ics'] {
  const method = entries.length === 1 ? 'CANCEL' : 'PUBLISH'
  const attendee = { name: reader.name ?? '', email: reader.to }
  return {
    method,
    content: calendarText(method === 'CANCEL' ? entries.map((entry) => ({ ...entry, attendee })) : entries, {
      method,
    }),
  }
}

const idsOf = (dates: readonly DateRow[]) => dates.map((date) => date.id)
const versionsOf = (dates: readonly DateRow[]) =>
  dates.map((date) => `${date.id}.${date.series_sequence}.${date.sequence}`).join('-')

const messagesOf = (dates: readonly DateRow[], lang: Lang) => [
  ...new Set(
    dates
      .flatMap((date) => [date.message, date.series_state === 'cancelled' ? date.cancelled_message : null])
      .map((message) => pick(message ?? {}, lang).text)
      .filter(Boolean),
  ),
]

const mostDates = 8

function factsOf(
  dates: readonly DateRow[],
  t: Parameters<Parameters<typeof mailFollower>[4]>[0],
  lang: Lang,
  now: Temporal.Instant,
  before: readonly AsItWas[] = [],
): [string, string][] {
  const first = dates[0] as DateRow
  const range = (from: string, to: string) => say[lang].range(instantOf(from), instantOf(to), today(now))
  const when = dates.slice(0, mostDates).map((date) => {
    const is = range(date.starts_at, date.ends_at)
    const earlier = before.find((one) => one.id === date.id)
    const was = earlier ? range(earlier.startsAt, earlier.endsAt) : is
    return is === was ? is : `${is} (${t.was(was)})`
  })
  const more = dates.length - mostDates
  const outside = pick(first.meeting_point, lang).text
  return [
    [t.what, pick(first.title, lang).text],
    [t.when, [...when, ...(more > 0 ? [t.moreDates(more)] : [])].join('; ')],
    [t.where, outside || [pick(first.place, lang).text, first.hub_name].filter(Boolean).join(', ')],
  ]
}

const pageOf = (date: DateRow, t: { see: string }, lang: Lang) => ({
  text: t.see,
  url: addressIn(lang, `/activities/${date.series_id}`),
})
