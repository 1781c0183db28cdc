import { every } from '#kernel'
import { extendEndlessSeries } from './extend-series.ts'
import { followerListens, followerTimers } from './followers/listens.ts'
import { signUpListens, signUpTimers } from './sign-up/listens.ts'

export const listens = [...signUpListens, ...followerListens]

export const timers = [
  ...signUpTimers,
  ...followerTimers,
  every('20 2 * * *', 'activities.extend-endless-series', ({ db, now }) => extendEndlessSeries(db, now)),
]
