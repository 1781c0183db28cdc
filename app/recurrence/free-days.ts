import { type Facts, hoursFacts, isPublicHoliday } from '#hubs'
import type { Db, Tx } from '#kernel'
import type { FreeDays } from './slots.ts'

/** The days that rules skip when asked: the country's holidays, and the school holidays an administrator entered. */
export const readFreeDays = async (on: Db | Tx): Promise<FreeDays> => freeDaysOf(await hoursFacts(on))

/** The same for whoever has read the facts already. */
export function freeDaysOf(facts: Facts): FreeDays {
  const [any] = facts.values()
  const schoolHolidays = any?.schoolHolidays ?? []
  return {
    isPublicHoliday,
    isSchoolHoliday: (date) => {
      const day = date.toString()
      return schoolHolidays.some(({ from, to }) => from <= day && day <= to)
    },
  }
}
