import type { Actor } from '#kernel'
import { mayWorkAt, needStaff } from '#people'

/** Hosts, hub leaders and editors of a hub decide about its activities. */
export const needHost = (actor: Actor, hubId: string | null) =>
  needStaff(actor, hubId, 'host', 'hub-leader', 'editor')
export const mayHost = (actor: Actor, hubId: string | null) =>
  mayWorkAt(actor, hubId, 'host', 'hub-leader', 'editor')
