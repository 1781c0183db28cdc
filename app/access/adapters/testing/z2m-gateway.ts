import { connect, type IClientOptions, type MqttClient } from 'mqtt'

export type Gateway = {
  client: MqttClient
  /** What is in the lock: user → code. */
  codes: Map<number, string>
  /** Everything it was told, as it came. */
  told: { topic: string; text: string }[]
  opened: number
  /** So many of the next commands vanish on the radio. */
  lose: number
  /** Tells nothing back, though it does what it is told. */
  mute: boolean
  say(state: object, options?: { retain?: boolean }): Promise<void>
  leave(): Promise<void>
  die(): void
}

/** zigbee2mqtt with one keypad lock, as its topics and words are documented. It counts what really reached the lock. */
export async function startGateway(
  url: string,
  options: IClientOptions & { base?: string; name: string; users?: number },
): Promise<Gateway> {
  const { base = 'zigbee2mqtt', name, users = 20, ...connection } = options
  const root = `${base}/${name}`
  const client = connect(url, {
    protocolVersion: 5,
    reconnectPeriod: 200,
    ...connection,
    will: {
      topic: `${root}/availability`,
      payload: Buffer.from('{"state":"offline"}'),
      retain: true,
      qos: 1,
    },
  })
  const say = async (state: object, { retain = true } = {}) => {
    await client.publishAsync(root, JSON.stringify(state), { qos: 1, retain })
  }
  const gateway: Gateway = {
    client,
    codes: new Map(),
    told: [],
    opened: 0,
    lose: 0,
    mute: false,
    say,
    async leave() {
      await client.publishAsync(`${root}/availability`, '{"state":"offline"}', { qos: 1, retain: true })
      await client.endAsync()
    },
    // Without a goodbye: the broker tells the last will.
    die: () => {
      client.options.reconnectPeriod = 0
      client.stream.destroy()
      client.end(true)
    },
  }
  client.on('message', (topic, payload) => {
    const text = payload.toString()
    gateway.told.push({ topic, text })
    const wish = JSON.parse(text) as {
      state?: string
      pin_code?: { user: number; pin_code?: string | null }
    }
    if (topic === `${root}/set` && gateway.lose > 0) {
      gateway.lose--
      return
    }
    const code = wish.pin_code
    if (topic === `${root}/set` && wish.state === 'UNLOCK') {
      gateway.opened++
      if (!gateway.mute) void say({ state: 'UNLOCK', lock_state: 'unlocked', battery: 87 })
    } else if (topic === `${root}/set` && code && code.user < users) {
      if (code.pin_code == null) gateway.codes.delete(code.user)
      else gateway.codes.set(code.user, code.pin_code)
    } else if (topic === `${root}/get` && code && code.user < users && !gateway.mute) {
      const status = gateway.codes.has(code.user) ? 'enabled' : 'available'
      void say({ state: 'LOCK', lock_state: 'locked', battery: 87, users: { [code.user]: { status } } })
    }
  })
  await new Promise<void>((ready, fail) => {
    client.once('connect', () => ready())
    client.once('error', fail)
  })
  await client.subscribeAsync([`${root}/set`, `${root}/get`], { qos: 1 })
  client.on('connect', () => online())
  const online = () =>
    client
      .publishAsync(`${root}/availability`, '{"state":"online"}', { qos: 1, retain: true })
      .catch(() => undefined)
  await online()
  return gateway
}
