import type { Texts } from '#kernel'
import { en } from './followers.en.ts'
import { nb } from './followers.nb.ts'
import { nn } from './followers.nn.ts'

export const followerTexts = { nb, nn, en } satisfies Texts<typeof nb>
