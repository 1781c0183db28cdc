import { join } from 'node:path'
import { skewSeconds } from '../door-protocol.ts'
import { readIfThere, writeWhole } from './disk.ts'

/** Nothing at a door happened before this program was written: 1 November 2026. */
const earliest = 1_793_491_200
/** Further off than this from what the server says, and the clock is wrong. */
const serverSeconds = 300
/** Saved so rarely, because a card with flash memory bears so many writes. */
const saveSeconds = 300

export type Clock = {
  /** Seconds, or null while the time is not known: then nobody is let in by a window. */
  now(): number | null
  /** The server has told the time: from now on that counts. */
  told(serverNow: number): void
  /** Something signed says that this moment is past. */
  isAfter(seconds: number): void
}

/**
 * The computer's clock, as long as it can be believed. One that has stopped, was set back, or starts at 1970 after a power cut would
 * let in people whose time is long over.
 */
export function openClock(folder: string, system: () => number): Clock {
  const path = join(folder, 'latest-time')
  let latest = Number(readIfThere(path)) || earliest
  let saved = latest
  let disagrees = false

  const save = () => {
    saved = latest
    try {
      writeWhole(path, String(latest))
    } catch {
      // A full disk is no reason to keep people out; the next time is tried again.
    }
  }

  return {
    now() {
      const seconds = system()
      if (disagrees || seconds < latest - skewSeconds) return null
      latest = Math.max(latest, seconds)
      if (latest - saved >= saveSeconds) save()
      return seconds
    },
    told(serverNow) {
      disagrees = Math.abs(serverNow - system()) > serverSeconds
      // A clock that ran ahead for a while must not count as the truth for ever.
      if (latest > serverNow + skewSeconds || latest === earliest) {
        latest = serverNow
        save()
      }
    },
    isAfter(seconds) {
      latest = Math.max(latest, seconds)
    },
  }
}
