import { z } from 'zod'
import { type Actor, field, type LocalText, type Tx } from '#kernel'
import { needStaff } from '#people'
import { edited, rewritten, whoMayEdit } from './edit-hub.ts'

export const facilityKinds = [
  'step-free',
  'lift',
  'accessible-toilet',
  'hearing-loop',
  'accessible-parking',
  'baby-changing',
  'wifi',
  'public-computer',
  'quiet-room',
  'outdoor-area',
  'stage',
  'kitchen',
  'meeting-rooms',
] as const

const answer = z.enum(['yes', 'partly', 'no']).optional()
const perKind = <T extends z.ZodType>(prefix: string, of: T) =>
  Object.fromEntries(facilityKinds.map((kind) => [`${prefix}_${kind}`, of])) as Record<string, T>

export const facilitiesForm = z.object({
  ...perKind('answer', answer),
  ...perKind('note', field.text(300).optional()),
})

/** What is answered becomes a fact, examples included; what is left open is not known. */
export async function editFacilities(
  tx: Tx,
  actor: Actor,
  hubId: string,
  edit: Record<string, string | undefined>,
): Promise<void> {
  needStaff(actor, hubId, ...whoMayEdit)
  const before = await tx
    .selectFrom('hubs.facility')
    .select(['kind', 'note'])
    .where('hub_id', '=', hubId)
    .forUpdate()
    .execute()
  const noteBefore = (kind: string) =>
    before.find((facility) => facility.kind === kind)?.note as LocalText | null
  await tx
    .deleteFrom('hubs.facility')
    .where('hub_id', '=', hubId)
    .where('kind', 'in', [...facilityKinds])
    .execute()
  const known = facilityKinds.filter((kind) => edit[`answer_${kind}`])
  if (known.length > 0)
    await tx
      .insertInto('hubs.facility')
      .values(
        known.map((kind) => ({
          hub_id: hubId,
          kind,
          answer: edit[`answer_${kind}`] as string,
          note: rewritten(noteBefore(kind), edit[`note_${kind}`]),
          source: 'hub',
        })),
      )
      .execute()
  await edited(tx, actor, hubId, 'hubs.edit-facilities')
}
