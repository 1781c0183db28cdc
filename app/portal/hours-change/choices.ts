import { z } from 'zod'
import type { HitDate, HoursChoice } from '#activities'
import { instantAt, type Lang, type LocalText, languages } from '#kernel'
import type { HitBooking, RoomHoursChoice } from '#rooms'

const choice = z.enum(['keep', 'later', 'cancel', 'move'])
const date = z.iso.date()
const time = z.iso.time({ precision: -1 })

type Typed = Record<string, unknown>
const textOf = (typed: Typed, name: string) => (typeof typed[name] === 'string' ? typed[name] : undefined)

/** What is to happen with a date that has no choice of its own: `all` speaks for it. */
const choiceFor = (typed: Typed, id: number | string) =>
  choice.safeParse(textOf(typed, `choice-${id}`) ?? textOf(typed, 'all')).data

/** Ids of dates are numbers, those of bookings UUIDs. */
const ofOne = /^choice-(\d+|[0-9a-f-]{36})$/

/** Every date or booking moved needs a day and an hour; each missing one is named at its own field. */
export const choicesForm = (say: { date: string; time: string }) =>
  z.record(z.string(), z.unknown()).superRefine((typed, context) => {
    for (const [name, value] of Object.entries(typed)) {
      const id = ofOne.exec(name)?.[1]
      if (!id || value !== 'move') continue
      if (!date.safeParse(typed[`date-${id}`]).success)
        context.addIssue({ code: 'custom', path: [`date-${id}`], message: say.date })
      if (!time.safeParse(typed[`time-${id}`]).success)
        context.addIssue({ code: 'custom', path: [`time-${id}`], message: say.time })
    }
  })

type Hit = Pick<HitDate, 'id' | 'startsAt' | 'endsAt' | 'because'>

/** Whether a date or booking came to the programme after the form was shown: nobody has seen it, so "the same for all" is not about it. */
export const hasUnseen = (typed: Typed, hits: readonly { id: number | string }[]): boolean => {
  const shown = textOf(typed, 'shown')?.split(' ')
  return shown !== undefined && hits.some(({ id }) => !shown.includes(String(id)))
}

const messageIn = (typed: Typed, lang: Lang): LocalText | null => {
  const said = textOf(typed, 'message')
  return said && languages.includes(lang) ? { [lang]: said } : null
}

/** The choices for the dates that are hit; undefined when one of them lacks a choice. */
export function choicesOf(typed: Typed, hits: readonly Hit[], lang: Lang): HoursChoice[] | undefined {
  const message = messageIn(typed, lang)
  const choices: HoursChoice[] = []
  for (const { id, startsAt, endsAt, because } of hits) {
    const chosen = choiceFor(typed, id)
    if (!chosen) return undefined
    if (chosen === 'move') {
      const minutes = Math.round(startsAt.until(endsAt).total('minutes'))
      const moved = {
        date: textOf(typed, `date-${id}`) ?? '',
        start: textOf(typed, `time-${id}`) ?? '',
        minutes,
      }
      const hubId = textOf(typed, `hub-${id}`)
      choices.push({ occurrenceId: id, choice: 'move', time: moved, hubId, message })
    } else if (chosen === 'cancel') choices.push({ occurrenceId: id, choice: 'cancel', message })
    else if (chosen === 'later') choices.push({ occurrenceId: id, choice: 'later', because })
    else choices.push({ occurrenceId: id, choice: 'keep' })
  }
  return choices
}

type Booked = Pick<HitBooking, 'id' | 'hubId' | 'startsAt' | 'endsAt' | 'because'>

/** The same for bookings. Whoever may change the hours but does not run the rooms leaves the answer to those who do. */
export function bookingChoicesOf(
  typed: Typed,
  hits: readonly Booked[],
  lang: Lang,
  mayDecide: (hubId: string) => boolean,
): RoomHoursChoice[] | undefined {
  const message = messageIn(typed, lang)
  const choices: RoomHoursChoice[] = []
  for (const { id: bookingId, hubId, startsAt, endsAt, because } of hits) {
    const chosen = mayDecide(hubId) ? choiceFor(typed, bookingId) : 'later'
    if (!chosen) return undefined
    const one = { bookingId, because }
    if (chosen === 'move') {
      const from = instantAt(
        Temporal.PlainDate.from(textOf(typed, `date-${bookingId}`) ?? ''),
        Temporal.PlainTime.from(textOf(typed, `time-${bookingId}`) ?? ''),
      )
      const roomId = textOf(typed, `room-${bookingId}`)
      choices.push({ ...one, choice: 'move', from, to: from.add(startsAt.until(endsAt)), roomId, message })
    } else if (chosen === 'cancel') choices.push({ ...one, choice: 'cancel', message })
    else choices.push({ ...one, choice: chosen })
  }
  return choices
}
