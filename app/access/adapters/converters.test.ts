import { beforeAll, describe, expect, test } from 'vitest'
import { findByDevice, setLogger } from 'zigbee-herdsman-converters'
import type { Door, LockEvent } from './adapter.ts'
import type { Connection, Heard } from './mqtt-connection.ts'
import { z2mLock } from './mqtt-z2m.ts'

/**
 * What our messages become on the air, and what a lock's answers become in ours: through the real translator that zigbee2mqtt
 * runs, with a recording lock instead of a radio. No motor, battery or antenna is tried here.
 */
type Command = { cluster: string; name: string; payload: Record<string, unknown> }
type Converter = {
  key?: string[]
  cluster?: string
  type?: string | string[]
  convertSet?: (entity: object, key: string, value: unknown, meta: object) => Promise<unknown>
  convertGet?: (entity: object, key: string, meta: object) => Promise<unknown>
  convert?: (
    model: object,
    msg: object,
    publish: () => void,
    options: object,
    meta: object,
  ) => object | undefined
}
type Definition = { fromZigbee: Converter[]; toZigbee: Converter[]; meta?: { pinCodeCount?: number } }

const quiet = { debug() {}, info() {}, warning() {}, error() {} }

const door: Door = { id: 'heggedal-main', hubId: 'heggedal', adapter: 'mqtt-z2m', settings: { name: 'main' } }
const window = { from: Temporal.Now.instant(), to: Temporal.Now.instant().add({ hours: 2 }) }

async function lockOf(modelID: string) {
  const sent: Command[] = []
  const codes = new Map<number, string>()
  const failed: string[] = []
  const tellers = new Set<(heard: Heard) => void>()
  const device = {
    modelID,
    manufacturerName: '',
    type: 'EndDevice',
    ieeeAddr: '0x01',
    endpoints: [],
    getEndpoint: () => endpoint,
  }
  const endpoint = {
    ID: 1,
    supportsInputCluster: () => true,
    getDevice: () => device,
    read: async () => ({}),
    async command(cluster: string, name: string, payload: Record<string, unknown>) {
      sent.push({ cluster, name, payload })
      const user = payload.userid as number
      if (name === 'setPinCode') codes.set(user, payload.pincodevalue as string)
      if (name === 'clearPinCode') codes.delete(user)
      if (name === 'getPinCode')
        hear('commandGetPinCodeRsp', {
          userid: user,
          userstatus: codes.has(user) ? 1 : 0,
          usertype: 0,
          pincodevalue: codes.get(user) ?? '',
        })
      if (name === 'unlockDoor') hear('attributeReport', { lockState: 2 })
    },
  }
  const definition = (await findByDevice(device as never)) as unknown as Definition
  const say = (topic: string, state: object) => {
    for (const tell of tellers)
      tell({ topic, text: JSON.stringify(state), retained: false, at: Temporal.Now.instant() })
  }
  /** A message from the lock, translated as zigbee2mqtt does it. */
  function hear(type: string, data: object) {
    const msg = { type, data, cluster: 'closuresDoorLock', endpoint, device }
    const state = {}
    for (const { cluster, type: types, convert } of definition.fromZigbee)
      if (cluster === 'closuresDoorLock' && [types].flat().includes(type))
        Object.assign(
          state,
          convert?.(definition, msg, () => {}, {}, { state: {}, device }),
        )
    if (Object.keys(state).length > 0) say('zigbee2mqtt/main', state)
  }
  /** A message for the lock, translated as zigbee2mqtt does it. */
  async function translate(topic: string, text: string): Promise<boolean> {
    const message = JSON.parse(text) as Record<string, unknown>
    const meta = {
      message,
      mapped: definition,
      device,
      state: {},
      options: {},
      publish: () => {},
      endpoint_name: undefined,
    }
    for (const [key, value] of Object.entries(message)) {
      const converter = definition.toZigbee.find(({ key: keys }) => keys?.includes(key))
      try {
        if (topic.endsWith('/set')) await converter?.convertSet?.(endpoint, key, value, meta)
        else await converter?.convertGet?.(endpoint, key, meta)
      } catch (fault) {
        failed.push((fault as Error).message)
      }
    }
    return true
  }
  const now = Temporal.Now.instant()
  const line: Connection = {
    connected: () => true,
    confirmsExpiry: () => true,
    checked: async () => {},
    latest: (topic) =>
      topic.endsWith('availability') ? { topic, text: 'online', retained: true, at: now } : undefined,
    follow: async () => true,
    onHeard(tell) {
      tellers.add(tell)
      return () => tellers.delete(tell)
    },
    send: translate,
    sendNow: translate,
    close: async () => {},
  }
  const lock = z2mLock({ broker: async () => line, patience: { replyMs: 40, tries: 2 } })
  return { lock, sent, codes, failed, hear, pinCodeCount: definition.meta?.pinCodeCount }
}

beforeAll(() => setLogger(quiet as never))

const models = [
  { modelID: 'ID Lock 150', places: 109, readsBack: true },
  { modelID: 'ID Lock 202', places: 109, readsBack: true },
  { modelID: 'V3-BTZB', places: 20, readsBack: true },
  { modelID: 'HC-SLM-1', places: 39, readsBack: true },
  { modelID: 'NimlyPRO', places: 1000, readsBack: false },
]

describe.each(models)('$modelID', ({ modelID, places, readsBack }) => {
  const settings = { ...door, settings: { name: 'main', readsBack } }

  test('our code becomes this on the air, with its leading zero', async () => {
    const { lock, sent, pinCodeCount } = await lockOf(modelID)
    expect(await lock.setPin(settings, 9, '048213', window)).toEqual({
      result: readsBack ? 'confirmed' : 'accepted',
    })
    expect(sent.filter(({ name }) => name === 'setPinCode')).toEqual([
      {
        cluster: 'closuresDoorLock',
        name: 'setPinCode',
        payload: { userid: 12, userstatus: 1, usertype: 0, pincodevalue: '048213' },
      },
    ])
    expect(pinCodeCount).toBe(places)
  })

  test('and it is taken away', async () => {
    const { lock, sent, codes } = await lockOf(modelID)
    codes.set(12, '482137')
    expect(await lock.clearPin(settings, 9)).toEqual({ result: readsBack ? 'confirmed' : 'accepted' })
    expect(sent[0]).toEqual({ cluster: 'closuresDoorLock', name: 'clearPinCode', payload: { userid: 12 } })
    expect(codes.size).toBe(0)
  })

  test('opening it opens it', async () => {
    const { lock, sent } = await lockOf(modelID)
    expect(await lock.unlock(settings, { expiresInSeconds: 5, grantId: '0'.repeat(16) })).toEqual({
      result: 'confirmed',
    })
    expect(sent).toEqual([
      {
        cluster: 'closuresDoorLock',
        name: 'unlockDoor',
        payload: { pincodevalue: Buffer.alloc(0) },
      },
    ])
  })

  test('somebody who types a code at it is told as the place of the code', async () => {
    const { lock, hear } = await lockOf(modelID)
    const events: LockEvent[] = []
    const listening = await lock.listen?.(
      async () => [settings],
      async (event) => {
        events.push(event)
      },
    )
    hear('commandOperationEventNotification', { opereventcode: 2, opereventsrc: 0, userid: 12 })
    hear('commandOperationEventNotification', { opereventcode: 5, opereventsrc: 0, userid: 0 })
    hear('commandOperationEventNotification', { opereventcode: 14, opereventsrc: 2, userid: 0 })
    await listening?.stop()
    expect(events.map(({ what, how, slot }) => ({ what, how, slot }))).toEqual([
      { what: 'opened', how: 'keypad', slot: 9 },
      { what: 'refused', how: 'keypad', slot: undefined },
      { what: 'opened', how: 'inside', slot: undefined },
    ])
  })
})

test('a place that the lock does not have is never confirmed', async () => {
  const { lock, failed } = await lockOf('V3-BTZB')
  const tooMany = { ...door, settings: { name: 'main', slots: 200 } }
  expect((await lock.setPin(tooMany, 17, '482137', window)).result).toBe('not-yet')
  expect(failed).toContain('userId must be in range for device')
})

test('a Nimly tells the code that was typed in clear: it goes no further than the first step', async () => {
  const { lock, hear } = await lockOf('NimlyPRO')
  const events: LockEvent[] = []
  const listening = await lock.listen?.(
    async () => [door],
    async (event) => {
      events.push(event)
    },
  )
  hear('attributeReport', { lockState: 1 })
  hear('attributeReport', { 257: Buffer.from('482137'), 256: 0x02020012 })
  hear('attributeReport', { lockState: 2, 257: Buffer.from('482137') })
  await listening?.stop()
  expect(events).toHaveLength(1)
  expect(JSON.stringify(events)).not.toContain('482137')
})
