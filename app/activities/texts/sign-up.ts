import type { Texts } from '#kernel'
import { en } from './sign-up.en.ts'
import { nb } from './sign-up.nb.ts'
import { nn } from './sign-up.nn.ts'

export const signUpTexts = { nb, nn, en } satisfies Texts<typeof nb>
