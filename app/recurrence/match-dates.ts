/** Which of the existing dates lives on as which date of the edited rule. */
export type Matched = { kept: Map<string, string>; added: string[]; gone: string[] }

const weekOf = (date: string) => {
  const day = Temporal.PlainDate.from(date)
  return `${day.yearOfWeek}-${day.weekOfYear}`
}
const monthOf = (date: string) => date.slice(0, 7)

/**
 * Pairs the dates before an edit with those after it, so that whoever signed up for Tuesday's meeting comes along when
 * the series moves to Wednesdays: first the same date, then the same week, then the same month.
 */
export function matchDates(before: readonly string[], after: readonly string[]): Matched {
  const kept = new Map<string, string>()
  let gone = [...before].sort()
  let added = [...after].sort()
  for (const near of [(date: string) => date, weekOf, monthOf]) {
    const free = Map.groupBy(added, near)
    for (const date of gone) {
      const next = free.get(near(date))?.shift()
      if (next) kept.set(date, next)
    }
    const taken = new Set(kept.values())
    gone = gone.filter((date) => !kept.has(date))
    added = added.filter((date) => !taken.has(date))
  }
  return { kept, added, gone }
}
