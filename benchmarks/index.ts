import { doorToken } from './door-token.ts'
import type { Measure } from './measure.ts'
import { cached, feed, memory, rendered, start } from './pages.ts'
import { bookings, roomRaces, roomSearch } from './rooms.ts'
import { rush, signUps } from './sign-ups.ts'
import type { Stage } from './stage.ts'

/** By the names that `npm run bench -- <name>` takes. What the browser needs is loaded only when it is asked for. */
export const scenarios: Record<string, (stage: Stage) => Promise<Measure[]>> = {
  cached,
  rendered,
  feed,
  rush,
  'sign-ups': signUps,
  bookings,
  'room-races': roomRaces,
  'room-search': roomSearch,
  'door-token': doorToken,
  start,
  weight: async (stage) => (await import('./in-the-browser.ts')).weight(stage),
  lighthouse: async (stage) => (await import('./in-the-browser.ts')).lighthouseScores(stage),
  memory,
}
