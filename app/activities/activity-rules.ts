import type { LocalText } from '#kernel'
import type { Difference } from './announcements.ts'
import type { ActivityWish } from './shapes.ts'

const isEmpty = (text: LocalText) => !Object.values(text).some((written) => written?.trim())

/** What is wrong with a wish whatever the day is; undefined when nothing is. */
export function whyNotWish(wish: ActivityWish) {
  if (isEmpty(wish.title)) return 'activities.title-missing' as const
  if (wish.ageMin !== null && wish.ageMax !== null && wish.ageMin > wish.ageMax)
    return 'activities.ages' as const
  if (wish.minimum !== null && wish.capacity !== null && wish.minimum > wish.capacity)
    return 'activities.minimum-over-capacity' as const
  return undefined
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const sameText = (a: LocalText, b: LocalText) => same(Object.entries(a).sort(), Object.entries(b).sort())

/** What those who plan to come must hear of. A corrected summary is nobody's mail. */
export function differences(before: ActivityWish, after: ActivityWish): Difference[] {
  const found: Difference[] = []
  if (!sameText(before.title, after.title)) found.push('title')
  if (
    before.hubId !== after.hubId ||
    !sameText(before.place, after.place) ||
    !sameText(before.meetingPoint, after.meetingPoint)
  )
    found.push('place')
  return found
}

/** Names of what was edited, for the history. */
export const editedFields = (before: ActivityWish, after: ActivityWish) =>
  (Object.keys(after) as (keyof ActivityWish)[]).filter((key) => !same(before[key], after[key]))
