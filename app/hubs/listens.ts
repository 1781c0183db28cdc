import { every, type Timer } from '#kernel'
import { forgetOldDrafts } from './changes/hours-change.ts'
import { tiles } from './map/map-routes.ts'

export const timers: Timer[] = [
  every('40 2 * * *', 'hubs.forget-old-drafts', async ({ db }) => {
    await forgetOldDrafts(db)
  }),
  every('50 2 * * 0', 'hubs.forget-old-tiles', async () => {
    await tiles.forgetOld()
  }),
]
