import { connect } from 'mqtt'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Door, LockEvent } from './adapter.ts'
import { covers, type DevelopmentBroker, startDevelopmentBroker } from './development-broker.ts'
import { boltFrom, onlineFrom } from './lock-words.ts'
import { type Connection, openConnection, probeTopics } from './mqtt-connection.ts'
import { haLock } from './mqtt-ha.ts'
import { happenedIn, stateFrom, z2mLock } from './mqtt-z2m.ts'
import { type Gateway, startGateway } from './testing/z2m-gateway.ts'

const hub = {
  user: 'hub',
  password: 'hub-secret',
  says: ['zigbee2mqtt/+/set', 'zigbee2mqtt/+/get', probeTopics],
  hears: ['#'],
}
const atMain = {
  user: 'main',
  password: 'main-secret',
  says: ['zigbee2mqtt/main', 'zigbee2mqtt/main/availability'],
  hears: ['zigbee2mqtt/main/set', 'zigbee2mqtt/main/get'],
}
const door = (name: string, settings: object = {}): Door => ({
  id: `heggedal-${name}`,
  hubId: 'heggedal',
  adapter: 'mqtt-z2m',
  settings: { name, slots: 5, ...settings },
})
const window = { from: Temporal.Now.instant(), to: Temporal.Now.instant().add({ hours: 2 }) }
const until = async (holds: () => boolean) => {
  for (let waited = 0; !holds() && waited < 4_000; waited += 20) await new Promise((go) => setTimeout(go, 20))
  expect(holds()).toBe(true)
}

describe('through the broker that comes along', () => {
  let broker: DevelopmentBroker
  let line: Connection
  let gateway: Gateway
  const warned: string[] = []
  const lock = z2mLock({ broker: async () => line, patience: { replyMs: 200, tries: 3 } })

  beforeAll(async () => {
    broker = await startDevelopmentBroker({ accounts: [hub, atMain] })
    line = openConnection(
      { url: broker.url, user: 'hub', password: 'hub-secret', version: 4 },
      { warn: (text) => warned.push(text) },
    )
    gateway = await startGateway(broker.url, {
      protocolVersion: 4,
      username: 'main',
      password: 'main-secret',
      name: 'main',
    })
  })
  afterEach(() => {
    gateway.lose = 0
    gateway.mute = false
    gateway.codes.clear()
    gateway.told.length = 0
  })
  afterAll(async () => {
    await gateway.client.endAsync(true)
    await line.close()
    await broker.stop()
  })

  test('a code is set, read back and confirmed, and stays text with its leading zero', async () => {
    expect(await lock.setPin(door('main'), 2, '048213', window)).toEqual({ result: 'confirmed' })
    // the third place of ours is the lock's user 5: the lowest three are masters'
    expect(gateway.codes).toEqual(new Map([[5, '048213']]))
    expect(gateway.told.find(({ topic }) => topic.endsWith('/set'))?.text).toContain('"pin_code":"048213"')
  })

  test('a command that the radio loses is said again', async () => {
    gateway.lose = 1
    expect(await lock.setPin(door('main'), 0, '482137', window)).toEqual({ result: 'confirmed' })
    expect(gateway.told.filter(({ topic }) => topic.endsWith('/set'))).toHaveLength(2)
  })

  test('a place that holds somebody’s old code is emptied first: that it is in use would prove nothing', async () => {
    gateway.codes.set(3, '999999')
    expect(await lock.setPin(door('main'), 0, '482137', window)).toEqual({ result: 'confirmed' })
    expect(gateway.codes).toEqual(new Map([[3, '482137']]))
    gateway.lose = 99
    expect(await lock.setPin(door('main'), 0, '555555', window)).toMatchObject({ result: 'not-yet' })
  })

  test('a lock that does what it is told and says nothing has not confirmed anything', async () => {
    gateway.mute = true
    expect(await lock.setPin(door('main'), 0, '482137', window)).toEqual({
      result: 'not-yet',
      detail: 'no answer',
    })
    expect(await lock.readSlots(door('main'))).toBeUndefined()
  })

  test('a code is taken away and its place seen to be empty', async () => {
    gateway.codes.set(4, '482137')
    expect(await lock.clearPin(door('main'), 1)).toEqual({ result: 'confirmed' })
    expect(gateway.codes.size).toBe(0)
  })

  test('every place of ours is read, and a code that we did not set shows', async () => {
    gateway.codes.set(7, '111111')
    expect(await lock.readSlots(door('main'))).toEqual([
      { slot: 0, state: 'available' },
      { slot: 1, state: 'available' },
      { slot: 2, state: 'available' },
      { slot: 3, state: 'available' },
      { slot: 4, state: 'enabled' },
    ])
  })

  test('a place beyond ours, a code with letters and a window that is over are refused for good', async () => {
    expect(await lock.setPin(door('main'), 5, '482137', window)).toMatchObject({ result: 'refused' })
    expect(await lock.setPin(door('main'), 0, '48213a', window)).toMatchObject({ result: 'refused' })
    const over = { from: window.from.subtract({ hours: 3 }), to: window.from.subtract({ hours: 1 }) }
    expect(await lock.setPin(door('main'), 0, '482137', over)).toMatchObject({ result: 'refused' })
    expect(gateway.codes.size).toBe(0)
  })

  test('opening from the phone is not offered where nothing expires, and not done either', async () => {
    expect((await lock.capabilities(door('main'))).remoteUnlock).toBe(false)
    expect(await lock.unlock(door('main'), { expiresInSeconds: 5, grantId: '0'.repeat(16) })).toMatchObject({
      result: 'refused',
    })
    expect(gateway.told).toEqual([])
  })

  test('a door that nobody has heard of is offline', async () => {
    expect(await lock.status(door('nowhere'))).toMatchObject({ online: false, locked: null, heardAt: null })
    expect(await lock.setPin(door('nowhere'), 0, '482137', window)).toMatchObject({ result: 'not-yet' })
  })

  test('a wrong password does not get in', async () => {
    const fault = await new Promise<Error>((told) => {
      const stranger = connect(broker.url, {
        protocolVersion: 4,
        username: 'main',
        password: 'guess',
        reconnectPeriod: 0,
      })
      stranger.once('error', (error) => {
        stranger.end(true)
        told(error)
      })
    })
    expect(fault.message).toContain('Bad username or password')
  })

  test('one door’s gateway neither hears nor speaks for another door', async () => {
    const other = connect(broker.url, {
      protocolVersion: 4,
      username: 'main',
      password: 'main-secret',
      reconnectPeriod: 0,
    })
    await new Promise<void>((ready) => other.once('connect', () => ready()))
    const heard: string[] = []
    other.on('message', (topic) => heard.push(topic))
    await other.subscribeAsync('zigbee2mqtt/side/set', { qos: 1 }).catch(() => undefined)
    await other.subscribeAsync('zigbee2mqtt/#', { qos: 1 }).catch(() => undefined)
    await line.send('zigbee2mqtt/side/set', '{"state":"LOCK"}')
    const thrownOut = new Promise<void>((closed) => other.once('close', () => closed()))
    other.publish('zigbee2mqtt/side', '{"state":"UNLOCK"}')
    await thrownOut
    expect(heard).toEqual([])
    expect(line.latest('zigbee2mqtt/side')).toBeUndefined()
    other.end(true)
  })

  test('what happens at the lock is told once, with its place and never with a code', async () => {
    const events: LockEvent[] = []
    const listening = await lock.listen?.(
      async () => [door('main')],
      async (event) => {
        events.push(event)
      },
    )
    await gateway.say({ state: 'LOCK', lock_state: 'locked', battery: 87 })
    await gateway.say({
      state: 'UNLOCK',
      lock_state: 'unlocked',
      battery: 87,
      action: 'unlock',
      action_user: 5,
      action_source_name: 'keypad',
      last_used_pin_code: '482137',
      users: { 5: { status: 'enabled', pin_code: '482137' } },
    })
    await gateway.say({ state: 'UNLOCK', lock_state: 'unlocked', battery: 9 })
    await gateway.say({ state: 'UNLOCK', lock_state: 'not_fully_locked', battery: 9 })
    await until(() => events.length >= 3)
    await listening?.stop()
    expect(events.map(({ what, how, slot }) => ({ what, how, slot }))).toEqual([
      { what: 'opened', how: 'keypad', slot: 2 },
      { what: 'battery-low', how: 'unknown' },
      { what: 'jammed', how: 'unknown' },
    ])
    expect(JSON.stringify(events)).not.toContain('482137')
    expect(await lock.status(door('main'))).toMatchObject({ online: true, jammed: true, battery: 9 })
  })

  test('the broker goes away and comes back: nothing is thrown, and the line mends itself', async () => {
    const { port } = broker
    await broker.stop()
    await until(() => !line.connected())
    expect(await lock.clearPin(door('main'), 0)).toMatchObject({ result: 'not-yet' })
    expect((await lock.status(door('main'))).online).toBe(false)
    broker = await startDevelopmentBroker({ accounts: [hub, atMain], port })
    await until(() => line.connected() && gateway.client.connected)
    await until(() => line.latest('zigbee2mqtt/main/availability') !== undefined)
    expect(await lock.setPin(door('main'), 0, '482137', window)).toEqual({ result: 'confirmed' })
  })

  test('a Home Assistant lock has no codes, and tells its bolt', async () => {
    const ha = haLock({ broker: async () => line, patience: { replyMs: 200, tries: 1 } })
    const side: Door = {
      ...door('side'),
      settings: {
        commandTopic: 'side/cmd',
        stateTopic: 'zigbee2mqtt/main',
        availabilityTopic: 'zigbee2mqtt/main/availability',
      },
    }
    expect(await ha.capabilities(side)).toMatchObject({ pin: 'none', slots: 0, remoteUnlock: false })
    expect(await ha.setPin(side, 0, '482137', window)).toMatchObject({ result: 'refused' })
    await gateway.client.publishAsync('zigbee2mqtt/main', 'JAMMED', { retain: true, qos: 1 })
    await until(() => line.latest('zigbee2mqtt/main')?.text === 'JAMMED')
    expect(await ha.status(side)).toMatchObject({ online: true, jammed: true, locked: false })
  })
})

describe('the words of two conventions', () => {
  test.each([
    ['LOCK', true, false],
    ['locked', true, false],
    ['UNLOCK', false, false],
    ['unlocked', false, false],
    ['not_fully_locked', false, true],
    ['LOCKED', true, false],
    ['UNLOCKED', false, false],
    ['LOCKING', null, false],
    ['UNLOCKING', null, false],
    ['JAMMED', false, true],
  ])('%s', (word, locked, jammed) => {
    expect(boltFrom(word)).toEqual({ locked, jammed })
  })
  test('a word that is in neither says nothing', () => expect(boltFrom('ajar')).toBeUndefined())
  test.each([
    ['online', true],
    ['offline', false],
    ['{"state":"online"}', true],
    ['{"state":"offline"}', false],
    ['{"state":', undefined],
    ['', undefined],
  ])('availability %s', (text, online) => {
    expect(onlineFrom(text)).toBe(online)
  })

  const ours = { firstUser: 3, slots: 5 }
  test.each([
    [
      { action: 'unlock', action_source_name: 'keypad', action_user: 4 },
      { what: 'opened', how: 'keypad', slot: 1 },
    ],
    [
      { action: 'unlock', action_source_name: 'keypad', action_user: 1 },
      { what: 'opened', how: 'keypad' },
    ],
    [
      { action: 'unlock', action_source_name: 'rf', action_user: 4 },
      { what: 'opened', how: 'remote' },
    ],
    [{ action: 'manual_unlock' }, { what: 'opened', how: 'inside' }],
    [{ action: 'key_unlock' }, { what: 'opened', how: 'key' }],
    [{ action: 'zigbee_unlock' }, { what: 'opened', how: 'remote' }],
    [{ action: 'auto_lock' }, { what: 'locked', how: 'unknown' }],
    [
      { action: 'unlock_failure_invalid_pin_or_id', action_source_name: 'keypad', action_user: 4 },
      { what: 'refused', how: 'keypad' },
    ],
  ])('%o', (said, happened) => {
    const state = stateFrom(JSON.stringify(said))
    expect(state && happenedIn(state, undefined, ours)).toEqual([{ ...happened, detail: said.action }])
  })
  test('a change of codes is nothing that happened to the door', () => {
    const state = stateFrom('{"action":"pin_code_added","action_user":4}')
    expect(state && happenedIn(state, undefined, ours)).toEqual([])
  })
  test('codes that a lock blurts out are left behind at the first step', () => {
    const state = stateFrom(
      '{"state":"UNLOCK","last_used_pin_code":"482137","users":{"5":{"status":"enabled","pin_code":"482137"}}}',
    )
    expect(JSON.stringify(state)).not.toContain('482137')
    expect(state?.users?.[5]?.status).toBe('enabled')
  })
  test.each(['', 'LOCK', '[]', 'null', '{"users":7,"battery":"full"}'])(
    'nonsense from a gateway is survived: %s',
    (text) => {
      expect(() => stateFrom(text)).not.toThrow()
    },
  )
})

test.each([
  ['a/b', 'a/b', true],
  ['a/+/set', 'a/x/set', true],
  ['a/+/set', 'a/x/get', false],
  ['a/#', 'a/x/y', true],
  ['a/+', 'a/#', false],
  ['#', 'a/#', true],
  ['a/b', 'a', false],
])('the filter %s covers %s: %s', (filter, topic, yes) => {
  expect(covers(filter, topic)).toBe(yes)
})
