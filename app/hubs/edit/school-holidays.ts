import { z } from 'zod'
import { type Actor, clearPages, type Db, field, found, type LocalText, sql, type Tx } from '#kernel'
import { audit, needAdministrator } from '#people'
import type { SchoolHoliday } from '../hours/facts.ts'
import { refuse } from '../refusals.ts'
import { inLanguages, jsonFrom } from './in-languages.ts'

export const schoolHolidayForm = z.object({
  ...inLanguages('name', 80),
  name_nb: field.text(80),
  from: field.date(),
  to: field.date(),
  proposal: field.tick(),
})

/** Every municipality sets its own; none are known before somebody enters them. */
export async function schoolHolidays(on: Db | Tx): Promise<SchoolHoliday[]> {
  const rows = await on.selectFrom('hubs.school_holiday').selectAll().orderBy('starts_on').execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name as LocalText,
    from: row.starts_on,
    to: row.ends_on,
    proposal: row.proposal,
  }))
}

export async function addSchoolHoliday(
  tx: Tx,
  actor: Actor,
  wish: z.infer<typeof schoolHolidayForm>,
): Promise<void> {
  needAdministrator(actor)
  refuse(wish.to < wish.from ? 'hubs.period-backwards' : undefined)
  const { id } = await tx
    .insertInto('hubs.school_holiday')
    .values({
      name: jsonFrom(wish, 'name') as string,
      starts_on: wish.from,
      ends_on: wish.to,
      proposal: wish.proposal,
      source: 'administrator',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await changed(tx, actor, 'hubs.add-school-holiday', id)
}

export async function removeSchoolHoliday(tx: Tx, actor: Actor, id: number): Promise<void> {
  needAdministrator(actor)
  found(await tx.deleteFrom('hubs.school_holiday').where('id', '=', id).returning('id').executeTakeFirst())
  await changed(tx, actor, 'hubs.remove-school-holiday', id)
}

/** Hours of any hub may follow the school year. */
async function changed(tx: Tx, actor: Actor, action: string, id: number) {
  await audit(tx, actor, action, { kind: 'school-holiday', id: String(id) })
  const { rows } = await sql<{ id: string }>`select id from hubs.hub`.execute(tx)
  await clearPages(tx, ['hubs', ...rows.map((hub) => `hub:${hub.id}`)])
}
