import type { Visit } from '#kernel'
import type { DateChoice, Place } from '../series/series-plan.ts'

export const choiceName = (date: string) => `choice-${date}`
/** A place in a form: `room 2026-11-24T17:00:00Z 2026-11-24T19:00:00Z`. */
export const placeText = ({ roomId, from, to }: Place) => `${roomId} ${from} ${to}`
export const moveTo = (place: Place) => `move ${placeText(place)}`

/** From a page of ours; anything else is nowhere. */
export function placeFrom(text: string): Place | undefined {
  const [roomId = '', from = '', to = ''] = text.split(' ')
  try {
    return /^[a-z0-9-]{1,60}$/.test(roomId)
      ? { roomId, from: Temporal.Instant.from(from), to: Temporal.Instant.from(to) }
      : undefined
  } catch {
    return undefined
  }
}

/** What was chosen for each refused date, on the page before. */
export function choicesIn(c: Visit): DateChoice[] {
  return Object.entries(c.form.input()).flatMap(([name, value]): DateChoice[] => {
    const date = /^choice-(\d{4}-\d{2}-\d{2})$/.exec(name)?.[1]
    if (!date || typeof value !== 'string') return []
    if (value === 'skip' || value === 'stop') return [{ date, choice: value }]
    const to = value.startsWith('move ') ? placeFrom(value.slice(5)) : undefined
    return to ? [{ date, choice: 'move', to }] : []
  })
}
