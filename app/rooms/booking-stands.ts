import {
  addressIn,
  announcement,
  inTransaction,
  type Job,
  type Lang,
  pick,
  say,
  sendMail,
  today,
  writeLetter,
} from '#kernel'
import { mailTo } from '#people'
import { bookingById } from './reads.ts'
import { hoursTexts } from './texts/hours.ts'
import { mailTexts } from './texts/mails.ts'

type Stands = {
  bookingId: string
  version: number
  because: 'closed' | 'not-staffed' | 'not-open' | null
}

/** The hours changed, and a host has decided that the booking stands all the same. */
export const bookingStands = announcement<Stands>('rooms.booking-stands')

/** Whoever reads of the closure elsewhere would believe that they have no room. */
export async function tellThatItStands(
  { bookingId, version, because }: Stands,
  { db, now }: Job,
): Promise<void> {
  const booking = await bookingById(db, bookingId)
  if (booking?.state !== 'booked' || booking.version !== version) return
  const key = `booking-stands:${bookingId}:${version}`
  const { personId, forName, forEmail, roomName, hubName, startsAt, endsAt } = booking
  const letter = (lang: Lang, name: string | null) => {
    const t = hoursTexts[lang].stands
    const m = mailTexts[lang]
    const room = pick(roomName, lang).text
    return {
      subject: t.subject(room),
      ...writeLetter({
        lang,
        greeting: m.hello(name ?? ''),
        lead: [t.lead[because ?? 'other']],
        facts: [
          [m.room, `${room}, ${hubName}`],
          [m.when, say[lang].range(startsAt, endsAt, today(now))],
        ],
        // Whoever has no account has no page to see it on.
        action: personId ? { text: m.see, url: addressIn(lang, `/me/bookings/${bookingId}`) } : undefined,
        after: [t.next],
        signature: m.from(hubName),
        small: m.small,
      }),
    }
  }
  await inTransaction(async (tx) => {
    if (personId) await mailTo(tx, personId, key, ({ lang, name }) => letter(lang, name))
    else if (forEmail) await sendMail(tx, { ...letter('nb', forName), to: forEmail, lang: 'nb', key })
  })
}
