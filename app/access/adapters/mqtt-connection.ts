import { randomUUID } from 'node:crypto'
import { connect, type IClientOptions, type IClientPublishOptions, type MqttClient } from 'mqtt'

export type Broker = {
  url: string
  user?: string
  password?: string
  /** Certificates in PEM of who vouches for the broker, when it is not one of the usual. */
  ca?: string
  /** 5, or 4 for a broker that speaks 3.1.1 only: then nothing expires and nothing is opened from afar. */
  version: 4 | 5
}
export type Heard = { topic: string; text: string; retained: boolean; at: Temporal.Instant }

/** The line to a broker, kept up by itself. Nothing here waits for a broker that is away. */
export type Connection = {
  connected(): boolean
  /** Whether this broker was seen to throw away what expired, since this connection came up. */
  confirmsExpiry(): boolean
  /** Resolves when that is known: two seconds after the line came up. */
  checked(): Promise<void>
  /** The last that was said under a topic somebody follows. */
  latest(topic: string): Heard | undefined
  /** Follows topics for as long as the connection lives; resolves once the broker agrees and has sent what it kept. */
  follow(topics: readonly string[]): Promise<boolean>
  onHeard(tell: (heard: Heard) => void): () => void
  /** A wish that may wait at the broker. False when the broker is away or refuses. */
  send(topic: string, text: string, expiresInSeconds?: number): Promise<boolean>
  /** A command for now or never. */
  sendNow(topic: string, text: string, expiresInSeconds: number): Promise<boolean>
  close(): Promise<void>
}

/** Where the check below leaves its two messages; the broker's ACL gives it to us. */
export const probeTopics = 'innbyggertorg/expiry/#'

const settleMs = 250
const firstMs = 3_000
const keepAliveSeconds = 10

function optionsFor(broker: Broker, clientId: string): IClientOptions {
  return {
    clientId,
    protocolVersion: broker.version,
    username: broker.user,
    password: broker.password,
    ca: broker.ca,
    keepalive: keepAliveSeconds,
    connectTimeout: 5_000,
    reconnectPeriod: 1_000,
    resubscribe: true,
    // what could not leave is told to the caller, who knows whether it is still wanted
    queueQoSZero: false,
  }
}

export function openConnection(broker: Broker, about: { warn(text: string): void }): Connection {
  const client = connect(broker.url, optionsFor(broker, `torg-${randomUUID().slice(0, 13)}`))
  const latest = new Map<string, Heard>()
  const followed = new Map<string, Promise<boolean>>()
  const opened = performance.now()
  const listeners = new Set<(heard: Heard) => void>()
  let expiry = false
  let said = ''

  client.on('message', (topic, payload, packet) => {
    const heard = { topic, text: payload.toString(), retained: packet.retain, at: Temporal.Now.instant() }
    if (followed.has(topic)) latest.set(topic, heard)
    for (const tell of listeners) tell(heard)
  })
  // A refused password is told once, and tried again: somebody may mend it at the broker.
  client.on('error', (fault) => {
    if (said !== fault.message) about.warn(`The lock broker: ${fault.message}`)
    said = fault.message
  })
  client.on('close', () => {
    expiry = false
    // What was known is not known any more: a lock whose broker is away is not online.
    latest.clear()
  })
  let checking = Promise.resolve()
  client.on('connect', () => {
    said = ''
    if (broker.version === 5)
      checking = throwsAwayExpired(broker)
        .catch(() => false)
        .then((seen) => {
          expiry = seen && client.connected
        })
  })

  /** At the start there is something to wait for; afterwards a broker that is away is away, and nobody's page waits. */
  async function up(): Promise<boolean> {
    while (!client.connected && performance.now() - opened < firstMs)
      await new Promise((done) => setTimeout(done, 50))
    return client.connected
  }

  async function subscribe(topics: string[]): Promise<boolean> {
    try {
      if (!(await up())) throw new Error('the broker is away')
      const granted = await client.subscribeAsync(topics, { qos: 1 })
      if (granted.some(({ qos }) => qos > 2)) throw new Error('the broker does not let us listen')
      await new Promise((done) => setTimeout(done, settleMs))
      return true
    } catch {
      // Asked again by whoever wants to know next.
      for (const topic of topics) followed.delete(topic)
      return false
    }
  }

  return {
    connected: () => client.connected,
    confirmsExpiry: () => client.connected && expiry,
    checked: () => checking,
    latest: (topic) => latest.get(topic),
    async follow(topics) {
      const fresh = topics.filter((topic) => !followed.has(topic))
      if (fresh.length > 0) {
        const granted = subscribe(fresh)
        for (const topic of fresh) followed.set(topic, granted)
      }
      const all = await Promise.all(topics.map((topic) => followed.get(topic)))
      return client.connected && all.every(Boolean)
    },
    onHeard(tell) {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    send: (topic, text, expiresInSeconds) =>
      publish(client, topic, text, { qos: 1, ...expires(broker, expiresInSeconds) }),
    // Quality 0: with 1, our own library would send it again when the line comes back, with its five seconds counted anew.
    sendNow: (topic, text, expiresInSeconds) =>
      publish(client, topic, text, { qos: 0, ...expires(broker, expiresInSeconds) }),
    close: () => client.endAsync(true),
  }
}

const expires = (broker: Broker, seconds: number | undefined): IClientPublishOptions =>
  broker.version === 5 && seconds !== undefined
    ? { properties: { messageExpiryInterval: Math.max(1, Math.ceil(seconds)) } }
    : {}

/** Never retained: what a broker retains is told to everybody who comes later. */
async function publish(client: MqttClient, topic: string, text: string, options: IClientPublishOptions) {
  if (!client.connected) return false
  try {
    await Promise.race([client.publishAsync(topic, text, { ...options, retain: false }), late()])
    return true
  } catch {
    return false
  }
}

const late = () => new Promise<never>((_, fail) => setTimeout(() => fail(new Error('late')), 5_000).unref())

/**
 * Does to a stand-in what must not happen to a door: a gateway with a lasting session goes away, two commands are sent to it, one
 * for a second and one for a minute, and it comes back after two. No broker says beforehand that it keeps expiry; this one did.
 */
export async function throwsAwayExpired(broker: Broker): Promise<boolean> {
  const id = `torg-expiry-${randomUUID().slice(0, 8)}`
  const topic = probeTopics.replace('#', id)
  const gateway = (): IClientOptions => ({
    ...optionsFor(broker, id),
    clean: false,
    reconnectPeriod: 0,
    properties: { sessionExpiryInterval: 30 },
  })
  const first = await arrives(connect(broker.url, gateway()))
  try {
    const [granted] = await first.subscribeAsync(topic, { qos: 1 })
    if (granted?.qos !== 1) return false
  } finally {
    await first.endAsync()
  }
  const sender = await arrives(connect(broker.url, { ...optionsFor(broker, `${id}-s`), reconnectPeriod: 0 }))
  try {
    for (const [text, seconds] of [
      ['gone', 1],
      ['kept', 60],
    ] as const)
      await sender.publishAsync(topic, text, { qos: 1, properties: { messageExpiryInterval: seconds } })
  } finally {
    await sender.endAsync()
  }
  await new Promise((done) => setTimeout(done, 2_100))
  const back = connect(broker.url, gateway())
  const came: string[] = []
  back.on('message', (_, payload) => came.push(payload.toString()))
  await arrives(back)
  await new Promise((done) => setTimeout(done, settleMs))
  await back.endAsync(false, { properties: { sessionExpiryInterval: 0 } })
  return came.length === 1 && came[0] === 'kept'
}

function arrives(client: MqttClient): Promise<MqttClient> {
  return new Promise((resolve, reject) => {
    const fail = (fault: Error) => {
      client.end(true)
      reject(fault)
    }
    client.once('connect', () => resolve(client))
    client.once('error', fail)
    client.once('close', () => fail(new Error('the broker hung up')))
  })
}
