import { connect, type IClientOptions } from 'mqtt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Door } from './adapter.ts'
import { type Connection, openConnection, throwsAwayExpired } from './mqtt-connection.ts'
import { z2mLock } from './mqtt-z2m.ts'
import { hasMosquitto, type Mosquitto, ownMosquitto } from './testing/mosquitto.ts'
import { type Gateway, startGateway } from './testing/z2m-gateway.ts'

const users = { hub: 'hub-secret', main: 'main-secret' }
const acl = `
user hub
topic write zigbee2mqtt/+/set
topic write zigbee2mqtt/+/get
topic read zigbee2mqtt/#
topic readwrite innbyggertorg/expiry/#

user main
topic write zigbee2mqtt/main
topic write zigbee2mqtt/main/availability
topic read zigbee2mqtt/main/set
topic read zigbee2mqtt/main/get
`
const main: Door = {
  id: 'heggedal-main',
  hubId: 'heggedal',
  adapter: 'mqtt-z2m',
  settings: { name: 'main', slots: 5 },
}
const window = { from: Temporal.Now.instant(), to: Temporal.Now.instant().add({ hours: 2 }) }
const open = { expiresInSeconds: 5, grantId: '0123456789abcdef' }
const until = async (holds: () => boolean) => {
  for (let waited = 0; !holds() && waited < 8_000; waited += 25) await new Promise((go) => setTimeout(go, 25))
  expect(holds()).toBe(true)
}

describe.skipIf(!hasMosquitto)('through Mosquitto, in MQTT 5 over TLS', { timeout: 20_000 }, () => {
  let broker: Mosquitto
  let line: Connection
  let gateway: Gateway
  const lock = z2mLock({ broker: async () => line, patience: { replyMs: 500, tries: 3 } })
  const asMain = (): IClientOptions => ({ username: 'main', password: 'main-secret', ca: broker.ca })
  const asHub = () => ({
    url: broker.url,
    user: 'hub',
    password: 'hub-secret',
    ca: broker.ca,
    version: 5 as const,
  })

  beforeAll(async () => {
    broker = await ownMosquitto(users, acl)
    line = openConnection(asHub(), { warn: () => {} })
    gateway = await startGateway(broker.url, { ...asMain(), name: 'main' })
  }, 30_000)
  afterAll(async () => {
    await gateway?.client.endAsync(true)
    await line?.close()
    await broker?.remove()
  })

  const refusal = (options: IClientOptions) =>
    new Promise<string>((told) => {
      const client = connect(broker.url, { protocolVersion: 5, reconnectPeriod: 0, ...options })
      client.once('error', (fault) => {
        client.end(true)
        told(fault.message)
      })
      client.once('connect', () => {
        client.end(true)
        told('came in')
      })
    })

  test('a wrong password, no name, and a broker that nobody vouches for are refused', async () => {
    expect(await refusal(asMain())).toBe('came in')
    expect(await refusal({ ...asMain(), password: 'guess' })).toMatch(/not authorized/i)
    expect(await refusal({ ca: broker.ca })).toMatch(/not authorized/i)
    expect(await refusal({ username: 'main', password: 'main-secret' })).toMatch(/certificate/i)
  })

  test('a code is set, read back, and taken away again', async () => {
    expect(await lock.setPin(main, 2, '048213', window)).toEqual({ result: 'confirmed' })
    expect(gateway.codes).toEqual(new Map([[5, '048213']]))
    expect(await lock.clearPin(main, 2)).toEqual({ result: 'confirmed' })
    expect(gateway.codes.size).toBe(0)
  })

  test('the door is opened from the phone, once the broker was seen to throw away what expired', async () => {
    expect((await lock.capabilities(main)).remoteUnlock).toBe(true)
    const before = gateway.opened
    expect(await lock.unlock(main, open)).toEqual({ result: 'confirmed' })
    expect(gateway.opened).toBe(before + 1)
  })

  test('nothing that opens is kept at the broker for whoever comes later', async () => {
    await lock.unlock(main, open)
    const later = connect(broker.url, { protocolVersion: 5, ...asMain() })
    const heard: string[] = []
    later.on('message', (_, payload) => heard.push(payload.toString()))
    await new Promise((ready) => later.once('connect', ready))
    await later.subscribeAsync('zigbee2mqtt/main/set', { qos: 1 })
    await new Promise((done) => setTimeout(done, 300))
    await later.endAsync(true)
    expect(heard).toEqual([])
  })

  test('what the ACL does not give is refused aloud, and another door hears nothing', async () => {
    const gatewayAtMain = connect(broker.url, { protocolVersion: 5, ...asMain() })
    await new Promise((ready) => gatewayAtMain.once('connect', ready))
    const heard: string[] = []
    gatewayAtMain.on('message', (topic) => heard.push(topic))
    await gatewayAtMain.subscribeAsync('zigbee2mqtt/side/set', { qos: 1 }).catch(() => undefined)
    await expect(gatewayAtMain.publishAsync('zigbee2mqtt/side', '{}', { qos: 1 })).rejects.toThrow(
      /not authorized/i,
    )
    expect(await line.send('zigbee2mqtt/side/set', '{"state":"LOCK"}')).toBe(true)
    expect(await line.send('somewhere/else', 'x')).toBe(false)
    await new Promise((done) => setTimeout(done, 200))
    await gatewayAtMain.endAsync(true)
    expect(heard).toEqual([])
  })

  test('a gateway that dies is offline by its last will, and its door is not opened', async () => {
    const before = gateway.opened
    gateway.die()
    await until(() => line.latest('zigbee2mqtt/main/availability')?.text.includes('offline') === true)
    expect((await lock.status(main)).online).toBe(false)
    expect(await lock.unlock(main, open)).toEqual({ result: 'not-yet', detail: 'the lock is offline' })
    expect(await lock.setPin(main, 0, '482137', window)).toMatchObject({ result: 'not-yet' })
    gateway = await startGateway(broker.url, { ...asMain(), name: 'main' })
    await until(() => line.latest('zigbee2mqtt/main/availability')?.text.includes('online') === true)
    expect(gateway.opened).toBe(0)
    expect(before).toBeGreaterThan(0)
  })

  test('a gateway with a lasting session that comes back clears the old code, and opens for nobody', async () => {
    const lasting: IClientOptions = {
      ...asMain(),
      clientId: 'gateway-side',
      clean: false,
      properties: { sessionExpiryInterval: 60 },
    }
    const first = connect(broker.url, { protocolVersion: 5, ...lasting })
    await new Promise((ready) => first.once('connect', ready))
    await first.subscribeAsync('zigbee2mqtt/main/set', { qos: 1 })
    await first.endAsync()
    // As if it had been thought to be online: the messages themselves, as the adapter sends them.
    expect(await line.sendNow('zigbee2mqtt/main/set', '{"state":"UNLOCK"}', 5)).toBe(true)
    expect(await line.send('zigbee2mqtt/main/set', '{"pin_code":{"user":7,"pin_code":"111111"}}', 1)).toBe(
      true,
    )
    expect(await line.send('zigbee2mqtt/main/set', '{"pin_code":{"user":7,"pin_code":null}}')).toBe(true)
    await new Promise((done) => setTimeout(done, 2_100))
    const heard: string[] = []
    const back = connect(broker.url, { protocolVersion: 5, ...lasting })
    back.on('message', (_, payload) => heard.push(payload.toString()))
    await until(() => heard.length > 0)
    await back.endAsync(true)
    expect(heard).toEqual(['{"pin_code":{"user":7,"pin_code":null}}'])
  })

  test('the broker is killed and started again: the lock is offline meanwhile, then it is as before', async () => {
    await broker.kill()
    await until(() => !line.connected())
    expect(await lock.unlock(main, open)).toMatchObject({ result: 'not-yet' })
    expect((await lock.status(main)).online).toBe(false)
    expect((await lock.capabilities(main)).remoteUnlock).toBe(false)
    const before = gateway.opened
    await broker.start()
    await until(() => line.latest('zigbee2mqtt/main/availability')?.text.includes('online') === true)
    await until(() => line.confirmsExpiry())
    expect(gateway.opened).toBe(before)
    expect(await lock.setPin(main, 1, '482137', window)).toEqual({ result: 'confirmed' })
    expect(await lock.unlock(main, open)).toEqual({ result: 'confirmed' })
  })

  test('an account that may not do the check is not believed to have passed it', async () => {
    expect(
      await throwsAwayExpired({ ...asHub(), user: 'main', password: 'main-secret' }).catch(() => false),
    ).toBe(false)
  })
})
