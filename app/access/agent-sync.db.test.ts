import { beforeAll, describe, expect, test } from 'vitest'
import { db, inTransaction, now, sql, systemActor } from '#kernel'
import { addPerson, everybodyListens, visit } from '#testing'
import { doorAgent } from './adapters/door-agent.ts'
import { aBooking, aRoomWithDoor } from './door-for-test.ts'
import {
  type AccessList,
  deviceEntry,
  keyOfPin,
  openList,
  requestSignature,
  type SyncAnswer,
  type SyncRequest,
  verifyToken,
} from './door-protocol.ts'
import { type DoorView, doorById } from './doors.ts'
import { keysFollowBooking } from './keys/booking-keys.ts'
import { grantById, pinOf } from './keys/grants.ts'
import { tokenOf } from './keys/key-page-facts.ts'
import { takeBack } from './keys/take-back.ts'
import { workKey } from './keys/work-key.ts'
import { type Pairing, pairDoor } from './pair-door.ts'
import { openReports } from './reports.ts'

beforeAll(everybodyListens)

const seconds = (at = now()) => Math.floor(at.epochMilliseconds / 1000)
const quiet = (more: Partial<SyncRequest> = {}): SyncRequest => ({
  list: 0,
  revocations: 0,
  clockUnset: false,
  status: { battery: 80, jammed: false, locked: true },
  entries: [],
  done: [],
  ...more,
})

async function aDoorWithAgent() {
  const { roomId, doorId } = await aRoomWithDoor({ settings: { keypad: true } })
  await sql`update access.door set adapter = 'door-agent' where id = ${doorId}`.execute(db)
  const pairing = await inTransaction((tx) => pairDoor(tx, systemActor, doorId))
  return { roomId, doorId, pairing }
}

let asked = 0
/** Each at a second of its own: the same words at the same time are heard once. */
const nextSecond = () => seconds() - (asked++ % 250)

function ask(pairing: Pairing, said: SyncRequest, { at = nextSecond(), secret = pairing.agentSecret } = {}) {
  const path = `/api/doors/${pairing.doorId}/sync`
  const body = JSON.stringify(said)
  return visit(path, {
    json: said,
    headers: {
      'x-door-time': String(at),
      'x-door-signature': requestSignature(secret, at, path, body),
    },
  })
}
const sync = async (pairing: Pairing, said: SyncRequest) => (await ask(pairing, said)).json() as SyncAnswer

function listIn(answer: SyncAnswer, pairing: Pairing): AccessList {
  const opened = openList(answer.list ?? '', {
    doorId: pairing.doorId,
    keys: pairing.publicKeys,
    now: seconds(),
    after: { counter: 0, revocations: 0 },
  })
  if (!('list' in opened)) throw new Error(opened.why)
  return opened.list
}

/** A booking under way, its key known to nobody yet. */
async function aKeyAt(roomId: string, personId: string | null = null) {
  const bookingId = await aBooking(roomId, now().subtract({ minutes: 5 }), { personId })
  await keysFollowBooking({ bookingId }, { db, now: now() })
  const { rows } = await sql<{
    id: string
  }>`select id from access.key_grant where booking_id = ${bookingId}`.execute(db)
  return { bookingId, grantId: rows[0]?.id as string }
}
const stateOf = async (grantId: string) => (await grantById(db, grantId))?.state

describe('the computer at a door', () => {
  test('gets a signed list; its key works once the door has taken that in, by code and by token', async () => {
    const { roomId, doorId, pairing } = await aDoorWithAgent()
    const { grantId } = await aKeyAt(roomId)
    await workKey(db, grantId, now())
    expect(await stateOf(grantId)).toBe('provisioning')
    const answer = await sync(pairing, quiet())
    const list = listIn(answer, pairing)
    const pin = (await pinOf(db, grantId)) as string
    expect(JSON.stringify(answer)).not.toContain(pin)
    expect(keyOfPin(pin, list, pairing.agentSecret, seconds())).toEqual({ opens: true, grantId })
    const again = await sync(pairing, quiet({ list: list.counter }))
    expect(again.list).toBeUndefined()
    await workKey(db, grantId, now().add({ minutes: 2 }))
    expect(await stateOf(grantId)).toBe('active')
    const grant = await grantById(db, grantId)
    const token = await tokenOf(
      db,
      grant as NonNullable<typeof grant>,
      (await doorById(db, doorId)) as DoorView,
    )
    expect(token.length).toBeLessThanOrEqual(120)
    const at = { door: pairing.door, keys: pairing.publicKeys, revoked: new Set<string>(), now: seconds() }
    expect(verifyToken(token, at)).toEqual({ opens: true, grantId })
  })

  test('hears of a key that is taken back, and only then is it gone', async () => {
    const { roomId, pairing } = await aDoorWithAgent()
    const { grantId } = await aKeyAt(roomId)
    const first = listIn(await sync(pairing, quiet()), pairing)
    await inTransaction((tx) => takeBack(tx, systemActor, grantId, { reason: 'prøve' }, now()))
    await workKey(db, grantId, now())
    expect(await stateOf(grantId)).toBe('revoked')
    const second = listIn(await sync(pairing, quiet({ list: first.counter })), pairing)
    expect(second.revocations).toEqual({ counter: 1, grantIds: [grantId] })
    expect(second.keys).toEqual([])
    expect(await stateOf(grantId)).toBe('revoked')
    await sync(pairing, quiet({ list: second.counter, revocations: 1 }))
    await workKey(db, grantId, now().add({ minutes: 3 }))
    expect(await stateOf(grantId)).toBe('removed')
  })

  test('nobody else gets an answer: another secret, an old request, another door’s signature', async () => {
    const { pairing } = await aDoorWithAgent()
    const other = await aDoorWithAgent()
    expect((await ask(pairing, quiet(), { secret: 'gjettet' })).status).toBe(401)
    expect((await ask(pairing, quiet(), { at: seconds() - 400 })).status).toBe(401)
    expect((await ask(pairing, quiet(), { secret: other.pairing.agentSecret })).status).toBe(401)
    const unset = await ask(pairing, quiet({ clockUnset: true }), { at: 12 })
    expect(unset.status).toBe(200)
    expect(unset.json()).toMatchObject({ entriesUpTo: 0, commands: [] })
    expect(unset.body).not.toContain('"list"')
  })

  test('cut off for a day, it hands in its log: used is used, what was sent twice is there once, a gap shows', async () => {
    const { roomId, doorId, pairing } = await aDoorWithAgent()
    const person = await addPerson()
    const { bookingId, grantId } = await aKeyAt(roomId, person.id)
    const entry = (seq: number, previous: string, more = {}) =>
      deviceEntry({
        seq,
        at: seconds() - 3600 + seq,
        what: 'opened',
        how: 'token',
        grantId,
        previous,
        ...more,
      })
    const one = entry(1, '')
    const two = entry(2, one.hash, {
      what: 'refused',
      how: 'keypad',
      grantId: undefined,
      detail: 'unknown-pin',
    })
    expect((await sync(pairing, quiet({ entries: [one, two] }))).entriesUpTo).toBe(2)
    expect((await sync(pairing, quiet({ entries: [one, two] }))).entriesUpTo).toBe(2)
    const { rows: lines } = await sql<{ deviceSeq: number; personId: string | null }>`
      select device_seq as "deviceSeq", person_id as "personId" from access.log_entry
      where door_id = ${doorId} and device_seq is not null order by seq`.execute(db)
    expect(lines).toEqual([
      { deviceSeq: 1, personId: person.id },
      { deviceSeq: 2, personId: null },
    ])
    const { rows: used } = await sql<{ used: boolean }>`
      select used_at is not null as used from rooms.booking where id = ${bookingId}`.execute(db)
    expect(used).toEqual([{ used: true }])
    expect((await openReports(db, doorId)).map((it) => it.kind)).toEqual([])
    await sync(pairing, quiet({ entries: [entry(5, 'noe annet')] }))
    expect((await openReports(db, doorId)).map((it) => [it.kind, it.detail])).toEqual([
      ['log-gap', 'after 2'],
    ])
    const forged = { ...entry(6, ''), what: 'locked' as const }
    await sync(pairing, quiet({ entries: [forged] }))
    expect((await openReports(db, doorId)).map((it) => it.kind)).toContain('log-broken')
  })

  test('a log that was rewritten between two visits shows: what comes next does not follow on what we have', async () => {
    const { doorId, pairing } = await aDoorWithAgent()
    const entry = (seq: number, previous: string) =>
      deviceEntry({ seq, at: seconds() - 60 + seq, what: 'locked', how: 'key', previous })
    const one = entry(1, '')
    expect(await sync(pairing, quiet({ entries: [one] }))).toMatchObject({
      entriesUpTo: 1,
      entriesHash: one.hash,
    })
    const two = entry(2, one.hash)
    await sync(pairing, quiet({ entries: [two] }))
    expect(await openReports(db, doorId)).toEqual([])
    // Each line is whole in itself; only the link to what was told before is another.
    await sync(pairing, quiet({ entries: [entry(3, entry(2, 'en annen').hash)] }))
    expect((await openReports(db, doorId)).map(({ kind, detail }) => [kind, detail])).toEqual([
      ['log-broken', 'at 3'],
    ])
  })

  test('opens on a command once, and never after its five seconds', async () => {
    const { roomId, doorId, pairing } = await aDoorWithAgent()
    const { grantId } = await aKeyAt(roomId)
    const door = (await doorById(db, doorId)) as DoorView
    const opening = doorAgent.unlock(door, { expiresInSeconds: 5, grantId })
    let commands: SyncAnswer['commands'] = []
    while (commands.length === 0) ({ commands } = await sync(pairing, quiet()))
    expect((await sync(pairing, quiet())).commands).toEqual([])
    await sync(pairing, quiet({ done: [{ id: commands[0]?.id as string, result: 'opened' }] }))
    expect(await opening).toMatchObject({ result: 'confirmed' })
    expect(await doorAgent.unlock(door, { expiresInSeconds: 0, grantId })).toMatchObject({
      result: 'not-yet',
    })
    expect((await sync(pairing, quiet())).commands).toEqual([])
  })

  test('a list is made anew before half of its three days are over, with a higher number', async () => {
    const { pairing, doorId } = await aDoorWithAgent()
    const first = listIn(await sync(pairing, quiet()), pairing)
    expect(first.validUntil - first.issuedAt).toBe(72 * 3600)
    await sql`update access.access_list set issued_at = issued_at - interval '37 hours' where door_id = ${doorId}`.execute(
      db,
    )
    expect(listIn(await sync(pairing, quiet({ list: first.counter })), pairing).counter).toBe(
      first.counter + 1,
    )
  })
})
