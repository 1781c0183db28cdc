import { type Lang, type Mail, municipality, sendMail, type Tx } from '#kernel'
import { addressOf, wants } from '#people'
import { addressIn, type LetterParts, letter } from '../sign-up/letter.ts'
import { followerTexts } from '../texts/followers.ts'
import { stopPath } from './stop-link.ts'

type Reader = { to: string; name: string | null }
type Written = Pick<LetterParts, 'lead' | 'facts' | 'action'> & {
  subject: string
  from?: string | null
  ics?: Mail['ics']
}

/**
 * Mails somebody about what they follow, once per key. It brings the way out with it: a link that works without
 * sign-in, in the letter and in its head, where mail programs show a button for it.
 */
export async function mailFollower(
  tx: Tx,
  personId: string,
  topics: readonly string[],
  key: string,
  write: (t: (typeof followerTexts)['nb'], lang: Lang, reader: Reader) => Written,
): Promise<boolean> {
  const reader = await addressOf(tx, personId)
  if (!reader || !(await wants(tx, personId, 'followed'))) return false
  const { lang, name, to } = reader
  const t = followerTexts[lang]
  const { subject, lead, facts, action, from, ics } = write(t, lang, reader)
  const unsubscribeUrl = addressIn(lang, stopPath({ personId, topics: [...topics] }))
  return sendMail(tx, {
    key,
    to,
    personId,
    lang,
    subject,
    ...letter({
      lang,
      name,
      lead,
      facts,
      action,
      from: from ?? municipality.name,
      small: t.because,
      leave: { text: t.stop.button, url: unsubscribeUrl },
    }),
    ics,
    unsubscribeUrl,
  })
}
