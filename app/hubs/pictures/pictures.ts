import { z } from 'zod'
import { type Actor, type Db, field, found, sql, type Tx } from '#kernel'
import { needStaff } from '#people'
import { edited, whoMayEdit } from '../edit/edit-hub.ts'
import { inLanguages, jsonFrom } from '../edit/in-languages.ts'
import { refuse } from '../refusals.ts'
import type { MadePicture } from './make-picture.ts'

const most = 12

export const pictureWords = z.object({
  ...inLanguages('alt', 300),
  alt_nb: field.text(300),
  credit: field.text(120).optional(),
})
export type PictureWords = z.infer<typeof pictureWords>

const columns = (words: PictureWords) => ({
  alt: jsonFrom(words, 'alt') as string,
  credit: words.credit ?? null,
})

/** Puts a picture whose files are already kept on the hub's page. */
export async function addPicture(
  tx: Tx,
  actor: Actor,
  hubId: string,
  picture: MadePicture,
  words: PictureWords,
): Promise<void> {
  needStaff(actor, hubId, ...whoMayEdit)
  found(await tx.selectFrom('hubs.hub').select('id').where('id', '=', hubId).forUpdate().executeTakeFirst())
  const { count } = await tx
    .selectFrom('hubs.picture')
    .select((on) => on.fn.countAll<number>().as('count'))
    .where('hub_id', '=', hubId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  refuse(count >= most ? 'hubs.too-many-pictures' : undefined)
  await tx
    .insertInto('hubs.picture')
    .values({
      hub_id: hubId,
      hash: picture.hash,
      widths: picture.widths,
      width: picture.width,
      height: picture.height,
      place_in_list: count,
      ...columns(words),
    })
    .execute()
  await edited(tx, actor, hubId, 'hubs.add-picture', { hash: picture.hash })
}

export async function describePicture(
  tx: Tx,
  actor: Actor,
  hubId: string,
  pictureId: number,
  words: PictureWords,
): Promise<void> {
  needStaff(actor, hubId, ...whoMayEdit)
  found(
    await tx
      .updateTable('hubs.picture')
      .set(columns(words))
      .where('id', '=', pictureId)
      .where('hub_id', '=', hubId)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst(),
  )
  await edited(tx, actor, hubId, 'hubs.describe-picture', { pictureId })
}

/** Takes a picture down. Its files go afterwards: see `removedHashes`. */
export async function removePicture(
  tx: Tx,
  actor: Actor,
  hubId: string,
  pictureId: number,
  now = Temporal.Now.instant(),
): Promise<void> {
  needStaff(actor, hubId, ...whoMayEdit)
  found(
    await tx
      .updateTable('hubs.picture')
      .set({ removed_at: now.toString() })
      .where('id', '=', pictureId)
      .where('hub_id', '=', hubId)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst(),
  )
  await edited(tx, actor, hubId, 'hubs.remove-picture', { pictureId })
}

/** The first picture is the one that is seen first: a press moves one a place towards it or away from it. */
export async function movePicture(
  tx: Tx,
  actor: Actor,
  hubId: string,
  pictureId: number,
  towards: 'earlier' | 'later',
): Promise<void> {
  needStaff(actor, hubId, ...whoMayEdit)
  // The hub's row first: two hosts who move at once must not number the same place twice.
  found(await tx.selectFrom('hubs.hub').select('id').where('id', '=', hubId).forUpdate().executeTakeFirst())
  const hanging = await tx
    .selectFrom('hubs.picture')
    .select('id')
    .where('hub_id', '=', hubId)
    .where('removed_at', 'is', null)
    .orderBy('place_in_list')
    .orderBy('id')
    .execute()
  const order = hanging.map((picture) => picture.id)
  const from = order.indexOf(found(order.find((id) => id === pictureId)))
  const to = Math.min(Math.max(from + (towards === 'earlier' ? -1 : 1), 0), order.length - 1)
  order.splice(to, 0, ...order.splice(from, 1))
  await sql`
    update hubs.picture p set place_in_list = o.place
    from unnest(${order}::bigint[]) with ordinality as o (id, place) where p.id = o.id`.execute(tx)
  await edited(tx, actor, hubId, 'hubs.move-picture', { pictureId, towards })
}

/** Pictures that were taken down everywhere they hung. */
export async function removedHashes(db: Db): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select hash from hubs.picture group by hash having bool_and(removed_at is not null)`.execute(db)
  return rows.map((row) => row.hash)
}

/** Pictures that hang somewhere. */
export async function hangingHashes(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectFrom('hubs.picture')
    .select('hash')
    .distinct()
    .where('removed_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.hash))
}
