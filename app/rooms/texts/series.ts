import type { Texts } from '#kernel'
import { en } from './series.en.ts'
import { nb } from './series.nb.ts'
import { nn } from './series.nn.ts'

export const seriesTexts = { nb, nn, en } satisfies Texts<typeof nb>
