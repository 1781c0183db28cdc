import { type CalendarEntry, calendarText, calendarUid, type Lang, type Mail, pick } from '#kernel'
import { addressIn } from './letter.ts'
import type { SignUpDate, SignUpView } from './sign-ups.ts'

/** The date in the calendar of whoever signed up: their own entry, beside the public one. */
const signUpUid = (signUpId: string, occurrenceId: number) =>
  calendarUid(`sign-up-${signUpId}-${occurrenceId}`)

/** The dates of a sign-up for its owner's calendar. */
export function entriesOf(
  signUp: SignUpView,
  lang: Lang,
  dates: readonly SignUpDate[],
  cancelled = false,
): CalendarEntry[] {
  return dates.map((date) => ({
    uid: signUpUid(signUp.id, date.id),
    // Each part only ever rises, and so does their sum.
    sequence: signUp.version + signUp.eveningsVersion + signUp.seriesSequence + date.sequence,
    startsAt: date.startsAt,
    endsAt: date.endsAt,
    title: pick(signUp.title, lang).text,
    where: whereOf(date.elsewhere ?? signUp, lang),
    url: addressIn(lang, `/activities/${signUp.seriesId}`),
    cancelled: cancelled || date.absent || date.state !== 'on' || signUp.seriesState === 'cancelled',
  }))
}

export const whereOf = (
  { where, outside, hubName }: Pick<SignUpView, 'where' | 'outside' | 'hubName'>,
  lang: Lang,
) => [pick(where, lang).text, outside ? null : hubName].filter(Boolean).join(', ')

/** Dates to be at: those that are on and were not given up. */
export const comingDates = (signUp: SignUpView, now: Temporal.Instant) =>
  signUp.dates.filter(
    (date) => date.state === 'on' && !date.absent && Temporal.Instant.compare(date.endsAt, now) > 0,
  )

/**
 * The calendar file of a mail. An invitation (REQUEST, CANCEL) may speak of one entry only, and most programs read
 * no more than its first; several dates are therefore published.
 */
export function mailCalendar(
  signUp: SignUpView,
  lang: Lang,
  dates: readonly SignUpDate[],
  reader: { name: string; email: string },
  cancelled: boolean,
): Mail['ics'] | undefined {
  if (dates.length === 0) return
  const method = dates.length > 1 ? 'PUBLISH' : cancelled ? 'CANCEL' : 'REQUEST'
  const entries = entriesOf(signUp, lang, dates, cancelled).map((entry) => ({ ...entry, attendee: reader }))
  return { method, content: calendarText(entries, { method }) }
}
