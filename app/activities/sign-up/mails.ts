import {
  type Db,
  inTransaction,
  type Lang,
  type Mail,
  municipality,
  pick,
  randomToken,
  say,
  sendMail,
  type Tx,
  today,
} from '#kernel'
import { addressOf, type MessageKind, wants } from '#people'
import { signUpTexts } from '../texts/sign-up.ts'
import { addressIn, type LetterParts, letter } from './letter.ts'
import { signUpPath } from './paths.ts'
import { comingDates, mailCalendar, whereOf } from './sign-up-calendar.ts'
import { keepLink, type SignUpDate, type SignUpView } from './sign-ups.ts'

type Written = {
  subject: string
  lead: string[]
  after?: string[]
  action?: string
  /** Where the button leads; the sign-up's own page when nothing is said. */
  to?: string
  /** The dates that are told of and go into the calendar. */
  dates: readonly SignUpDate[]
  calendar?: 'add' | 'remove'
  code?: boolean
  small?: string
}

type Reader = { to: string; lang: Lang; name: string | null }

const readerOf = async (tx: Db, signUp: SignUpView): Promise<Reader | null> => {
  if (signUp.personId) return addressOf(tx, signUp.personId)
  return signUp.email ? { to: signUp.email, lang: signUp.lang, name: signUp.name } : null
}

/** Mails the owner of a sign-up, once per key. What it says is read and written now, not when it was announced. */
export async function mailAbout(
  on: Db,
  signUp: SignUpView,
  key: string,
  now: Temporal.Instant,
  write: (t: (typeof signUpTexts)['nb']['mail'], title: string, lang: Lang) => Written,
  kind?: MessageKind,
): Promise<boolean> {
  const reader = await readerOf(on, signUp)
  if (!reader || (kind && signUp.personId && !(await wants(on, signUp.personId, kind)))) return false
  const { lang } = reader
  const t = signUpTexts[lang].mail
  const written = write(t, pick(signUp.title, lang).text, lang)
  const token = randomToken()
  const own = addressIn(lang, `/sign-ups/${token}`)
  const parts: LetterParts = {
    lang,
    // Whoever typed the address may have typed anything as the name: nothing of theirs goes to it before it is proved.
    name: signUp.state === 'unconfirmed' ? null : reader.name,
    lead: written.lead,
    facts: [
      [t.what, pick(signUp.title, lang).text],
      [t.when, written.dates.map((date) => whenOf(date, lang, now)).join('; ')],
      [t.where, placesOf(signUp, written.dates, lang)],
      [t.party, signUp.party > 1 ? String(signUp.party) : ''],
      [t.bring, written.code ? pick(signUp.bring, lang).text : ''],
      [t.code, written.code ? signUp.code : ''],
    ],
    picture: written.code ? { url: `${own}/qr.png`, alt: t.qr(signUp.code) } : undefined,
    action: { text: written.action ?? t.see, url: written.to ? addressIn(lang, written.to) : own },
    after: written.after,
    from: signUp.hubName ?? municipality.name,
    small: written.small ?? t.noReply,
  }
  const mail: Mail = {
    key,
    to: reader.to,
    personId: signUp.personId,
    lang,
    subject: written.subject,
    ...letter(parts),
    ics: written.calendar
      ? mailCalendar(
          signUp,
          lang,
          written.dates,
          { name: reader.name ?? '', email: reader.to },
          written.calendar === 'remove',
        )
      : undefined,
  }
  const send = async (tx: Tx) => {
    const isNew = await sendMail(tx, mail)
    if (isNew) await keepLink(tx, signUp.id, token)
    return isNew
  }
  return on.isTransaction ? send(on as Tx) : inTransaction(send)
}

const placesOf = (signUp: SignUpView, dates: readonly SignUpDate[], lang: Lang) => {
  const places = dates.map((date) => whereOf(date.elsewhere ?? signUp, lang))
  return places.length === 0 ? whereOf(signUp, lang) : [...new Set(places)].join('; ')
}

export const whenOf = (date: SignUpDate, lang: Lang, now: Temporal.Instant) =>
  say[lang].range(date.startsAt, date.endsAt, today(now))

/** The mail that fits the state a sign-up is in now; undefined when there is nothing (more) to say. */
export function mailFor(
  signUp: SignUpView,
  now: Temporal.Instant,
): Parameters<typeof mailAbout>[4] | undefined {
  const dates = comingDates(signUp, now)
  const over = dates.length === 0 || signUp.seriesState === 'cancelled'
  const held =
    signUp.heldUntil && Temporal.Instant.compare(signUp.heldUntil, now) > 0 ? signUp.heldUntil : null
  const until = (lang: Lang) => say[lang].dateTime(held as Temporal.Instant, today(now))
  switch (signUp.state) {
    case 'unconfirmed':
      return held && !over
        ? (t, title, lang) => ({
            subject: t.confirm.subject(title),
            lead: [t.confirm.lead(until(lang))],
            action: t.confirm.action,
            dates,
            small: t.notYou,
          })
        : undefined
    case 'attending':
      return over
        ? undefined
        : (t, title) => ({
            subject: t.attending.subject(title),
            lead: [t.attending.lead],
            dates,
            calendar: 'add',
            code: true,
          })
    case 'waiting':
      return over
        ? undefined
        : (t, title) => ({
            subject: t.waiting.subject(title),
            lead: [t.waiting.lead(signUp.line ?? 1)],
            dates,
          })
    case 'offered':
      return held && !over
        ? (t, title, lang) => ({
            subject: t.offered.subject(title),
            lead: [t.offered.lead(until(lang), signUp.party)],
            action: t.offered.action,
            dates,
          })
        : undefined
    case 'lapsed':
      return signUp.lapsedFrom === 'offered' && !over
        ? (t, title) => ({
            subject: t.offerEnded.subject(title),
            lead: [t.offerEnded.lead],
            action: t.offerEnded.action,
            to: signUpPath(signUp.seriesId, signUp.occurrenceId),
            dates,
          })
        : undefined
    case 'cancelled':
      return over || signUp.cancelledBy === 'erasure'
        ? undefined
        : (t, title) => {
            const said = signUp.cancelledBy === 'host' ? t.cancelledByHost : t.cancelled
            return { subject: said.subject(title), lead: [said.lead], dates, calendar: 'remove' }
          }
  }
}
