import { type Actor, now as clock, type Db, found, type LocalText, type Tx } from '#kernel'
import { audit } from '#people'
import { wishKey } from '../wish-key.ts'
import { needEntry } from './agreements.ts'

/** How long a key for coming in holds: enough to fetch the phone and reach the door. */
const entryMinutes = 10

export type Entrance = { id: string; name: LocalText }

/** The doors one comes in by while nobody works at the hub. */
export async function entranceDoors(on: Db | Tx, hubId: string): Promise<Entrance[]> {
  const rows = await on
    .selectFrom('access.door as d')
    .innerJoin('access.staffless_door as s', 's.door_id', 'd.id')
    .select(['d.id', 'd.name'])
    .where('d.hub_id', '=', hubId)
    .where('d.state', '=', 'open')
    .orderBy('d.id')
    .execute()
  return rows as Entrance[]
}

/** A short key to an entrance, for somebody with an agreement, in staffless hours. Its id. */
export async function enter(
  tx: Tx,
  actor: Actor,
  { hubId, doorId }: { hubId: string; doorId: string },
  now = clock(),
): Promise<string> {
  const { personId, agreementId } = await needEntry(tx, actor, hubId, now)
  const door = found((await entranceDoors(tx, hubId)).find((one) => one.id === doorId))
  const grantId = await wishKey(
    tx,
    {
      cause: 'staffless',
      causeId: `${agreementId}:${now.epochMilliseconds}`,
      causeVersion: 0,
      doorId: door.id,
      personId,
      from: now,
      to: now.add({ minutes: entryMinutes }),
    },
    now,
  )
  await audit(tx, actor, 'access.entered', { kind: 'door', id: door.id, hubId, personId })
  return grantId
}
