import { every, type Timer } from '#kernel'
import { tiles } from './map/map-routes.ts'

export const timers: Timer[] = [
  every('50 2 * * 0', 'hubs.forget-old-tiles', async () => {
    await tiles.forgetOld()
  }),
]
