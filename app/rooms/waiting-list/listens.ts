import { every, instantOf, inTransaction, listen } from '#kernel'
import { timeFreed, waitChanged } from '../announcements.ts'
import { offerFreed } from './freed.ts'
import { tellOfWait } from './mails.ts'
import { sweepWaits } from './sweep-waits.ts'

export const waitListens = [
  listen(waitChanged, 'rooms.tell-of-wait', tellOfWait),
  // The verb that freed it has made the offers it could; this one waits for parts that others held.
  listen(timeFreed, 'rooms.offer-freed-time', async ({ roomId, from, to }, { now }) => {
    await inTransaction((tx) => offerFreed(tx, { roomId, from: instantOf(from), to: instantOf(to) }, now))
  }),
]

export const waitTimers = [every('* * * * *', 'rooms.sweep-waits', sweepWaits)]
