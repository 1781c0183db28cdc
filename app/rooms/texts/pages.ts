import type { Texts } from '#kernel'
import { en } from './pages.en.ts'
import { nb } from './pages.nb.ts'
import { nn } from './pages.nn.ts'

/** What residents read on the pages about rooms and their own bookings. */
export const pageTexts = { nb, nn, en } satisfies Texts<typeof nb>
