import { hoursFacts, isPublicHoliday } from '#hubs'
import type { Db, Tx } from '#kernel'
import type { FreeDays } from './slots.ts'

/** The days that rules skip when asked: the country's holidays, and the school holidays an administrator entered. */
export async function readFreeDays(on: Db | Tx): Promise<FreeDays> {
  const [facts] = (await hoursFacts(on)).values()
  const schoolHolidays = facts?.schoolHolidays ?? []
  return {
    isPublicHoliday,
    isSchoolHoliday: (date) => {
      const day = date.toString()
      return schoolHolidays.some(({ from, to }) => from <= day && day <= to)
    },
  }
}
