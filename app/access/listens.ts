import { every, listen, log } from '#kernel'
import { bookingChanged } from '#rooms'
import { hearLocks } from './hear-locks.ts'
import { doorChanged, keyDue } from './keys/announcements.ts'
import { keysFollowBooking, widenWindows } from './keys/booking-keys.ts'
import { keysFollowDoor } from './keys/door-keys.ts'
import { repairDrift } from './keys/repair-drift.ts'
import { workDueKeys, workKey } from './keys/work-key.ts'
import { closeDays, verifyLog } from './log/close-days.ts'
import { stafflessListens } from './staffless/suspensions.ts'

export const listens = [
  listen(bookingChanged, 'access.keys-follow-booking', keysFollowBooking),
  listen(doorChanged, 'access.keys-follow-door', keysFollowDoor),
  listen(keyDue, 'access.work-key', ({ grantId }, { db, now }) => workKey(db, grantId, now)),
  ...stafflessListens,
]

export const timers = [
  // What an announcement could not do, or what was cut off in the middle.
  every('* * * * *', 'access.work-due-keys', ({ db, now }) => workDueKeys(db, now)),
  every('*/15 * * * *', 'access.repair-drift', async ({ db, now }) => {
    await widenWindows(db, now)
    await repairDrift(db, now)
  }),
  every('25 2 * * *', 'access.close-days', async ({ db, now }) => {
    await closeDays(db, now)
    const verdict = await verifyLog(db)
    if (!verdict.whole) log.error(verdict, 'the log of doors is not what was written')
  }),
]

export const services = [hearLocks]
