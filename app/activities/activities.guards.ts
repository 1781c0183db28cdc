import { db, inTransaction, sql, systemActor, today } from '#kernel'
import type { Guard } from '#testing'
import { createActivity } from './create-activity.ts'
import { plainWish } from './shapes.ts'

const insist = (kept: boolean, what: string) => {
  if (!kept) throw new Error(what)
}

async function anActivity(): Promise<number> {
  const start = today().add({ days: 7 }).toString()
  const { id } = await inTransaction((tx) =>
    createActivity(tx, systemActor, {
      ...plainWish,
      hubId: null,
      category: 'meeting',
      title: { nb: 'Folkemøte' },
      rule: {
        start,
        time: '18:00',
        minutes: 60,
        rrule: null,
        skipPublicHolidays: false,
        skipSchoolHolidays: false,
        extraDates: [],
        cancelledDates: [],
      },
    }),
  )
  return id
}

/** Past every verb, straight into the tables: what a new code path that forgot to ask would do. */
const past = (statement: ReturnType<typeof sql>) => statement.execute(db).catch(() => undefined)

const count = async (statement: ReturnType<typeof sql<{ n: number }>>) =>
  (await statement.execute(db)).rows[0]?.n

export const guards: Guard[] = [
  {
    name: 'an activity never has the same date twice, whoever writes it',
    remove: 'alter table activities.occurrence drop constraint "activities.date-taken"',
    prove: async () => {
      const id = await anActivity()
      const again = () =>
        past(sql`insert into activities.occurrence (series_id, original_date, starts_at, ends_at)
          select series_id, original_date, starts_at, ends_at from activities.occurrence where series_id = ${id} limit 1`)
      await Promise.all([again(), again(), again()])
      insist(
        (await count(sql`select count(*)::int as n from activities.occurrence where series_id = ${id}`)) ===
          1,
        'a date stands twice',
      )
    },
  },
  {
    name: 'a date never ends before it starts',
    remove: 'alter table activities.occurrence drop constraint "activities.ends-before-start"',
    prove: async () => {
      const id = await anActivity()
      await past(
        sql`update activities.occurrence set ends_at = starts_at - interval '1 hour' where series_id = ${id}`,
      )
      insist(
        (await count(
          sql`select count(*)::int as n from activities.occurrence where series_id = ${id} and ends_at <= starts_at`,
        )) === 0,
        'a date ends before it starts',
      )
    },
  },
  {
    name: 'what hosts did is not rewritten afterwards',
    remove: 'drop trigger append_only on activities.change',
    prove: async () => {
      const id = await anActivity()
      await past(sql`update activities.change set what = 'published' where series_id = ${id}`)
      await past(sql`delete from activities.change where series_id = ${id}`)
      insist(
        (await count(
          sql`select count(*)::int as n from activities.change where series_id = ${id} and what = 'created'`,
        )) === 1,
        'history was rewritten',
      )
    },
  },
]
