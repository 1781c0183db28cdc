import { addressIn, inTransaction, type Job, type Lang, pick, say, today, writeLetter } from '#kernel'
import { mailTo } from '#people'
import { mailTexts } from '../texts/mails.ts'
import { waitTexts } from '../texts/waits.ts'
import { type WaitView, waitById } from './waits.ts'

type Words = (typeof waitTexts)['nb']['mail']
type Written = { subject: string; lead: string; action: string; path: string }

/** What the place in line says now, unless something newer has happened: then that one's own letter says it. */
export async function tellOfWait(
  { waitId, version }: { waitId: string; version: number },
  { db, now }: Job,
): Promise<void> {
  const wait = await waitById(db, waitId)
  if (wait?.version !== version || Temporal.Instant.compare(wait.startsAt, now) <= 0) return
  const write = writtenFor(wait, now)
  if (!write) return
  await inTransaction((tx) =>
    mailTo(tx, wait.personId, `wait:${waitId}:${version}`, ({ lang, name }) => {
      const t = waitTexts[lang].mail
      const words = mailTexts[lang]
      const room = pick(wait.roomName, lang).text
      const { subject, lead, action, path } = write(t, room, lang)
      const letter = writeLetter({
        lang,
        greeting: words.hello(name ?? ''),
        lead: [lead],
        facts: [
          [words.room, `${room}, ${wait.hubName}`],
          [words.when, say[lang].range(wait.startsAt, wait.endsAt, today(now))],
        ],
        action: { text: action, url: addressIn(lang, path) },
        signature: words.from(wait.hubName),
        small: t.noReply,
      })
      return { subject, ...letter }
    }),
  )
}

function writtenFor(wait: WaitView, now: Temporal.Instant) {
  const { offeredUntil } = wait
  const live = offeredUntil && Temporal.Instant.compare(offeredUntil, now) > 0 ? offeredUntil : null
  switch (wait.state) {
    case 'waiting':
      return (t: Words, room: string): Written => ({
        subject: t.waiting.subject(room),
        lead: t.waiting.lead(wait.ahead),
        action: t.waiting.action,
        path: '/me/bookings',
      })
    case 'offered':
      return (
        live &&
        ((t: Words, room: string, lang: Lang): Written => ({
          subject: t.offered.subject(room),
          lead: t.offered.lead(say[lang].dateTime(live, today(now))),
          action: t.offered.action,
          path: `/me/waits/${wait.id}`,
        }))
      )
    case 'lapsed':
      return (t: Words, room: string): Written => ({
        subject: t.offerEnded.subject(room),
        lead: t.offerEnded.lead,
        action: t.offerEnded.action,
        path: `/rooms/${wait.roomId}`,
      })
    // Who took it gets the booking's own letter; who left knows.
    default:
      return undefined
  }
}
