import type { LocalText } from '#kernel'
import type { Occurrence, Series } from './series.ts'

/** A date as those who come know it, before an edit: a mail about a change says what it was, too. */
export type AsItWas = {
  id: number
  startsAt: string
  endsAt: string
  hubId: string | null
  title: LocalText
  place: LocalText
  meetingPoint: LocalText
}

export const asItWas = ({ wish }: Pick<Series, 'wish'>, date: Occurrence): AsItWas => ({
  id: date.id,
  startsAt: date.startsAt.toString(),
  endsAt: date.endsAt.toString(),
  hubId: date.hubId,
  title: date.changes.title ?? wish.title,
  place: date.changes.place ?? wish.place,
  meetingPoint: date.changes.meetingPoint ?? wish.meetingPoint,
})
