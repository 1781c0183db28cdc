import type { z } from 'zod'

/** What a door's lock can do, as its adapter declares it for this door now. Pages promise nothing else. */
export type Capabilities = {
  /** Opening from the phone: only where a stale command cannot arrive later. */
  remoteUnlock: boolean
  pin: 'none' | 'hub' | 'vendor'
  pinLength: number
  /** How many PINs it can hold; 0 without a keypad. */
  slots: number
  /** native: the lock itself keeps the window. hub: we set at its start and clear at its end. */
  timeBound: 'native' | 'hub'
  /** A PIN that is in the lock works with the network down. */
  offlinePin: boolean
  remoteRevoke: boolean
  /** confirmed: it can be read back. accepted: we only know that the command left. */
  ack: 'confirmed' | 'accepted'
  /** Reads QR tokens signed by us. */
  token: boolean
}

/** not-yet: did not answer in time, try again. refused: asking again helps nobody. */
export type Outcome = { result: 'confirmed' | 'accepted' | 'not-yet' | 'refused'; detail?: string }
export type SlotState = { slot: number; state: 'available' | 'enabled' | 'disabled' }
export type DoorStatus = {
  online: boolean
  /** Per cent; null when it does not tell. */
  battery: number | null
  jammed: boolean
  locked: boolean | null
  /** When it last said anything. */
  heardAt: string | null
}
export type Door = { id: string; hubId: string; adapter: string; settings: Record<string, unknown> }
export type Window = { from: Temporal.Instant; to: Temporal.Instant }

/** Something a lock tells by itself. `slot` is the keypad's place of the code, never the code. */
export type LockEvent = {
  doorId: string
  at: Temporal.Instant
  what: 'opened' | 'refused' | 'locked' | 'jammed' | 'online' | 'offline' | 'battery-low'
  how: 'keypad' | 'token' | 'remote' | 'inside' | 'key' | 'unknown'
  slot?: number
  grantId?: string
  detail?: string
}

export type SettingKind = 'text' | 'number' | 'tick' | 'secret'
/** What a door's row says about its lock, and how a form asks for it. A secret is sealed before the shape sees it. */
export type LockSettings = {
  shape: z.ZodObject
  fields: Readonly<Record<string, SettingKind>>
  /** Which of them say which lock it is: no two doors have the same. */
  address: readonly string[]
}

/** A kind of lock. Nothing here throws for a lock that does not answer: that is `not-yet`. */
export type LockAdapter = {
  name: string
  /** Whether anybody has seen it work with the vendor's real equipment. */
  verified: boolean
  settings: LockSettings
  /** Whether this server has what locks of this kind need; nothing said: they need nothing. */
  isReady?(): boolean
  capabilities(door: Door): Promise<Capabilities>
  setPin(door: Door, slot: number, pin: string, window: Window): Promise<Outcome>
  clearPin(door: Door, slot: number): Promise<Outcome>
  /** Undefined when it cannot be read now. */
  readSlots(door: Door): Promise<SlotState[] | undefined>
  unlock(door: Door, options: { expiresInSeconds: number; grantId: string }): Promise<Outcome>
  status(door: Door): Promise<DoorStatus>
  /** Called until `stop`. */
  listen?(
    doors: () => Promise<Door[]>,
    heard: (event: LockEvent) => Promise<void>,
  ): Promise<{ stop(): Promise<void> }>
}
