import { z } from 'zod'
import { type Actor, announce, clearPages, field, found, type Tx } from '#kernel'
import { audit, needAdministrator, needStaff } from '#people'
import { hubEdited } from '../announcements.ts'
import { whoMayChangeHours } from '../changes/hours-change.ts'
import { refuse } from '../refusals.ts'
import { inLanguages, jsonFrom } from './in-languages.ts'

export const reasonForm = z.object({
  ...inLanguages('reason', 500),
  reason_nb: field.text(500),
  mayBeExtended: field.tick(),
})

/** Says better why it is closed. No door opens or shuts by it, so there is nothing to preview. */
export async function editReason(
  tx: Tx,
  actor: Actor,
  hubId: string,
  closureId: number,
  edit: z.infer<typeof reasonForm>,
): Promise<void> {
  needStaff(actor, hubId, ...whoMayChangeHours)
  const closure = found(
    await tx
      .selectFrom('hubs.closure')
      .select(['hub_id', 'withdrawn_at'])
      .where('id', '=', closureId)
      .where((on) => on.or([on('hub_id', '=', hubId), on('hub_id', 'is', null)]))
      .forUpdate()
      .executeTakeFirst(),
  )
  if (closure.hub_id === null) needAdministrator(actor)
  refuse(closure.withdrawn_at ? 'hubs.closure-over' : undefined)
  await tx
    .updateTable('hubs.closure')
    .set({ reason: jsonFrom(edit, 'reason') as string, may_be_extended: edit.mayBeExtended })
    .where('id', '=', closureId)
    .execute()
  await audit(tx, actor, 'hubs.edit-reason', { kind: 'hub', id: hubId, hubId }, { closureId })
  const everyHub = await tx.selectFrom('hubs.hub').select('id').execute()
  const hubIds = closure.hub_id === null ? everyHub.map((hub) => hub.id) : [hubId]
  for (const id of hubIds) await announce(tx, hubEdited, { hubId: id })
  await clearPages(tx, ['hubs', ...hubIds.map((id) => `hub:${id}`)])
}
