import type { Capabilities } from '../adapters/adapter.ts'

/**
 * wanted → provisioning → ready → active → ended; or revoked → removed, which only the door can say; or failed: the caretaker is
 * told, and we go on trying until the window is over.
 */
export const keyStates = [
  'wanted',
  'provisioning',
  'ready',
  'active',
  'ended',
  'revoked',
  'removed',
  'failed',
] as const
export type KeyState = (typeof keyStates)[number]

export const isLive = (state: KeyState) => state !== 'ended' && state !== 'revoked' && state !== 'removed'

const follows: Record<KeyState, readonly KeyState[]> = {
  wanted: ['provisioning', 'ready', 'active', 'failed', 'ended', 'revoked'],
  provisioning: ['ready', 'active', 'failed', 'ended', 'revoked'],
  ready: ['active', 'ended', 'revoked', 'provisioning', 'failed'],
  active: ['ended', 'revoked', 'provisioning', 'failed'],
  failed: ['ready', 'active', 'ended', 'revoked'],
  ended: [],
  revoked: ['removed'],
  removed: [],
}
export const mayBecome = (from: KeyState, to: KeyState) => follows[from].includes(to)

/** A key as the rules need it. */
export type KeyFacts = {
  state: KeyState
  startsAt: Temporal.Instant
  from: Temporal.Instant
  to: Temporal.Instant
  /** none: it has no code. waiting: not yet sent. sent: the lock may hold it. confirmed: it does. */
  pin: 'none' | 'waiting' | 'sent' | 'confirmed'
  /** The key it replaces may still open: a code that no lock has confirmed gone. */
  predecessorOpens: boolean
  /** The door has a list of keys of its own and has not yet heard that this one is taken back. */
  doorUnaware: boolean
  told: boolean
  attempts: number
}

export type Step =
  | { do: 'wait'; until: Temporal.Instant | null }
  | { do: 'set-pin' }
  | { do: 'clear-pin' }
  | { do: 'become'; state: KeyState }
  | { do: 'tell-caretaker' }

/** Before this is over, the lock has to agree, or somebody with a mechanical key must hear of it. */
const tellMinutes = 5
const isPast = (at: Temporal.Instant, now: Temporal.Instant) => Temporal.Instant.compare(at, now) <= 0

/** When silence becomes an alarm: five minutes before it begins; two into the window where that is later. */
export function tellAt({ startsAt, from }: Pick<KeyFacts, 'startsAt' | 'from'>): Temporal.Instant {
  const usual = startsAt.subtract({ minutes: tellMinutes })
  const soonest = from.add({ minutes: 2 })
  return Temporal.Instant.compare(usual, soonest) > 0 ? usual : soonest
}

/** Half a minute, then slower; never slower than five minutes, so that a lock that comes back is found. */
export const backOffSeconds = (attempts: number) => Math.min(300, 30 * 2 ** Math.max(0, attempts - 3))

/** Where the lock keeps no window of its own, the code is in it exactly as long as the window lasts. */
const setFrom = (key: KeyFacts, can: Capabilities) =>
  can.timeBound === 'native' ? key.from.subtract({ hours: 48 }) : key.from

/** What is to be done with a key now. */
export function nextStep(key: KeyFacts, can: Capabilities, now: Temporal.Instant): Step {
  if (!isLive(key.state)) return takeBack(key)
  if (isPast(key.to, now)) return { do: 'become', state: 'ended' }
  const needsPin = can.pin === 'hub' && key.pin !== 'none'
  if (needsPin && key.pin !== 'confirmed') {
    // A booking made three minutes before it begins gets its first try before anybody is called.
    const inVain = key.attempts > 0 || key.predecessorOpens
    if (!key.told && inVain && isPast(tellAt(key), now)) return { do: 'tell-caretaker' }
    const from = setFrom(key, can)
    if (!isPast(from, now)) return { do: 'wait', until: from }
    // One valid key at any time: the old code has to be gone first.
    if (key.predecessorOpens) return { do: 'wait', until: now.add({ seconds: 30 }) }
    return { do: 'set-pin' }
  }
  const state = key.state === 'active' || isPast(key.from, now) ? 'active' : 'ready'
  if (key.state !== state) return { do: 'become', state }
  return { do: 'wait', until: state === 'active' ? key.to : key.from }
}

function takeBack(key: KeyFacts): Step {
  if (key.pin === 'sent' || key.pin === 'confirmed') return { do: 'clear-pin' }
  if (key.state !== 'revoked') return { do: 'wait', until: null }
  return key.doorUnaware ? { do: 'wait', until: key.to } : { do: 'become', state: 'removed' }
}
