import { z } from 'zod'
import { type Actor, announce, clearPages, field, found, type Tx } from '#kernel'
import { audit, nameActions, needStaff } from '#people'
import { hubEdited } from '../announcements.ts'
import { texts } from '../texts/index.ts'
import { inLanguages, jsonFrom } from './in-languages.ts'

nameActions({ nb: texts.nb.actions, nn: texts.nn.actions, en: texts.en.actions })

export const whoMayEdit = ['host', 'hub-leader', 'editor'] as const

const phone = z
  .string()
  .trim()
  .regex(/^(\+?\d[\d ]{4,18}\d)$/)

export const hubForm = z.object({
  address: field.text(120).optional(),
  postalCode: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  postalPlace: field.text(60).optional(),
  phone: phone.optional(),
  email: field.email().optional(),
  ...inLanguages('profile', 2000),
})
export type HubEdit = z.infer<typeof hubForm>

/** The facts and the hub's own words. What is left empty is "not known". */
export async function editHub(
  tx: Tx,
  actor: Actor,
  hubId: string,
  edit: HubEdit,
  now = Temporal.Now.instant(),
): Promise<void> {
  needStaff(actor, hubId, ...whoMayEdit)
  const before = found(
    await tx
      .selectFrom('hubs.hub')
      .select(['phone', 'phone_note'])
      .where('id', '=', hubId)
      .forUpdate()
      .executeTakeFirst(),
  )
  await tx
    .updateTable('hubs.hub')
    .set({
      address: edit.address ?? null,
      postal_code: edit.postalCode ?? null,
      postal_place: edit.postalPlace ?? null,
      phone: edit.phone ?? null,
      email: edit.email ?? null,
      profile: jsonFrom(edit, 'profile'),
      // What was said about the old number is not true of a new one.
      phone_note:
        before.phone === (edit.phone ?? null) ? before.phone_note && JSON.stringify(before.phone_note) : null,
      address_source: 'hub',
      phone_source: 'hub',
      profile_source: 'hub',
      edited_at: now.toString(),
    })
    .where('id', '=', hubId)
    .execute()
  await edited(tx, actor, hubId, 'hubs.edit-facts')
}

/** What every edit of a hub ends with: who did it, whoever listens, and fresh pages. */
export async function edited(
  tx: Tx,
  actor: Actor,
  hubId: string,
  action: string,
  details?: Record<string, unknown>,
): Promise<void> {
  await audit(tx, actor, action, { kind: 'hub', id: hubId, hubId }, details)
  await announce(tx, hubEdited, { hubId })
  await clearPages(tx, ['hubs', `hub:${hubId}`])
}
