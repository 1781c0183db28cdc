import { hubNames } from '#hubs'
import {
  announce,
  announcement,
  every,
  inTransaction,
  inZone,
  type Job,
  listen,
  notifyInTurn,
  sql,
} from '#kernel'
import { activityCancelled, datesAdded, occurrenceCancelled, occurrenceChanged } from '../announcements.ts'
import type { AsItWas } from '../as-it-was.ts'
import { eveningChanged, signedUpAgain, signUpChanged } from './announcements.ts'
import { mailAbout, mailFor, whenOf } from './mails.ts'
import { comingDates } from './sign-up-calendar.ts'
import { type SignUpView, signUpById } from './sign-ups.ts'
import { sweepPools } from './sweep-pools.ts'
import { whatIsNew } from './what-is-new.ts'

/** One job per sign-up: a thousand mails are a thousand small transactions, and one that fails is retried alone. */
const datesChanged = announcement<{ signUpId: string; occurrenceIds: number[]; before?: AsItWas[] }>(
  'activities.tell-of-change',
)
const courseGrew = announcement<{ signUpId: string; occurrenceIds: number[] }>('activities.tell-of-new-dates')
const datesCancelled = announcement<{ signUpId: string; occurrenceIds: number[] }>(
  'activities.tell-of-cancelled-dates',
)
const allCancelled = announcement<{ signUpId: string }>('activities.tell-of-cancellation')

/** Says what is so now, unless something newer has happened: then that one's own mail says it. */
async function tellState({ signUpId, version }: { signUpId: string; version: number }, { db, now }: Job) {
  const signUp = await signUpById(db, signUpId)
  if (!signUp) return
  await showPlaces(signUp)
  if (signUp.version !== version) return
  const write = mailFor(signUp, now)
  if (write) await mailAbout(db, signUp, `sign-up:${signUpId}:${version}`, now, write)
}

/** Pages say how many places are left: the activity's own at every change, lists when it is full or no longer is. */
async function showPlaces(signUp: SignUpView) {
  const near = signUp.left !== null && signUp.left <= signUp.party
  const lists = near ? ['activities', ...(signUp.hubId ? [`hub:${signUp.hubId}`] : [])] : []
  const topic = `activity:${signUp.seriesId}`
  await notifyInTurn({ pages: [topic, ...lists], live: topic })
}

/** To an address that is signed up already: unconfirmed ones are asked once more, others are told that all is well. */
async function tellAgain({ signUpId, at }: { signUpId: string; at: string }, { db, now }: Job) {
  const signUp = await signUpById(db, signUpId)
  if (!signUp) return
  const dates = comingDates(signUp, now)
  const write =
    signUp.state === 'unconfirmed' || signUp.state === 'offered'
      ? mailFor(signUp, now)
      : signUp.state === 'attending' || signUp.state === 'waiting'
        ? (t: Parameters<Parameters<typeof mailAbout>[4]>[0], title: string) => ({
            subject: t.again.subject(title),
            lead: [t.again.lead],
            dates,
          })
        : undefined
  if (write && dates.length > 0) await mailAbout(db, signUp, `sign-up-again:${signUpId}:${at}`, now, write)
}

/** Takes the evening out of the calendar the confirmation put it in, or puts it back. */
async function tellOfEvening(
  { signUpId, occurrenceId, absent, version }: NonNullable<(typeof eveningChanged)['payload']>,
  { db, now }: Job,
) {
  const signUp = await signUpById(db, signUpId)
  const date = signUp?.dates.find((one) => one.id === occurrenceId)
  if (signUp?.state !== 'attending' || signUp.seriesState !== 'published') return
  if (date?.state !== 'on' || date.absent !== absent || Temporal.Instant.compare(date.endsAt, now) <= 0)
    return
  await mailAbout(db, signUp, `evening:${signUpId}:${occurrenceId}:${version}`, now, (t, title, lang) => {
    const said = absent ? t.notTonight : t.backTonight
    return {
      subject: said.subject(title),
      lead: [said.lead(whenOf(date, lang, now))],
      dates: [date],
      calendar: absent ? 'remove' : 'add',
    }
  })
}

/** Whoever has a place in one of the dates, or hopes for one, and in which. */
async function signUpsFor(
  job: Job,
  occurrenceIds: number[],
): Promise<{ signUpId: string; occurrenceIds: number[] }[]> {
  const { rows } = await sql<{ signUpId: string; occurrenceIds: number[] }>`
    select u.id as "signUpId", jsonb_agg(o.id order by o.id) as "occurrenceIds" from activities.sign_up u
    join activities.pool p on p.id = u.pool_id
    join activities.occurrence o on o.id = coalesce(p.occurrence_id, o.id) and o.series_id = p.series_id
    where u.state in ('unconfirmed', 'attending', 'waiting', 'offered') and o.ends_at > ${job.now.toString()}::timestamptz
      and o.id = any(${occurrenceIds}::bigint[])
    group by u.id`.execute(job.db)
  return rows
}

/** The same announcement heard twice replaces its own jobs or finds its mails sent. */
async function fanOutChange(
  job: Job,
  { occurrenceIds, before }: { occurrenceIds: number[]; before?: AsItWas[] },
) {
  const told = await signUpsFor(job, occurrenceIds)
  await inTransaction(async (tx) => {
    for (const one of told)
      await announce(tx, datesChanged, {
        ...one,
        before: before?.filter((date) => one.occurrenceIds.includes(date.id)),
      })
  })
}

/** Only a course's list is about dates that come later: nobody is signed up for another new date. */
async function fanOutAdded(job: Job, occurrenceIds: number[]) {
  const told = await signUpsFor(job, occurrenceIds)
  await inTransaction(async (tx) => {
    for (const one of told) await announce(tx, courseGrew, one)
  })
}

async function tellOfNewDates(
  { signUpId, occurrenceIds }: { signUpId: string; occurrenceIds: number[] },
  { db, now }: Job,
) {
  const signUp = await signUpById(db, signUpId)
  if (signUp?.state !== 'attending' || signUp.seriesState !== 'published') return
  const dates = comingDates(signUp, now).filter((date) => occurrenceIds.includes(date.id))
  if (dates.length === 0) return
  await mailAbout(db, signUp, `added:${signUpId}:${occurrenceIds.join('-')}`, now, (t, title) => ({
    subject: t.added.subject(title, dates.length),
    lead: [t.added.lead(dates.length)],
    after: [t.added.cannot],
    dates,
    calendar: 'add',
  }))
}

async function fanOutCancelled(job: Job, occurrenceIds: number[]) {
  const told = await signUpsFor(job, occurrenceIds)
  await inTransaction(async (tx) => {
    for (const one of told) await announce(tx, datesCancelled, one)
  })
}

const isStillOn = ({ state, seriesState }: SignUpView) =>
  state !== 'cancelled' && state !== 'lapsed' && seriesState === 'published'

async function tellOfChange(
  { signUpId, occurrenceIds, before = [] }: { signUpId: string; occurrenceIds: number[]; before?: AsItWas[] },
  { db, now }: Job,
) {
  const signUp = await signUpById(db, signUpId)
  if (!signUp || !isStillOn(signUp)) return
  const dates = comingDates(signUp, now).filter((date) => occurrenceIds.includes(date.id))
  if (dates.length === 0) return
  const attends = signUp.state === 'attending'
  const hubs = new Map((await hubNames(db)).map((hub) => [hub.id, hub.name]))
  const versions = dates.map((date) => `${date.id}.${date.sequence}`).join('-')
  await mailAbout(
    db,
    signUp,
    `changed:${signUpId}:${signUp.seriesSequence}:${versions}`,
    now,
    (t, title, lang) => {
      const news = whatIsNew(signUp, dates, before, { lang, now, hubs })
      const said = messages(dates, lang)
      const onlyMessage = news.length === 0 && said.length > 0
      return {
        subject: onlyMessage ? t.changed.messageSubject(title) : t.changed.subject(title),
        lead: [
          ...(news.length > 0 ? [t.changed.what, ...news] : onlyMessage ? [] : [t.changed.lead]),
          ...said,
        ],
        after: [t.changed.cannot],
        dates,
        calendar: attends ? 'add' : undefined,
      }
    },
  )
}

async function tellOfCancelledDates(
  { signUpId, occurrenceIds }: { signUpId: string; occurrenceIds: number[] },
  { db, now }: Job,
) {
  const signUp = await signUpById(db, signUpId)
  if (!signUp || !isStillOn(signUp)) return
  const dates = signUp.dates.filter(
    (date) =>
      occurrenceIds.includes(date.id) &&
      date.state === 'cancelled' &&
      Temporal.Instant.compare(date.endsAt, now) > 0,
  )
  if (dates.length === 0) return
  const rest = comingDates(signUp, now).length > 0
  const versions = dates.map((date) => `${date.id}.${date.sequence}`).join('-')
  await mailAbout(db, signUp, `dates-cancelled:${signUpId}:${versions}`, now, (t, title, lang) => ({
    subject: t.dateCancelled.subject(title),
    lead: [
      t.dateCancelled.lead(dates.map((date) => whenOf(date, lang, now))),
      ...messages(dates, lang),
      ...(rest ? [t.dateCancelled.rest] : []),
    ],
    dates,
    calendar: signUp.state === 'attending' ? 'remove' : undefined,
  }))
}

const messages = (dates: readonly { message: Partial<Record<string, string>> | null }[], lang: string) => [
  ...new Set(dates.flatMap((date) => date.message?.[lang] ?? date.message?.nb ?? [])),
]

async function tellOfCancellation({ signUpId }: { signUpId: string }, { db, now }: Job) {
  const signUp = await signUpById(db, signUpId)
  if (
    !signUp ||
    signUp.state === 'cancelled' ||
    signUp.state === 'lapsed' ||
    signUp.seriesState !== 'cancelled'
  )
    return
  const dates = signUp.dates.filter((date) => Temporal.Instant.compare(date.endsAt, now) > 0)
  await mailAbout(db, signUp, `cancelled:${signUpId}:${signUp.seriesSequence}`, now, (t, title, lang) => ({
    subject: t.seriesCancelled.subject(title),
    lead: [t.seriesCancelled.lead, ...messages([{ message: signUp.cancelledMessage }], lang)],
    dates,
    calendar: signUp.state === 'attending' && dates.length > 0 ? 'remove' : undefined,
  }))
}

const hoursBefore = 24

/**
 * The day before, by daylight, to those who signed up earlier than that. Whom to remind is asked of the tables when
 * the mail is written: a date that was moved, cancelled or given up is simply not found.
 */
async function remind({ db, now }: Job) {
  const { hour } = inZone(now)
  if (hour < 8 || hour >= 21) return
  const { rows } = await sql<{ sign_up_id: string; occurrence_id: number; starts_at: string }>`
    select u.id as sign_up_id, o.id as occurrence_id, o.starts_at
    from activities.occurrence o
    join activities.series s on s.id = o.series_id and s.state = 'published'
    join activities.pool p on p.series_id = o.series_id and o.id = coalesce(p.occurrence_id, o.id)
    join activities.sign_up u on u.pool_id = p.id and u.state = 'attending' and u.remind
      and u.created_at < o.starts_at - make_interval(hours => ${hoursBefore})
    where o.state = 'on' and o.starts_at > ${now.add({ minutes: 30 }).toString()}::timestamptz
      and o.starts_at <= ${now.add({ hours: hoursBefore }).toString()}::timestamptz
      and not exists (select from activities.absence a where a.sign_up_id = u.id and a.occurrence_id = o.id)
      and not exists (select from activities.reminded r
        where r.sign_up_id = u.id and r.occurrence_id = o.id and r.starts_at = o.starts_at)
    order by o.starts_at limit 5000`.execute(db)
  for (const row of rows) await remindOne(row, now)
}

async function remindOne(
  row: { sign_up_id: string; occurrence_id: number; starts_at: string },
  now: Temporal.Instant,
) {
  await inTransaction(async (tx) => {
    const { rows } = await sql`
      insert into activities.reminded (sign_up_id, occurrence_id, starts_at)
      values (${row.sign_up_id}, ${row.occurrence_id}, ${row.starts_at}::timestamptz) on conflict do nothing returning 1`.execute(
      tx,
    )
    const signUp = rows.length > 0 ? await signUpById(tx, row.sign_up_id) : undefined
    const date = signUp?.dates.find(
      (one) => one.id === row.occurrence_id && one.state === 'on' && !one.absent,
    )
    if (signUp?.state !== 'attending' || !date) return
    const key = `reminder:${signUp.id}:${date.id}:${date.startsAt.epochMilliseconds}`
    await mailAbout(
      tx,
      signUp,
      key,
      now,
      (t, title, lang) => {
        const when = whenOf(date, lang, now)
        return {
          subject: t.reminder.subject(title, when),
          lead: [t.reminder.lead(when)],
          after: [t.reminder.cannot],
          dates: [date],
          code: true,
        }
      },
      'reminders',
    )
  })
}

export const signUpListens = [
  listen(signUpChanged, 'activities.tell-sign-up', tellState),
  listen(eveningChanged, 'activities.tell-of-evening', tellOfEvening),
  listen(signedUpAgain, 'activities.tell-again', tellAgain),
  listen(occurrenceChanged, 'activities.find-those-to-tell-of-change', (payload, job) =>
    fanOutChange(job, payload),
  ),
  listen(occurrenceCancelled, 'activities.find-those-to-tell-of-cancelled-dates', ({ occurrenceIds }, job) =>
    fanOutCancelled(job, occurrenceIds),
  ),
  listen(
    activityCancelled,
    'activities.find-those-to-tell-of-cancellation',
    async ({ occurrenceIds }, job) => {
      const told = await signUpsFor(job, occurrenceIds)
      await inTransaction(async (tx) => {
        for (const { signUpId } of told) await announce(tx, allCancelled, { signUpId })
      })
    },
  ),
  listen(datesAdded, 'activities.find-those-to-tell-of-new-dates', ({ occurrenceIds }, job) =>
    fanOutAdded(job, occurrenceIds),
  ),
  listen(courseGrew, 'activities.tell-of-new-dates', tellOfNewDates),
  listen(datesChanged, 'activities.tell-of-change', tellOfChange),
  listen(datesCancelled, 'activities.tell-of-cancelled-dates', tellOfCancelledDates),
  listen(allCancelled, 'activities.tell-of-cancellation', tellOfCancellation),
]

export const signUpTimers = [
  every('* * * * *', 'activities.sweep-pools', sweepPools),
  every('*/10 * * * *', 'activities.remind', remind),
]
