import { z } from 'zod'
import { type Actor, field, found, type Tx } from '#kernel'
import { needStaff } from '#people'
import { edited, whoMayEdit } from './edit-hub.ts'
import { inLanguages, jsonFrom } from './in-languages.ts'

export const serviceKinds = [
  'service-desk',
  'library',
  'book-machine',
  'cafe',
  'health-station',
  'community-centre',
  'senior-centre',
  'youth-club',
  'culture-school',
  'other',
] as const

export const serviceForm = z.object({
  kind: z.enum(serviceKinds),
  ...inLanguages('name', 120),
  name_nb: field.text(120),
  ...inLanguages('provider', 200),
  ...inLanguages('place', 120),
  ...inLanguages('note', 300),
  phone: z
    .string()
    .trim()
    .regex(/^\+?\d[\d ]{4,18}\d$/)
    .optional(),
  website: z
    .url({ protocol: /^https$/ })
    .max(300)
    .optional(),
})
export type ServiceEdit = z.infer<typeof serviceForm>

const columns = (edit: ServiceEdit) => ({
  kind: edit.kind,
  name: jsonFrom(edit, 'name') as string,
  provider: jsonFrom(edit, 'provider'),
  place: jsonFrom(edit, 'place'),
  note: jsonFrom(edit, 'note'),
  phone: edit.phone ?? null,
  website: edit.website ?? null,
  source: 'hub',
})

/** Its id is its hub's and its kind's, with a number when the hub has several. */
export async function addService(tx: Tx, actor: Actor, hubId: string, edit: ServiceEdit): Promise<string> {
  needStaff(actor, hubId, ...whoMayEdit)
  // The hub's row first: two hosts who add at once must not choose the same id.
  found(await tx.selectFrom('hubs.hub').select('id').where('id', '=', hubId).forUpdate().executeTakeFirst())
  const taken = await tx.selectFrom('hubs.service').select('id').where('hub_id', '=', hubId).execute()
  const base = `${hubId}-${edit.kind}`
  let id = base
  for (let n = 2; taken.some((service) => service.id === id); n++) id = `${base}-${n}`
  await tx
    .insertInto('hubs.service')
    .values({ id, hub_id: hubId, place_in_list: taken.length, ...columns(edit) })
    .execute()
  await edited(tx, actor, hubId, 'hubs.add-service', { serviceId: id })
  return id
}

export async function editService(
  tx: Tx,
  actor: Actor,
  hubId: string,
  serviceId: string,
  edit: ServiceEdit,
): Promise<void> {
  needStaff(actor, hubId, ...whoMayEdit)
  found(await held(tx, hubId, serviceId))
  await tx.updateTable('hubs.service').set(columns(edit)).where('id', '=', serviceId).execute()
  await edited(tx, actor, hubId, 'hubs.edit-service', { serviceId })
}

/** It moves out; its row stays, because hours and closures of the past point at it. */
export async function removeService(
  tx: Tx,
  actor: Actor,
  hubId: string,
  serviceId: string,
  now = Temporal.Now.instant(),
): Promise<void> {
  needStaff(actor, hubId, ...whoMayEdit)
  found(await held(tx, hubId, serviceId))
  await tx.updateTable('hubs.service').set({ ended_at: now.toString() }).where('id', '=', serviceId).execute()
  await edited(tx, actor, hubId, 'hubs.remove-service', { serviceId })
}

const held = (tx: Tx, hubId: string, serviceId: string) =>
  tx
    .selectFrom('hubs.service')
    .select('id')
    .where('id', '=', serviceId)
    .where('hub_id', '=', hubId)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

export const dishForm = z.object({
  ...inLanguages('dish', 120),
  dish_nb: field.text(120),
  price: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.replace(',', '.') : value),
      z.coerce.number().min(0).max(100_000),
    )
    .optional(),
  ...inLanguages('allergens', 200),
})

/** The first real dish takes the examples off the menu. */
export async function addDish(
  tx: Tx,
  actor: Actor,
  hubId: string,
  serviceId: string,
  dish: z.infer<typeof dishForm>,
): Promise<void> {
  needStaff(actor, hubId, ...whoMayEdit)
  found(await held(tx, hubId, serviceId))
  await tx
    .deleteFrom('hubs.menu_item')
    .where('service_id', '=', serviceId)
    .where('example', '=', true)
    .execute()
  const { count } = await tx
    .selectFrom('hubs.menu_item')
    .select((on) => on.fn.countAll<number>().as('count'))
    .where('service_id', '=', serviceId)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('hubs.menu_item')
    .values({
      service_id: serviceId,
      name: jsonFrom(dish, 'dish') as string,
      price: dish.price === undefined ? null : Math.round(dish.price * 100),
      allergens: jsonFrom(dish, 'allergens'),
      place_in_list: count,
    })
    .execute()
  await edited(tx, actor, hubId, 'hubs.edit-menu', { serviceId })
}

export async function removeDish(
  tx: Tx,
  actor: Actor,
  hubId: string,
  serviceId: string,
  dishId: number,
): Promise<void> {
  needStaff(actor, hubId, ...whoMayEdit)
  found(await held(tx, hubId, serviceId))
  await tx.deleteFrom('hubs.menu_item').where('id', '=', dishId).where('service_id', '=', serviceId).execute()
  await edited(tx, actor, hubId, 'hubs.edit-menu', { serviceId })
}
