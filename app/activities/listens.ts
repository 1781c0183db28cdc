import { every } from '#kernel'
import { extendEndlessSeries } from './extend-series.ts'
import { signUpListens, signUpTimers } from './sign-up/listens.ts'

export const listens = [...signUpListens]

export const timers = [
  ...signUpTimers,
  every('20 2 * * *', 'activities.extend-endless-series', ({ db, now }) => extendEndlessSeries(db, now)),
]
