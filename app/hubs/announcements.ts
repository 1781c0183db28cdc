import { announcement } from '#kernel'

/** Doors will be open at other times. `until` null: from then on. Happenings at the hubs may have lost their open door. */
export const hoursChanged = announcement<{ hubIds: string[]; from: string; until: string | null }>(
  'hubs.hours-changed',
)

/** A hub, a service in it or every hub has been closed, or a notice put up. */
export const hubClosed = announcement<{ closureId: number; hubIds: string[] }>('hubs.closed')

/** Facts, services or pictures of a hub were edited. */
export const hubEdited = announcement<{ hubId: string }>('hubs.edited')
