import type { Texts } from '#kernel'
import { en } from './en.ts'
import { nb } from './nb.ts'
import { nn } from './nn.ts'

export const texts = { nb, nn, en } satisfies Texts<typeof nb>
