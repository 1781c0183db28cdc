import type { Lang } from '#kernel'
import type { StatusKind } from '#ui'
import type { SeriesState } from '../shapes.ts'
import { texts } from '../texts/index.ts'
import type { DateCard } from '../whats-on.ts'

export type StatusFacts = Pick<
  DateCard,
  'state' | 'signUpOpen' | 'waitingList' | 'left' | 'startsAt' | 'endsAt'
> & {
  seriesState?: SeriesState
}
export type SaidStatus = { kind: StatusKind; text: string }

/** Places left before "few left" is worth saying. */
const few = 3

/** Where a date stands, in one word and a colour; null when there is nothing to say but that it happens. */
export function statusOf(date: StatusFacts, lang: Lang, now: Temporal.Instant): SaidStatus | null {
  const t = texts[lang].states
  if (date.seriesState === 'draft') return { kind: 'draft', text: t.draft }
  if (date.state === 'cancelled' || date.seriesState === 'cancelled')
    return { kind: 'cancelled', text: t.cancelled }
  const at = now.epochMilliseconds
  // ISO text in UTC, as PostgreSQL wrote it: Date.parse costs a tenth of a Temporal value, fifty times a page.
  if (Date.parse(date.endsAt) <= at) return { kind: 'closed', text: t.past }
  if (Date.parse(date.startsAt) <= at) return { kind: 'open', text: t.onNow }
  // Places that can no longer be taken, or not yet, are nothing to tell of.
  const { left } = date
  if (!date.signUpOpen || left === null) return null
  if (left <= 0) return { kind: 'full', text: date.waitingList ? t.waitingList : t.full }
  return left <= few ? { kind: 'soon', text: t.fewLeft(left) } : null
}
