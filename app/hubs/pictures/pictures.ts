import { z } from 'zod'
import { type Actor, type Db, field, found, sql, type Tx } from '#kernel'
import { needStaff } from '#people'
import { edited, localText, whoMayEdit } from '../edit/edit-hub.ts'
import { refuse } from '../refusals.ts'
import type { MadePicture } from './make-picture.ts'

const most = 12

export const pictureWords = z.object({
  alt_nb: field.text(300),
  alt_nn: field.text(300).optional(),
  alt_en: field.text(300).optional(),
  credit: field.text(120).optional(),
})
export type PictureWords = z.infer<typeof pictureWords>

const columns = (words: PictureWords) => ({
  alt: localText({ nb: words.alt_nb, nn: words.alt_nn, en: words.alt_en }) as string,
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

/** Pictures that were taken down everywhere they hung. */
export async function removedHashes(db: Db): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    select hash from hubs.picture group by hash having bool_and(removed_at is not null)`.execute(db)
  return rows.map((row) => row.hash)
}
