import { z } from 'zod'
import { type Actor, announce, clearPages, field, found, type LocalText, type Tx } from '#kernel'
import { audit, needStaff } from '#people'
import { hubEdited } from '../announcements.ts'

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
  profile_nb: field.text(2000).optional(),
  profile_nn: field.text(2000).optional(),
  profile_en: field.text(2000).optional(),
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
  const profile = localText({ nb: edit.profile_nb, nn: edit.profile_nn, en: edit.profile_en })
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
      profile,
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

/** The JSON of a text in the languages somebody wrote it in, or null when nobody did. */
export function localText(text: { nb?: string; nn?: string; en?: string }): string | null {
  const given = Object.entries(text).filter(([, words]) => words)
  return given.length ? JSON.stringify(Object.fromEntries(given)) : null
}

/**
 * A short text whose form has one field, in bokmål. What stands there untouched keeps its other languages; what was
 * rewritten loses them, because they no longer say the same.
 */
export const rewritten = (before: LocalText | null | undefined, words: string | undefined): string | null =>
  words && before?.nb === words ? JSON.stringify(before) : localText({ nb: words })

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
