import { every, log, type Timer } from '#kernel'
import { tiles } from './map/map-routes.ts'
import { sweepFiles } from './pictures/picture-folder.ts'
import { hangingHashes } from './pictures/pictures.ts'

export const timers: Timer[] = [
  every('50 2 * * 0', 'hubs.forget-old-tiles', async () => {
    await tiles.forgetOld()
  }),
  every('20 3 * * *', 'hubs.sweep-pictures', async ({ db, now }) => {
    const swept = await sweepFiles(await hangingHashes(db), now)
    if (swept > 0) log.info({ files: swept }, 'files of pictures that hang nowhere')
  }),
]
