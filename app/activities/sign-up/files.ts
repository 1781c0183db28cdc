import type { Handler } from 'hono'
import { calendarText, type Env, found, pick, type Visit, visitOf } from '#kernel'
import { signUpTexts } from '../texts/sign-up.ts'
import { checkInPng } from './check-in-picture.ts'
import { noteLook, peopleAt, peopleCsv } from './people-at.ts'
import { entriesOf } from './sign-up-calendar.ts'
import { mySignUp, type SignUpView, signUpByToken } from './sign-ups.ts'

type Finding = (c: Visit) => Promise<SignUpView | undefined>
export const byLink: Finding = (c) => signUpByToken(c.db, c.param('token'))
export const ofMine: Finding = async (c) =>
  c.actor.personId ? mySignUp(c.db, c.actor.personId, c.param('signUpId')) : undefined

/** All dates of one's sign-up, also cancelled ones and evenings given up, so that fetching it again tidies the calendar. */
export const calendarOf =
  (find: Finding): Handler<Env> =>
  async (hono) => {
    const c = visitOf(hono)
    const signUp = found(await find(c))
    const entries = entriesOf(signUp, c.lang, signUp.dates, signUp.state !== 'attending')
    return hono.body(calendarText(entries, { name: pick(signUp.title, c.lang).text }), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="innbyggertorg.ics"',
      'cache-control': 'private, no-store',
    })
  }

/** The picture in a mail: the link is secret, and so is what it shows. */
export const pictureOfCode: Handler<Env> = async (hono) => {
  const signUp = found(await byLink(visitOf(hono)))
  const png = new Uint8Array(await checkInPng(signUp.code))
  return hono.body(png, 200, { 'content-type': 'image/png', 'cache-control': 'private, max-age=86400' })
}

export const peopleFile: Handler<Env> = async (hono) => {
  const c = visitOf(hono)
  const t = signUpTexts[c.lang]
  const at = await peopleAt(c.db, c.actor, Number(/^\d{1,15}$/.exec(c.param('occurrenceId'))?.[0] ?? 0))
  await noteLook(c.db, c.actor, at)
  const date = at.startsAt.toString().slice(0, 10)
  return hono.body(
    peopleCsv(t.host.csvHead, at, c.lang, (state) => t.status.short[state]),
    200,
    {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${at.occurrenceId}-${date}.csv"`,
      'cache-control': 'private, no-store',
    },
  )
}
