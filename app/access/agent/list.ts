import { join } from 'node:path'
import { type AccessList, type ListRefusal, openList, type PublicKeys } from '../door-protocol.ts'
import { readIfThere, writeWhole } from './disk.ts'
import type { Pairing } from './pairing.ts'

export type ListInHand = {
  /** The newest list that was taken, also when its 72 hours are over. */
  latest(): AccessList | undefined
  counters(): { list: number; revocations: number }
  keys(): PublicKeys
  take(signed: string, now: number | null): ListRefusal | undefined
}

/** The signed list on this computer's disk, and the rule that it only ever gets newer. */
export function openListInHand(folder: string, pairing: Pairing): ListInHand {
  const path = join(folder, 'access-list')
  const keep = join(folder, 'counters.json')
  let list: AccessList | undefined
  // Apart from the list: whoever puts an old one on the disk does not bring back a key that was taken away.
  const counters = JSON.parse(readIfThere(keep) ?? '{"list":0,"revocations":0}') as {
    list: number
    revocations: number
  }
  let keys = pairing.publicKeys

  function open(signed: string, now: number | null): ListRefusal | undefined {
    const opened = openList(signed, {
      doorId: pairing.doorId,
      keys,
      now,
      after: { counter: counters.list, revocations: counters.revocations },
    })
    if ('why' in opened) return opened.why
    list = opened.list
    keys = { ...list.publicKeys }
    return undefined
  }

  const kept = readIfThere(path)
  if (kept !== undefined) {
    const trusted = readIfThere(join(folder, 'public-keys.json'))
    if (trusted !== undefined) keys = JSON.parse(trusted) as PublicKeys
    // Read as of the moment it was issued: an old list still says what the door does without one.
    open(kept, 0)
  }

  return {
    latest: () => list,
    counters: () => (list ? counters : { ...counters, list: 0 }),
    keys: () => keys,
    take(signed, now) {
      const why = open(signed, now)
      if (why || !list) return why
      counters.list = list.counter
      counters.revocations = list.revocations.counter
      writeWhole(keep, JSON.stringify(counters))
      // Those that this list names may sign the next, and also this one when it is read again.
      writeWhole(join(folder, 'public-keys.json'), JSON.stringify({ ...pairing.publicKeys, ...keys }))
      writeWhole(path, signed)
      return undefined
    },
  }
}
