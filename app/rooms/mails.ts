import {
  addressIn,
  calendarText,
  type Db,
  instantOf,
  inTransaction,
  type Job,
  type Lang,
  type Mail,
  pick,
  say,
  sendMail,
  type Tx,
  today,
  writeLetter,
} from '#kernel'
import { addressOf, type MessageKind, wants } from '#people'
import { appealUntil } from './promises.ts'
import { roomById, stepsOf } from './reads.ts'
import { bookingEntry } from './room-calendar.ts'
import type { BookingView, RoomView, Step } from './shapes.ts'
import { mailTexts } from './texts/mails.ts'

type Words = (typeof mailTexts)['nb']
type About = { booking: BookingView; step: Step; lang: Lang; t: Words; now: Temporal.Instant; room: string }
type Written = {
  subject: string
  lead: string[]
  facts?: [string, string][]
  after?: string[]
  action?: string
  /** Where the button leads; the booking's own page when nothing is said. */
  to?: string
  calendar?: 'add' | 'remove'
  /** How to get in and what to know. */
  practical?: boolean
}

/** Says what was done with a booking, unless something newer has happened: then that one's own mail says it. */
export async function tellOfBooking(
  booking: BookingView,
  { version, inSeries }: { version: number; inSeries?: boolean },
  { db, now }: Job,
): Promise<void> {
  if (inSeries || booking.version !== version || booking.kind !== 'booking') return
  const bookingId = booking.id
  const step = (await stepsOf(db, bookingId)).findLast(({ what }) => write[what])
  const writes = step && write[step.what]
  // A hold that was let go has nothing to tell.
  if (!writes || booking.state === 'held') return
  await mailAbout(db, booking, step, `booking:${bookingId}:${version}`, now, writes)
}

const until = (instant: Temporal.Instant, { lang, now }: Pick<About, 'lang' | 'now'>) =>
  say[lang].dateTime(instant, today(now))
const whenOf = ({ startsAt, endsAt }: BookingView, lang: Lang, now: Temporal.Instant) =>
  say[lang].range(startsAt, endsAt, today(now))

const inTime = (about: About): string[] => {
  const { cancelUntil } = about.booking
  return cancelUntil && Temporal.Instant.compare(cancelUntil, about.now) > 0
    ? [about.t.cancelUntil(until(cancelUntil, about))]
    : []
}

const isOver = ({ booking, now }: About) => Temporal.Instant.compare(booking.endsAt, now) <= 0

type Write = (about: About) => Written | undefined

const theirs =
  (words: (t: Words) => { subject: (room: string) => string; lead: string }): Write =>
  (about) =>
    isOver(about)
      ? undefined
      : {
          subject: words(about.t).subject(about.room),
          lead: [words(about.t).lead],
          facts: [[about.t.message, about.step.reason ?? '']],
          after: inTime(about),
          calendar: 'add',
          practical: true,
        }

const received: Write = (about) => ({
  subject: about.t.requested.subject(about.room),
  lead: [
    about.t.requested.lead(until(about.booking.answerBy ?? about.booking.startsAt, about)),
    about.t.requested.holds,
  ],
})

/** One mail for each thing that is done with a booking. */
const write: Partial<Record<Step['what'], Write>> = {
  booked: (about) => theirs((t) => t.booked)({ ...about, step: { ...about.step, reason: null } }),
  requested: received,
  corrected: received,
  approved: theirs((t) => t.approved),
  'correction-asked': (about) => ({
    subject: about.t.correction.subject(about.room),
    lead: [about.t.correction.lead(until(about.booking.correctBy ?? about.booking.startsAt, about))],
    facts: [[about.t.question, about.step.reason ?? '']],
    action: about.t.correction.action,
  }),
  declined: (about) => ({
    subject: about.t.declined.subject(about.room),
    lead: [about.t.declined.lead],
    facts: [[about.t.reason, about.step.reason ?? '']],
    after: [about.t.declined.appeal(until(appealUntil(about.step.at), about))],
    action: about.t.declined.action,
    calendar: 'remove',
  }),
  appealed: ({ t, room }) => ({ subject: t.appealed.subject(room), lead: [t.appealed.lead] }),
  'appeal-upheld': ({ t, room, step }) => ({
    subject: t.upheld.subject(room),
    lead: [t.upheld.lead],
    facts: [[t.reason, step.reason ?? '']],
  }),
  'appeal-granted': theirs((t) => t.granted),
  moved: (about) => {
    const said = about.booking.state === 'booked' ? about.t.moved : about.t.movedRequest
    return isOver(about)
      ? undefined
      : {
          subject: said.subject(about.room),
          lead: [said.lead],
          facts: [
            [about.t.before, wasOf(about)],
            [about.t.reason, about.step.reason ?? ''],
          ],
          after: inTime(about),
          calendar: about.booking.state === 'booked' ? 'add' : undefined,
        }
  },
  cancelled: (about) => {
    const byHost = about.step.details.byHost === true
    const said = byHost ? about.t.cancelledByHost : about.t.cancelled
    const words = pick(about.booking.message, about.lang).text || (byHost ? (about.step.reason ?? '') : '')
    return isOver(about)
      ? undefined
      : {
          subject: said.subject(about.room),
          lead: [said.lead],
          facts: [[about.t.message, words]],
          action: about.t.book,
          to: '/rooms',
          calendar: 'remove',
        }
  },
  released: ({ t, room }) => ({
    subject: t.released.subject(room),
    lead: [t.released.lead],
    action: t.book,
    to: '/rooms',
    calendar: 'remove',
  }),
  lapsed: ({ t, room, booking }) => ({
    subject: t.lapsed.subject(room),
    lead: [booking.correctBy ? t.lapsed.correction : t.lapsed.lead],
    action: t.book,
    to: '/rooms',
  }),
}

function wasOf({ step, lang, now }: About): string {
  const { from, to } = step.details as { from?: string; to?: string }
  return from && to ? say[lang].range(instantOf(from), instantOf(to), today(now)) : ''
}

/** The day before, to whoever still has the room. */
export const remindOf = (tx: Tx, booking: BookingView, now: Temporal.Instant) =>
  mailAbout(
    tx,
    booking,
    undefined,
    `booking-reminder:${booking.id}:${booking.startsAt.epochMilliseconds}`,
    now,
    (about) => {
      const when = whenOf(booking, about.lang, now)
      return {
        subject: about.t.reminder.subject(about.room, when),
        lead: [about.t.reminder.lead(when)],
        after: inTime(about),
        practical: true,
      }
    },
    'reminders',
  )

const nothing: Step = {
  id: 0,
  at: Temporal.Instant.fromEpochMilliseconds(0),
  personId: null,
  personName: null,
  what: 'booked',
  reason: null,
  details: {},
}

async function mailAbout(
  on: Db | Tx,
  booking: BookingView,
  step: Step = nothing,
  key: string,
  now: Temporal.Instant,
  writes: Write,
  kind?: MessageKind,
): Promise<boolean> {
  const reader = await readerOf(on, booking)
  if (!reader || (kind && booking.personId && !(await wants(on, booking.personId, kind)))) return false
  const { lang } = reader
  const t: Words = mailTexts[lang]
  const room = pick(booking.roomName, lang).text
  const written = writes({ booking, step, lang, t, now, room })
  if (!written) return false
  const about = written.practical ? await roomById(on, booking.roomId) : undefined
  const mail: Mail = {
    key,
    to: reader.to,
    personId: booking.personId,
    lang,
    subject: written.subject,
    ...writeLetter({
      lang,
      greeting: t.hello(reader.name ?? ''),
      lead: written.lead,
      facts: [
        [t.room, `${room}, ${booking.hubName}`],
        [t.when, whenOf(booking, lang, now)],
        [t.people, String(booking.headCount)],
        [t.responsible, booking.responsibleName ?? ''],
        ...(written.facts ?? []),
        ...practicalOf(about, lang, t),
      ],
      after: written.after,
      // Without an account there is no page to go to.
      action:
        booking.personId || written.to
          ? {
              text: written.action ?? t.see,
              url: addressIn(lang, written.to ?? `/me/bookings/${booking.id}`),
            }
          : undefined,
      signature: t.from(booking.hubName),
      small: t.small,
    }),
    ics: written.calendar && calendarOf(booking, lang, reader, written.calendar),
  }
  return on.isTransaction ? sendMail(on as Tx, mail) : inTransaction((tx) => sendMail(tx, mail))
}

const practicalOf = (room: RoomView | undefined, lang: Lang, t: Words): [string, string][] =>
  room
    ? [
        [t.howTo, pick(room.instructions, lang).text],
        [t.camera, pick(room.cameraNotice, lang).text],
      ]
    : []

type Reader = { to: string; lang: Lang; name: string | null }

async function readerOf(on: Db | Tx, booking: BookingView): Promise<Reader | null> {
  if (booking.personId) return addressOf(on, booking.personId)
  return booking.forEmail ? { to: booking.forEmail, lang: 'nb', name: booking.forName } : null
}

function calendarOf(
  booking: BookingView,
  lang: Lang,
  reader: Reader,
  what: 'add' | 'remove',
): NonNullable<Mail['ics']> {
  const method = what === 'add' ? 'REQUEST' : 'CANCEL'
  const entry = {
    ...bookingEntry(booking, lang),
    cancelled: what === 'remove',
    attendee: { name: reader.name ?? '', email: reader.to },
  }
  return { method, content: calendarText([entry], { method }) }
}
