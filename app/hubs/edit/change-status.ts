import { z } from 'zod'
import { type Actor, announce, type Db, field, found, startOfDay, type Tx } from '#kernel'
import { needStaff } from '#people'
import { hoursChanged } from '../announcements.ts'
import type { HubStatus, StatusPeriod } from '../hours/facts.ts'
import { edited } from './edit-hub.ts'

export const statuses = ['planned', 'temporary', 'open', 'closed'] as const
export const statusForm = z.object({ status: z.enum(statuses), from: field.date() })

/** What a hub has been, is and will be, oldest first. */
export const statusHistory = async (on: Db | Tx, hubId: string): Promise<StatusPeriod[]> =>
  (
    await on
      .selectFrom('hubs.status_period')
      .select(['status', 'valid_from as from', 'valid_to as to'])
      .where('hub_id', '=', hubId)
      .orderBy('valid_from', (order) => order.asc().nullsFirst())
      .execute()
  ).map((period) => ({ ...period, status: period.status as HubStatus }))

/**
 * From a date on the hub is something else. What was planned from that date on gives way; what was before ends the day
 * before and stays as history. A hub that opens or closes changes when its doors are open.
 */
export async function changeStatus(
  tx: Tx,
  actor: Actor,
  hubId: string,
  wish: z.infer<typeof statusForm>,
): Promise<void> {
  needStaff(actor, hubId, 'hub-leader')
  found(await tx.selectFrom('hubs.hub').select('id').where('id', '=', hubId).forUpdate().executeTakeFirst())
  const dayBefore = Temporal.PlainDate.from(wish.from).subtract({ days: 1 }).toString()
  await tx
    .deleteFrom('hubs.status_period')
    .where('hub_id', '=', hubId)
    .where('valid_from', '>=', wish.from)
    .execute()
  await tx
    .updateTable('hubs.status_period')
    .set({ valid_to: dayBefore })
    .where('hub_id', '=', hubId)
    .where((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>=', wish.from)]))
    .execute()
  await tx
    .insertInto('hubs.status_period')
    .values({ hub_id: hubId, status: wish.status, valid_from: wish.from, source: 'hub' })
    .execute()
  await announce(tx, hoursChanged, {
    hubIds: [hubId],
    from: startOfDay(Temporal.PlainDate.from(wish.from)).toString(),
    until: null,
  })
  await edited(tx, actor, hubId, 'hubs.change-status', wish)
}
