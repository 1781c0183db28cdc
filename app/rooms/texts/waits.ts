import type { Texts } from '#kernel'
import { en } from './waits.en.ts'
import { nb } from './waits.nb.ts'
import { nn } from './waits.nn.ts'

export const waitTexts = { nb, nn, en } satisfies Texts<typeof nb>
