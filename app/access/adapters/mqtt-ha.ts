import { z } from 'zod'
import type { Door, DoorStatus, LockAdapter, Outcome } from './adapter.ts'
import { boltFrom, onlineFrom } from './lock-words.ts'
import type { Connection } from './mqtt-connection.ts'
import { ask, hasBroker, lockBroker, patience, type Reach, reach, settingsOf } from './mqtt-lock.ts'

const topic = z
  .string()
  .max(200)
  .regex(/^[^+#]+$/)

/** A lock by Home Assistant's MQTT convention: its topics as its discovery message names them. It has no codes. */
const haSettings = z.object({
  commandTopic: topic,
  stateTopic: topic,
  availabilityTopic: topic,
  payloadUnlock: z.string().min(1).max(200).default('UNLOCK'),
  payloadAvailable: z.string().min(1).max(200).default('online'),
})
type Settings = z.output<typeof haSettings>

const silent: Outcome = { result: 'not-yet', detail: 'no answer' }
const noCodes: Outcome = { result: 'refused', detail: 'this lock has no codes' }

const isOnline = (broker: Connection, { availabilityTopic, payloadAvailable }: Settings) => {
  const text = broker.latest(availabilityTopic)?.text
  return text !== undefined && (text.trim() === payloadAvailable || onlineFrom(text) === true)
}

export function haLock(from: Reach): LockAdapter {
  async function at(door: Door) {
    const settings = settingsOf(door, haSettings)
    const broker = await reach(from, [settings.stateTopic, settings.availabilityTopic])
    return { settings, broker }
  }

  return {
    name: 'mqtt-ha',
    verified: false,
    isReady: hasBroker,
    settings: {
      shape: haSettings,
      fields: {
        commandTopic: 'text',
        stateTopic: 'text',
        availabilityTopic: 'text',
        payloadUnlock: 'text',
        payloadAvailable: 'text',
      },
      address: ['commandTopic'],
    },
    async capabilities(door) {
      const { broker } = await at(door)
      await broker?.checked()
      return {
        remoteUnlock: broker?.confirmsExpiry() ?? false,
        pin: 'none',
        pinLength: 0,
        slots: 0,
        timeBound: 'hub',
        offlinePin: false,
        remoteRevoke: true,
        ack: 'confirmed',
        token: false,
      }
    },
    setPin: async () => noCodes,
    clearPin: async () => noCodes,
    readSlots: async () => [],

    async unlock(door, { expiresInSeconds }) {
      const { settings, broker } = await at(door)
      if (!broker) return { result: 'not-yet', detail: 'the broker is away' }
      await broker.checked()
      if (!broker.confirmsExpiry())
        return { result: 'refused', detail: 'the broker does not let commands expire' }
      if (!isOnline(broker, settings)) return { result: 'not-yet', detail: 'the lock is offline' }
      const opened = await ask(
        broker,
        from,
        () => broker.sendNow(settings.commandTopic, settings.payloadUnlock, Math.min(expiresInSeconds, 5)),
        (said, text) => (said === settings.stateTopic && boltFrom(text)?.locked === false) || undefined,
      )
      return opened ? { result: 'confirmed' } : silent
    },

    async status(door): Promise<DoorStatus> {
      const { settings, broker } = await at(door)
      const heard = broker?.latest(settings.stateTopic)
      const bolt = boltFrom(heard?.text ?? '')
      return {
        online: broker ? isOnline(broker, settings) : false,
        battery: null,
        jammed: bolt?.jammed ?? false,
        locked: bolt?.locked ?? null,
        heardAt: heard?.at.toString() ?? null,
      }
    },

    async listen(doors, heard) {
      const broker = await from.broker()
      const wasOpen = new Map<string, string>()
      let known: { door: Door; settings: Settings }[] = []
      const learn = async () => {
        known = (await doors()).map((door) => ({ door, settings: settingsOf(door, haSettings) }))
        for (const { settings } of known)
          await broker.follow([settings.stateTopic, settings.availabilityTopic])
      }
      const deaf = broker.onHeard(({ topic, text, retained, at }) => {
        for (const { door, settings } of known) {
          const bolt = topic === settings.stateTopic ? boltFrom(text) : undefined
          if (!bolt || (bolt.locked === null && !bolt.jammed)) continue
          const what = bolt.jammed ? 'jammed' : bolt.locked ? 'locked' : 'opened'
          const before = wasOpen.get(door.id)
          wasOpen.set(door.id, what)
          if (!retained && before !== what) void heard({ doorId: door.id, at, what, how: 'unknown' })
        }
      })
      await learn()
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

export const mqttHa = haLock({ broker: lockBroker, patience })
