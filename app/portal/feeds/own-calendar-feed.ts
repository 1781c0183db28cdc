import { mySignUps, signUpEntries } from '#activities'
import { calendarText, found, limit, municipality, type Visit } from '#kernel'
import { entriesOfPerson } from '#rooms'
import { readerOf } from '../own-calendar/calendar-link.ts'
import { texts } from '../own-calendar/texts.ts'
import { feedAddress } from './calendar-feeds.ts'

/** What somebody is signed up for and has booked, for whoever holds the address. Kept nowhere between here and their calendar. */
export async function ownCalendar(c: Visit, token: string): Promise<Response> {
  const personId = await readerOf(c.db, token, c.now)
  if (!personId) await limit({ key: `calendar-guess:${c.network}`, max: 60, seconds: 3600 })
  const signUps = await mySignUps(c.db, found(personId), c.now)
  const dates = signUps
    .filter((signUp) => signUp.state === 'attending')
    .flatMap((signUp) =>
      signUpEntries(
        signUp,
        c.lang,
        signUp.dates.filter((date) => date.state !== 'dropped' && !date.absent),
      ),
    )
  const entries = [...dates, ...(await entriesOfPerson(c, found(personId)))]
  const name = texts[c.lang].feedName(municipality.name)
  return new Response(calendarText(entries, { name, url: feedAddress(c) }), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    },
  })
}
