import { hubNames } from '#hubs'
import type { Actor, Visit } from '#kernel'
import { mayWorkAt, needStaff } from '#people'

const runners = ['host', 'hub-leader'] as const
/** Hosts and hub leaders run the rooms of their hub. */
export const mayRun = (actor: Actor, hubId: string | null) => mayWorkAt(actor, hubId, ...runners)
export const needRunner = (actor: Actor, hubId: string | null) => needStaff(actor, hubId, ...runners)

export type NamedHub = { id: string; name: string }

/** The hubs whose rooms the reader runs, and the one that was asked for; others learn nothing here. */
export async function hubsToRun(c: Visit): Promise<{ hubs: NamedHub[]; asked: NamedHub | null }> {
  const hubs = (await hubNames(c.db)).filter((hub) => mayRun(c.actor, hub.id))
  if (hubs.length === 0) needRunner(c.actor, null)
  const wanted = c.query.get('hub')
  return { hubs, asked: hubs.find((hub) => hub.id === wanted) ?? null }
}
