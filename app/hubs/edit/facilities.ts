import { z } from 'zod'
import type { Actor, Tx } from '#kernel'
import { needStaff } from '#people'
import { edited, whoMayEdit } from './edit-hub.ts'
import { inLanguages, jsonFrom } from './in-languages.ts'

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

export const facilitiesForm = z.object(
  Object.assign(
    {},
    ...facilityKinds.map((kind) => ({ [`answer_${kind}`]: answer, ...inLanguages(`note_${kind}`, 300) })),
  ) as Record<string, z.ZodOptional<z.ZodType<string>>>,
)

/** What is answered becomes a fact, examples included; what is left open is not known. */
export async function editFacilities(
  tx: Tx,
  actor: Actor,
  hubId: string,
  edit: Record<string, string | undefined>,
): Promise<void> {
  needStaff(actor, hubId, ...whoMayEdit)
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
          note: jsonFrom(edit, `note_${kind}`),
          source: 'hub',
        })),
      )
      .execute()
  await edited(tx, actor, hubId, 'hubs.edit-facilities')
}
