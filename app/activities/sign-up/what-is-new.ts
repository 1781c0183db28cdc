import { type Lang, type LocalText, pick, say, today } from '#kernel'
import type { AsItWas } from '../as-it-was.ts'
import { signUpTexts } from '../texts/sign-up.ts'
import { whereOf } from './sign-up-calendar.ts'
import type { SignUpDate, SignUpView } from './sign-ups.ts'

const isWritten = (text: LocalText) => Object.values(text).some(Boolean)

type Reading = { lang: Lang; now: Temporal.Instant; hubs: ReadonlyMap<string, string> }

/** Each thing that is different from what its owner knew, with how it was. A sentence that fits several dates stands once. */
export function whatIsNew(
  signUp: SignUpView,
  dates: readonly SignUpDate[],
  before: readonly AsItWas[],
  { lang, now, hubs }: Reading,
): string[] {
  const t = signUpTexts[lang].mail.changed
  const sentences = dates.flatMap((date) => {
    const was = before.find((one) => one.id === date.id)
    if (!was) return []
    const when = (from: Temporal.Instant, to: Temporal.Instant) => say[lang].range(from, to, today(now))
    const times = {
      now: when(date.startsAt, date.endsAt),
      was: when(Temporal.Instant.from(was.startsAt), Temporal.Instant.from(was.endsAt)),
    }
    const outside = isWritten(was.meetingPoint)
    const places = {
      now: whereOf(date.elsewhere ?? signUp, lang),
      was: whereOf(
        {
          where: outside ? was.meetingPoint : was.place,
          outside,
          hubName: was.hubId === null ? null : (hubs.get(was.hubId) ?? null),
        },
        lang,
      ),
    }
    const titles = { now: pick(signUp.title, lang).text, was: pick(was.title, lang).text }
    return [
      ...(times.now === times.was ? [] : [t.time(times.now, times.was)]),
      ...(places.now === places.was ? [] : [t.place(places.now, places.was)]),
      ...(titles.now === titles.was ? [] : [t.title(titles.now, titles.was)]),
    ]
  })
  return [...new Set(sentences)]
}
