import { type Db, sql, type Tx } from '#kernel'
import type { HubPicture } from '../hubs.ts'

type Hanging = HubPicture & { hubName: string }

const hanging = sql`
  select p.id, p.hash, p.widths, p.width, p.height, p.alt, p.credit, h.name as "hubName"
  from hubs.picture p join hubs.hub h on h.id = p.hub_id where p.removed_at is null`

/** The pictures of every hub, for what is shown for the whole municipality. */
export async function picturesOfHubs(on: Db | Tx): Promise<Hanging[]> {
  const { rows } =
    await sql<Hanging>`${hanging} order by h.place_in_list, h.id, p.place_in_list, p.id`.execute(on)
  return rows
}

/** One picture, wherever it hangs; undefined once it has been taken down. */
export async function hangingPicture(on: Db | Tx, id: number): Promise<HubPicture | undefined> {
  const { rows } = await sql<Hanging>`${hanging} and p.id = ${id}`.execute(on)
  return rows[0]
}
