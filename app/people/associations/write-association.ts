import { type Actor, found, sql, type Tx } from '#kernel'
import { audit } from '../audit.ts'
import { nameActions } from '../audit-words.ts'
import { knownHubs } from '../known-hubs.ts'
import { needStaff } from '../permission.ts'
import { refusal } from '../refusals.ts'
import { associationTexts } from '../texts/associations.ts'
import type { AssociationKind } from './associations.ts'

const { nb, nn, en } = associationTexts
nameActions({ nb: nb.actions, nn: nn.actions, en: en.actions })

export type AssociationWish = {
  name: string
  orgNumber?: string
  kind: AssociationKind
  /** Where it mostly is; null: the whole municipality, written down by administrators only. */
  hubId: string | null
}

/** The last digit of an organisation number is a check on the others, modulus 11. */
export function isOrgNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false
  const weights = [3, 2, 7, 6, 5, 4, 3, 2]
  const sum = weights.reduce((sum, weight, n) => sum + weight * Number(text[n]), 0)
  const check = (11 - (sum % 11)) % 11
  return check === Number(text[8])
}

/** Writes down an association that people act for here. Staff do it until associations can register themselves. */
export async function writeDownAssociation(tx: Tx, actor: Actor, wish: AssociationWish): Promise<string> {
  await askedRight(tx, actor, wish)
  const { id } = await tx
    .insertInto('people.association')
    .values({ ...columns(wish), created_by: actor.personId })
    .returning('id')
    .executeTakeFirstOrThrow()
  await audit(tx, actor, 'people.association-written', { kind: 'association', id, hubId: wish.hubId })
  return id
}

export async function editAssociation(tx: Tx, actor: Actor, id: string, wish: AssociationWish) {
  await maySee(tx, actor, id)
  await askedRight(tx, actor, wish)
  await tx.updateTable('people.association').set(columns(wish)).where('id', '=', id).execute()
  await audit(tx, actor, 'people.association-edited', { kind: 'association', id, hubId: wish.hubId })
}

/** From tomorrow nobody acts for it; what was booked for it stands, and its row stays. */
export async function endAssociation(tx: Tx, actor: Actor, id: string, today: Temporal.PlainDate) {
  const { hub_id } = await maySee(tx, actor, id)
  await tx
    .updateTable('people.association')
    .set({ active_to: sql`greatest(active_from, ${today.toString()}::date)` })
    .where('id', '=', id)
    .execute()
  await audit(tx, actor, 'people.association-ended', { kind: 'association', id, hubId: hub_id })
}

/** Its row, held, when the actor works where it is. */
export async function maySee(tx: Tx, actor: Actor, id: string) {
  const row = found(
    await tx
      .selectFrom('people.association')
      .select(['id', 'hub_id'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst(),
  )
  needStaff(actor, row.hub_id, 'host', 'hub-leader')
  return row
}

async function askedRight(tx: Tx, actor: Actor, { hubId, orgNumber }: AssociationWish) {
  needStaff(actor, hubId, 'host', 'hub-leader')
  if (hubId && !(await knownHubs(tx)).some(({ id }) => id === hubId)) throw refusal('people.unknown-hub')
  if (orgNumber && !isOrgNumber(orgNumber)) throw refusal('people.no-such-org-number')
}

const columns = ({ name, orgNumber, kind, hubId }: AssociationWish) => ({
  name: name.trim(),
  org_number: orgNumber ?? null,
  kind,
  hub_id: hubId,
})
