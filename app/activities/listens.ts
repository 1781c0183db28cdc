import { every, listen } from '#kernel'
import { extendEndlessSeries } from './extend-series.ts'
import { followerListens, followerTimers } from './followers/listens.ts'
import { askHosts, minimumNotMet } from './minimum/ask-hosts.ts'
import { tellHosts } from './minimum/tell-hosts.ts'
import { roomsNotHeld } from './rooms/rooms-not-held.ts'
import { tellHostsOfRooms } from './rooms/tell-hosts.ts'
import { signUpListens, signUpTimers } from './sign-up/listens.ts'

export const listens = [
  ...signUpListens,
  ...followerListens,
  listen(minimumNotMet, 'activities.tell-hosts-of-minimum', tellHosts),
  listen(roomsNotHeld, 'activities.tell-hosts-of-rooms', tellHostsOfRooms),
]

export const timers = [
  ...signUpTimers,
  ...followerTimers,
  every('*/10 * * * *', 'activities.ask-about-minimum', askHosts),
  every('20 2 * * *', 'activities.extend-endless-series', ({ db, now }) => extendEndlessSeries(db, now)),
]
