import { config, log } from '#kernel'
import type { Door } from './adapter.ts'
import type { Connection } from './mqtt-connection.ts'

let line: Promise<Connection> | undefined

/** The one line to the lock broker that this process has, made when the first MQTT door is asked for. */
export function lockBroker(): Promise<Connection> {
  line ??= open()
  return line
}

async function open(): Promise<Connection> {
  const { openConnection } = await import('./mqtt-connection.ts')
  const { url, ca, user, password } = config.mqtt
  const warn = (text: string) => log.warn(text)
  if (url) return openConnection({ url, ca, user, password, version: 5 }, { warn })
  if (config.production) throw new Error('A door has an MQTT lock, and MQTT_URL is missing')
  const { startExampleBroker } = await import('./example-broker.ts')
  return openConnection({ ...(await startExampleBroker()), version: 4 }, { warn })
}

/** Without the address of a broker, only the example of development has locks behind MQTT. */
export const hasBroker = () => Boolean(config.mqtt.url) || !config.production

/** How long a lock gets to answer over radio, and how often it is asked. */
export type Patience = { replyMs: number; tries: number }
export const patience: Patience = { replyMs: 4_000, tries: 3 }

/** What the two MQTT conventions ask their connection for; tests hand in their own. */
export type Reach = { broker: () => Promise<Connection>; patience: Patience }

/** The connection with the door's topics followed, or undefined while the broker is away. */
export async function reach(from: Reach, topics: readonly string[]): Promise<Connection | undefined> {
  const broker = await from.broker()
  return (await broker.follow(topics)) ? broker : undefined
}

/** Waits for something to be said, from before the question is asked, so that no quick answer is missed. */
export async function ask<T>(
  broker: Connection,
  from: Reach,
  send: () => Promise<boolean>,
  answer: (topic: string, text: string) => T | undefined,
): Promise<T | undefined> {
  let done: (value: T | undefined) => void = () => {}
  const heard = new Promise<T | undefined>((resolve) => {
    done = resolve
  })
  const deaf = broker.onHeard(({ topic, text, retained }) => {
    // What was retained is what was true once.
    const value = retained ? undefined : answer(topic, text)
    if (value !== undefined) done(value)
  })
  const late = setTimeout(() => done(undefined), from.patience.replyMs)
  try {
    return (await send()) ? await heard : undefined
  } finally {
    clearTimeout(late)
    deaf()
  }
}

/** Settings come from a form or a seed: a door that is set wrongly is a fault of its own, told by its id. */
export function settingsOf<T>(
  door: Door,
  shape: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error } },
): T {
  const read = shape.safeParse(door.settings)
  if (!read.success) throw new Error(`Door ${door.id} is set wrongly: ${read.error.message}`)
  return read.data
}
