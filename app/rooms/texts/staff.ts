import type { Texts } from '#kernel'
import { en } from './staff.en.ts'
import { nb } from './staff.nb.ts'
import { nn } from './staff.nn.ts'

export const staffTexts = { nb, nn, en } satisfies Texts<typeof nb>
