import { type Rule, type Slot, splitRule } from '#recurrence'

export type Place = { roomId: string; from: Temporal.Instant; to: Temporal.Instant }

/**
 * What somebody wants with a date that was refused: no booking then, another time or room, or that the series ends before
 * it.
 */
export type DateChoice =
  | { date: string; choice: 'skip' }
  | { date: string; choice: 'move'; to: Place }
  | { date: string; choice: 'stop' }

/** A date as it shall be tried. `wished` is where the rule puts it; `place` is where it shall be, or nowhere. */
export type PlannedDate = { date: string; wished: Place; place: Place | null; choice: 'skip' | 'move' | null }

/** The dates of a series with the choices laid over them, first to last. */
export function planOf(
  slots: readonly Slot[],
  roomId: string,
  choices: readonly DateChoice[],
): PlannedDate[] {
  const end = firstStop(choices)
  const chosen = new Map(choices.map((choice) => [choice.date, choice]))
  return slots
    .filter(({ date }) => end === undefined || date < end)
    .map(({ date, startsAt, endsAt }) => {
      const wished = { roomId, from: startsAt, to: endsAt }
      const choice = chosen.get(date)
      if (choice?.choice === 'skip') return { date, wished, place: null, choice: 'skip' }
      if (choice?.choice === 'move') return { date, wished, place: choice.to, choice: 'move' }
      return { date, wished, place: wished, choice: null }
    })
}

/** The rule as it is kept: without what comes after a stop. What was skipped or moved stays in it, and is written beside. */
export function ruleKept(rule: Rule, slots: readonly Slot[], choices: readonly DateChoice[]): Rule {
  const end = firstStop(choices)
  if (end === undefined || !slots.some(({ date }) => date < end)) return rule
  return splitRule(
    rule,
    end,
    slots.map(({ date }) => date),
  ).before
}

/** Stopping before an early date makes a later stop pointless. */
const firstStop = (choices: readonly DateChoice[]): string | undefined =>
  choices
    .filter(({ choice }) => choice === 'stop')
    .map(({ date }) => date)
    .sort()[0]
