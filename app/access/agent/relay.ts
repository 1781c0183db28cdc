import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'

/** What moves the bolt. */
export type Relay = { set(to: 'open' | 'shut'): void }

/** A file that takes 1 and 0, as the system's GPIO lines are. */
export const fileRelay = (path: string): Relay => ({
  set: (to) => writeFileSync(path, to === 'open' ? '1' : '0'),
})

/** A program that is told `open` or `shut`; no shell reads its name. */
export const commandRelay = (program: string, say: (line: string) => void): Relay => ({
  set: (to) => {
    execFile(program, [to], { timeout: 10_000 }, (fault) => {
      if (fault) say(`The relay’s program failed to ${to} the door: ${fault.message}`)
    })
  },
})

export type Bolt = {
  /** Opens for a few seconds. False when the relay does not do as it is told. */
  open(): boolean
  /** What the door does while nobody opens it. */
  rest(at: 'open' | 'shut'): void
  isOpen(): boolean
  /** For good: nobody will shut it later. */
  leave(at: 'open' | 'shut'): void
}

export function boltOf(relay: Relay, openSeconds: number, say: (line: string) => void): Bolt {
  let resting: 'open' | 'shut' | undefined
  let shutting: ReturnType<typeof setTimeout> | undefined

  function set(to: 'open' | 'shut'): boolean {
    try {
      relay.set(to)
      return true
    } catch (fault) {
      say(`The relay does not answer: ${(fault as Error).message}`)
      return false
    }
  }
  return {
    open() {
      if (!set('open')) return false
      clearTimeout(shutting)
      shutting = setTimeout(() => {
        shutting = undefined
        set(resting ?? 'shut')
      }, openSeconds * 1000)
      return true
    },
    rest(at) {
      if (resting === at) return
      // Told again the next time where it failed.
      if (shutting || set(at)) resting = at
    },
    leave(at) {
      clearTimeout(shutting)
      shutting = undefined
      set(at)
    },
    isOpen: () => shutting !== undefined || resting === 'open',
  }
}
