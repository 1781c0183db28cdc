import { inZone, type Lang, type LocalText, say } from '#kernel'
import type { HubStatus } from '../hours/facts.ts'
import type { Why } from '../hours/hours-between.ts'
import type { OpenAt } from '../hours/open-at.ts'
import { texts } from '../texts/index.ts'

export type SaidOpen = { kind: 'open' | 'closed' | 'soon' | 'info'; text: string; example: boolean }

/** "Åpent nå · stenger 15.00": what the door sign says, in a reader's language. */
export function sayOpen(at: OpenAt, lang: Lang, now: Temporal.Instant): SaidOpen {
  const t = texts[lang].open
  const said = (kind: SaidOpen['kind'], text: string): SaidOpen => ({ kind, text, example: at.example })
  const goesOn =
    at.next !== null && at.until !== null && Temporal.Instant.compare(at.next.from, at.until) === 0
  switch (at.state) {
    case 'staffed':
      if (!at.until) return said('open', t.always)
      return said(
        'open',
        goesOn
          ? t.staffedThenStaffless(when(at.until, lang, now))
          : t.staffedUntil(when(at.until, lang, now)),
      )
    case 'staffless':
      if (!at.until) return said('open', t.stafflessAlways)
      return said(
        'open',
        goesOn
          ? t.stafflessThenStaffed(when(at.until, lang, now))
          : t.stafflessUntil(when(at.until, lang, now)),
      )
    case 'closed':
      if (at.next) return said('closed', t.closedUntil(when(at.next.from, lang, now)))
      return said(statusOf(at.why) === 'planned' ? 'soon' : 'closed', closedText(statusOf(at.why), lang))
    case 'unknown':
      return said('info', t.unknown)
  }
}

const statusOf = (why: readonly Why[]): HubStatus | undefined => why.find((w) => w.kind === 'status')?.status
const closedText = (status: HubStatus | undefined, lang: Lang) => {
  const t = texts[lang].open
  return status === 'planned' ? t.planned : status === 'closed' ? t.closedDown : t.closed
}

/** Today only the clock; later also the day. */
function when(at: Temporal.Instant, lang: Lang, now: Temporal.Instant) {
  const today = inZone(now).toPlainDate()
  return inZone(at).toPlainDate().equals(today) ? say[lang].time(at) : say[lang].dateTime(at, today)
}

/** Why a day is not like others, as sentences; the plain weekend needs none. */
export function sayWhy(why: readonly Why[], lang: Lang): (string | LocalText)[] {
  const sentences = why.flatMap((w) => sayOne(w, lang))
  const seen = new Set<string>()
  return sentences.filter(
    (sentence) => !seen.has(JSON.stringify(sentence)) && seen.add(JSON.stringify(sentence)),
  )
}

function sayOne(why: Why, lang: Lang): (string | LocalText)[] {
  switch (why.kind) {
    case 'status':
      return [closedText(why.status, lang)]
    case 'holiday':
      return [why.name]
    case 'closure':
      return [why.closure.reason, ...(why.note ? [why.note] : [])]
    case 'deviation':
      return [why.note ?? texts[lang].hub.deviation]
  }
}
