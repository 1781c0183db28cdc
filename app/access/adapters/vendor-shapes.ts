import { z } from 'zod'
import { unseal } from '#kernel'
import type { Capabilities, Door, DoorStatus, LockAdapter, Outcome, Window } from './adapter.ts'
import { settingsOf } from './mqtt-lock.ts'

/** A door behind a vendor's cloud: which of its devices, and the sealed key to its interface. */
const vendorSettings = z.object({
  device: z.string().min(1).max(100),
  key: z.string().transform(unseal),
  slots: z.number().int().min(1).max(100).default(20),
  url: z.url({ protocol: /^https?$/ }).optional(),
})

/** What the vendor answered, or why there is no answer to read. */
export type Answer = { status: number; body: unknown }
type Api = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => Promise<Answer>

/** A code as the vendor's cloud has it. The slot is in its name, since no vendor lets us choose a place. */
type VendorCode = {
  id: string
  slot: number | null
  pin: string | null
  inLock: boolean
  fault?: string
}

/** One vendor's words for what every keypad lock can do. Each throws for an answer it cannot read. */
export type VendorShape = {
  name: string
  url: string
  can: Pick<Capabilities, 'offlinePin' | 'remoteRevoke' | 'ack'>
  /** Why this vendor's locks would not take a code, or nothing. */
  whyNotPin(pin: string): string | undefined
  codes(api: Api, device: string): Promise<VendorCode[]>
  create(api: Api, device: string, code: { name: string; pin: string; window: Window }): Promise<void>
  remove(api: Api, device: string, code: VendorCode): Promise<void>
  status(api: Api, device: string): Promise<DoorStatus>
}

const waitMs = 10_000

const nameOf = (slot: number) => `torg ${slot}`
export const slotOf = (name: unknown): number | null => {
  const slot = /^torg (\d{1,3})$/.exec(typeof name === 'string' ? name : '')?.[1]
  return slot === undefined ? null : Number(slot)
}

/** For answers that are not what the documentation says. */
export function read<T extends z.ZodType>(shape: T, { status, body }: Answer): z.output<T> {
  if (status >= 400) throw new Error(`answered ${status}`)
  return shape.parse(body)
}

const apiOf =
  (url: string, key: string): Api =>
  async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      signal: AbortSignal.timeout(waitMs),
      headers: {
        authorization: `Bearer ${key}`,
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
  }

/**
 * A vendor's cloud behind the same declared capabilities as every lock. Written from documentation and tried against a stand-in
 * that speaks it; nobody has seen it open a door. Opening from the phone is not declared: what such a cloud does with a command for
 * a lock that is offline is not said anywhere.
 */
export function vendorLock(shape: VendorShape): LockAdapter {
  const at = (door: Door) => {
    const { device, key, slots, url } = settingsOf(door, vendorSettings)
    return { device, slots, api: apiOf(url ?? shape.url, key) }
  }
  /** A cloud that is away, slow or says something else than it should is a lock that has not answered. */
  const trying = async (work: () => Promise<Outcome>): Promise<Outcome> => {
    try {
      return await work()
    } catch (fault) {
      return { result: 'not-yet', detail: whatWentWrong(fault) }
    }
  }

  return {
    name: shape.name,
    verified: false,
    // Not the address of the cloud: who may set up a door must not have this server call whatever they like.
    settings: {
      shape: vendorSettings,
      fields: { device: 'text', key: 'secret', slots: 'number' },
      address: ['device'],
    },
    capabilities: async (door) => ({
      remoteUnlock: false,
      pin: 'hub',
      pinLength: 6,
      slots: at(door).slots,
      timeBound: 'native',
      token: false,
      ...shape.can,
    }),
    setPin: (door, slot, pin, window) =>
      trying(async () => {
        const { device, slots, api } = at(door)
        const why = slot < 0 || slot >= slots ? 'slot out of range' : shape.whyNotPin(pin)
        if (why) return { result: 'refused', detail: why }
        const there = (await shape.codes(api, device)).filter((code) => code.slot === slot)
        for (const code of there.filter((one) => one.pin !== pin)) await shape.remove(api, device, code)
        if (!there.some((code) => code.pin === pin))
          await shape.create(api, device, { name: nameOf(slot), pin, window })
        const now = (await shape.codes(api, device)).find((code) => code.slot === slot && code.pin === pin)
        if (now?.fault) return { result: 'not-yet', detail: now.fault }
        return now?.inLock ? { result: 'confirmed' } : { result: 'not-yet', detail: 'on its way to the lock' }
      }),
    clearPin: (door, slot) =>
      trying(async () => {
        const { device, api } = at(door)
        const mine = async () => (await shape.codes(api, device)).filter((code) => code.slot === slot)
        for (const code of await mine()) await shape.remove(api, device, code)
        return (await mine()).length === 0
          ? { result: 'confirmed' }
          : { result: 'not-yet', detail: 'on its way out of the lock' }
      }),
    async readSlots(door) {
      try {
        const { device, slots, api } = at(door)
        const used = new Set((await shape.codes(api, device)).map((code) => code.slot))
        return Array.from({ length: slots }, (_, slot) => ({
          slot,
          state: used.has(slot) ? ('enabled' as const) : ('available' as const),
        }))
      } catch {
        return undefined
      }
    },
    unlock: async () => ({ result: 'refused', detail: 'not offered through this cloud' }),
    async status(door) {
      try {
        const { device, api } = at(door)
        return await shape.status(api, device)
      } catch {
        return { online: false, battery: null, jammed: false, locked: null, heardAt: null }
      }
    },
  }
}

/** Never the answer itself: it may hold codes. */
const whatWentWrong = (fault: unknown) =>
  fault instanceof z.ZodError
    ? 'an answer that is not as documented'
    : fault instanceof Error && fault.message.startsWith('answered ')
      ? fault.message
      : 'the cloud is away'
