import { z } from 'zod'
import type { Door, DoorStatus, LockAdapter, LockEvent, Outcome, SlotState } from './adapter.ts'
import { type Bolt, boltFrom, onlineFrom, readJson } from './lock-words.ts'
import type { Connection } from './mqtt-connection.ts'
import { ask, hasBroker, lockBroker, patience, type Reach, reach, settingsOf } from './mqtt-lock.ts'

/** A lock behind zigbee2mqtt: what `door.settings` says of it. Availability must be switched on in zigbee2mqtt. */
const z2mSettings = z.object({
  base: z
    .string()
    .max(200)
    .regex(/^[^+#]+$/)
    .default('zigbee2mqtt'),
  /** The device's friendly name. */
  name: z
    .string()
    .max(200)
    .regex(/^[^+#]+$/),
  /** The first of the lock's places for codes that is ours: the lowest are masters' codes in several locks. */
  firstUser: z.number().int().min(0).default(3),
  /** How many places are ours. Each is read every quarter of an hour, which costs the lock's battery. */
  slots: z.number().int().min(0).max(200).default(15),
  /** Whether zigbee2mqtt tells what a place holds; for Nimly it does not: then we only know that the command left. */
  readsBack: z.boolean().default(true),
})
type Settings = z.output<typeof z2mSettings>

const topicsOf = ({ base, name }: Settings) => ({
  state: `${base}/${name}`,
  availability: `${base}/${name}/availability`,
  bridge: `${base}/bridge/state`,
  set: `${base}/${name}/set`,
  get: `${base}/${name}/get`,
})
const followed = (topics: ReturnType<typeof topicsOf>) => [topics.state, topics.availability, topics.bridge]

const userStatus = z.enum(['available', 'enabled', 'disabled'])
/**
 * Only what is named here goes further: some locks tell `last_used_pin_code` in clear, others `users.12.pin_code`, and neither
 * may reach a log, a table or an event.
 */
const stateShape = z.object({
  state: z.string().optional().catch(undefined),
  lock_state: z.string().optional().catch(undefined),
  battery: z.number().min(0).max(100).optional().catch(undefined),
  action: z.string().optional().catch(undefined),
  action_user: z.coerce.number().int().optional().catch(undefined),
  action_source_name: z.string().optional().catch(undefined),
  users: z
    .record(z.string(), z.object({ status: userStatus }).optional().catch(undefined))
    .optional()
    .catch(undefined),
})
type State = z.output<typeof stateShape>

export const stateFrom = (text: string): State | undefined => stateShape.safeParse(readJson(text)).data

const boltOf = (state: State | undefined): Bolt | undefined =>
  // the finer word first: `state` is UNLOCK also for a bolt that is stuck half way
  boltFrom(state?.lock_state ?? '') ?? boltFrom(state?.state ?? '')

const hows: Record<string, LockEvent['how']> = {
  keypad: 'keypad',
  rf: 'remote',
  zigbee: 'remote',
  manual: 'inside',
  rfid: 'key',
  key: 'key',
  fingerprint: 'key',
}

type Happened = Pick<LockEvent, 'what' | 'how' | 'slot' | 'detail'>

/** What one message tells that happened, compared with the message before. */
export function happenedIn(
  state: State,
  before: State | undefined,
  settings: Pick<Settings, 'firstUser' | 'slots'>,
): Happened[] {
  const happened: Happened[] = []
  const bolt = boltOf(state)
  const was = boltOf(before)
  const { action } = state
  if (action && /(^|_)(un)?lock($|_)/.test(action)) {
    const how = hows[state.action_source_name ?? ''] ?? hows[action.split('_')[0] ?? ''] ?? 'unknown'
    const failed = action.includes('fail')
    const slot =
      how === 'keypad' && state.action_user !== undefined ? state.action_user - settings.firstUser : -1
    const what = failed ? 'refused' : /(^|_)unlock$/.test(action) ? 'opened' : 'locked'
    happened.push({
      what,
      how: failed ? 'keypad' : how,
      ...(slot >= 0 && slot < settings.slots && !failed ? { slot } : {}),
      detail: action,
    })
  } else if (was && bolt && was.locked !== bolt.locked && bolt.locked !== null && !bolt.jammed) {
    // A lock that tells no actions: that it opened is all there is to know.
    happened.push({ what: bolt.locked ? 'locked' : 'opened', how: 'unknown' })
  }
  if (bolt?.jammed && !was?.jammed) happened.push({ what: 'jammed', how: 'unknown' })
  if (isLow(state.battery) && !isLow(before?.battery)) happened.push({ what: 'battery-low', how: 'unknown' })
  return happened
}

const isLow = (battery: number | undefined) => battery !== undefined && battery < 15

/** Undefined while nobody has told: then it is not online either. */
function isOnline(broker: Connection, topics: ReturnType<typeof topicsOf>): boolean {
  const said = (topic: string) => onlineFrom(broker.latest(topic)?.text ?? '')
  return said(topics.availability) === true && said(topics.bridge) !== false
}

const silent: Outcome = { result: 'not-yet', detail: 'no answer' }
const away: Outcome = { result: 'not-yet', detail: 'the broker is away' }
const offline: Outcome = { result: 'not-yet', detail: 'the lock is offline' }

/** Text, always: as a number a code loses its leading zero. */
const codeOf = (user: number, pin: string | null): string =>
  JSON.stringify({
    pin_code:
      pin === null
        ? { user, pin_code: null }
        : { user, user_type: 'unrestricted', user_enabled: true, pin_code: pin },
  })

async function blindly(
  broker: Connection,
  topics: { set: string },
  said: string,
  expiresInSeconds?: number,
): Promise<Outcome> {
  return (await broker.send(topics.set, said, expiresInSeconds)) ? { result: 'accepted' } : away
}

export function z2mLock(from: Reach): LockAdapter {
  async function at(door: Door) {
    const settings = settingsOf(door, z2mSettings)
    const topics = topicsOf(settings)
    const broker = await reach(from, followed(topics))
    return { settings, topics, broker }
  }

  /** The lock has no word for "done": what a place holds is found by asking for it. */
  const readUser = (broker: Connection, topics: ReturnType<typeof topicsOf>, user: number) =>
    ask(
      broker,
      from,
      () => broker.send(topics.get, JSON.stringify({ pin_code: { user } }), from.patience.replyMs / 1000),
      (topic, text) => (topic === topics.state ? stateFrom(text)?.users?.[user]?.status : undefined),
    )

  /** Says it, asks whether it came true, and says it again: radio loses what it is told. */
  async function until(
    broker: Connection,
    topics: ReturnType<typeof topicsOf>,
    user: number,
    wanted: z.output<typeof userStatus>,
    pin: string | null,
    expiresInSeconds?: number,
  ): Promise<Outcome> {
    const said = codeOf(user, pin)
    for (let tries = 0; tries < from.patience.tries; tries++) {
      if (!(await broker.send(topics.set, said, expiresInSeconds)))
        return { result: 'not-yet', detail: 'the broker did not take it' }
      if ((await readUser(broker, topics, user)) === wanted) return { result: 'confirmed' }
    }
    return silent
  }

  return {
    name: 'mqtt-z2m',
    verified: false,
    isReady: hasBroker,
    settings: {
      shape: z2mSettings,
      fields: { name: 'text', base: 'text', firstUser: 'number', slots: 'number', readsBack: 'tick' },
      address: ['base', 'name'],
    },
    async capabilities(door) {
      const { settings, broker } = await at(door)
      await broker?.checked()
      return {
        remoteUnlock: broker?.confirmsExpiry() ?? false,
        pin: settings.slots > 0 ? 'hub' : 'none',
        pinLength: 6,
        slots: settings.slots,
        timeBound: 'hub',
        offlinePin: true,
        remoteRevoke: true,
        ack: settings.readsBack ? 'confirmed' : 'accepted',
        token: false,
      }
    },

    async setPin(door, slot, pin, window) {
      const { settings, topics, broker } = await at(door)
      if (slot < 0 || slot >= settings.slots) return { result: 'refused', detail: 'slot out of range' }
      if (!/^\d{4,10}$/.test(pin)) return { result: 'refused', detail: 'not a code this lock can hold' }
      if (!broker) return away
      if (!isOnline(broker, topics)) return offline
      const user = settings.firstUser + slot
      // A gateway that comes back after the window must not find a code waiting.
      const expires = Temporal.Now.instant().until(window.to).total('seconds')
      if (expires <= 0) return { result: 'refused', detail: 'the window is over' }
      if (!settings.readsBack) return blindly(broker, topics, codeOf(user, pin), expires)
      const before = await readUser(broker, topics, user)
      if (before === undefined) return silent
      // "Enabled" afterwards proves our code only where the place was empty before.
      if (before !== 'available') {
        const cleared = await until(broker, topics, user, 'available', null)
        if (cleared.result !== 'confirmed') return cleared
      }
      return until(broker, topics, user, 'enabled', pin, expires)
    },

    async clearPin(door, slot) {
      const { settings, topics, broker } = await at(door)
      if (slot < 0 || slot >= settings.slots) return { result: 'refused', detail: 'slot out of range' }
      if (!broker) return away
      const user = settings.firstUser + slot
      if (isOnline(broker, topics))
        return settings.readsBack
          ? until(broker, topics, user, 'available', null)
          : blindly(broker, topics, codeOf(user, null))
      // Said without an end: a gateway that comes back clears the code at once, before we have noticed that it is there.
      await broker.send(topics.set, codeOf(user, null))
      return offline
    },

    async readSlots(door) {
      const { settings, topics, broker } = await at(door)
      if (!broker || !settings.readsBack || !isOnline(broker, topics)) return undefined
      const slots: SlotState[] = []
      for (let slot = 0; slot < settings.slots; slot++) {
        const state =
          (await readUser(broker, topics, settings.firstUser + slot)) ??
          (await readUser(broker, topics, settings.firstUser + slot))
        if (state === undefined) return undefined
        slots.push({ slot, state })
      }
      return slots
    },

    async unlock(door, { expiresInSeconds }) {
      const { topics, broker } = await at(door)
      if (!broker) return away
      await broker.checked()
      if (!broker.confirmsExpiry())
        return { result: 'refused', detail: 'the broker does not let commands expire' }
      if (!isOnline(broker, topics)) return offline
      const opened = await ask(
        broker,
        from,
        () => broker.sendNow(topics.set, JSON.stringify({ state: 'UNLOCK' }), Math.min(expiresInSeconds, 5)),
        (topic, text) => (topic === topics.state && boltOf(stateFrom(text))?.locked === false) || undefined,
      )
      return opened ? { result: 'confirmed' } : silent
    },

    async status(door): Promise<DoorStatus> {
      const { topics, broker } = await at(door)
      const heard = broker?.latest(topics.state)
      const state = heard && stateFrom(heard.text)
      const bolt = boltOf(state)
      return {
        online: broker ? isOnline(broker, topics) : false,
        battery: state?.battery ?? null,
        jammed: bolt?.jammed ?? false,
        locked: bolt?.locked ?? null,
        heardAt: heard?.at.toString() ?? null,
      }
    },

    async listen(doors, heard) {
      const broker = await from.broker()
      const before = new Map<string, State>()
      const wasOnline = new Map<string, boolean>()
      let known = new Map<string, Door>()
      const learn = async () => {
        known = new Map()
        for (const door of await doors()) {
          const topics = topicsOf(settingsOf(door, z2mSettings))
          known.set(topics.state, door)
          known.set(topics.availability, door)
          await broker.follow(followed(topics))
        }
      }
      const deaf = broker.onHeard(({ topic, text, retained, at }) => {
        const door = known.get(topic)
        if (!door) return
        if (topic.endsWith('/availability')) {
          const online = onlineFrom(text)
          if (online === undefined) return
          if (wasOnline.has(door.id) && wasOnline.get(door.id) !== online)
            void heard({ doorId: door.id, at, what: online ? 'online' : 'offline', how: 'unknown' })
          wasOnline.set(door.id, online)
          return
        }
        const state = stateFrom(text)
        if (!state) return
        // What was retained has been told before.
        const happened = retained ? [] : happenedIn(state, before.get(door.id), settingsOf(door, z2mSettings))
        before.set(door.id, { ...before.get(door.id), ...state })
        for (const one of happened) void heard({ doorId: door.id, at, ...one })
      })
      await learn()
      // Doors are added and closed while we listen.
      const again = setInterval(() => void learn().catch(() => {}), 60_000)
      again.unref()
      return {
        async stop() {
          clearInterval(again)
          deaf()
        },
      }
    },
  }
}

export const mqttZ2m = z2mLock({ broker: lockBroker, patience })
