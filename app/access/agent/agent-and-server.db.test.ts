import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { db, inTransaction, now, sql, systemActor } from '#kernel'
import { everybodyListens, visit } from '#testing'
import { aBooking, aRoomWithDoor } from '../door-for-test.ts'
import { doorById } from '../doors.ts'
import { keysFollowBooking } from '../keys/booking-keys.ts'
import { grantById, pinOf } from '../keys/grants.ts'
import { tokenOf } from '../keys/key-page-facts.ts'
import { takeBack } from '../keys/take-back.ts'
import { workKey } from '../keys/work-key.ts'
import { type Pairing, pairDoor } from '../pair-door.ts'
import { openReports } from '../reports.ts'
import { type Agent, startAgent } from './agent.ts'
import { serverOf } from './server.ts'

beforeAll(everybodyListens)

let folder: string
let away: boolean
let agent: Agent
let place: { roomId: string; doorId: string; pairing: Pairing }

/** The agent's own requests, through the product's front door. */
const throughTheDoor = (async (url: string, init: { body: string; headers: Record<string, string> }) => {
  if (away) throw new TypeError('fetch failed')
  const { pathname } = new URL(url)
  const answer = await visit(pathname, { json: JSON.parse(init.body), headers: init.headers })
  return new Response(answer.body, { status: answer.status })
}) as unknown as typeof fetch

let starts = 0
/** A computer takes longer than a second to start. */
function startHere() {
  const later = ++starts
  agent = startAgent({
    pairing: place.pairing,
    folder,
    relay: { set: () => {} },
    ask: serverOf(place.pairing, throughTheDoor),
    say: () => {},
    openSeconds: 1,
    system: () => Math.floor(now().epochMilliseconds / 1000) + later,
  })
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'torg-door-'))
  away = false
  const { roomId, doorId } = await aRoomWithDoor({ settings: { keypad: true } })
  await sql`update access.door set adapter = 'door-agent' where id = ${doorId}`.execute(db)
  place = { roomId, doorId, pairing: await inTransaction((tx) => pairDoor(tx, systemActor, doorId)) }
  startHere()
})
afterEach(() => {
  agent.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function aKey() {
  const bookingId = await aBooking(place.roomId, now().subtract({ minutes: 5 }))
  await keysFollowBooking({ bookingId }, { db, now: now() })
  const { rows } = await sql<{
    id: string
  }>`select id from access.key_grant where booking_id = ${bookingId}`.execute(db)
  const grantId = rows[0]?.id as string
  await workKey(db, grantId, now())
  await agent.sync()
  await agent.sync()
  await workKey(db, grantId, now())
  return grantId
}
async function tokenFor(grantId: string): Promise<string> {
  const [grant, door] = [await grantById(db, grantId), await doorById(db, place.doorId)]
  if (!grant || !door) throw new Error('no key')
  return tokenOf(db, grant, door)
}
const logged = async () =>
  (
    await sql<{ what: string; how: string; grant: string | null; seq: number }>`
      select what, how, grant_id as grant, device_seq as seq from access.log_entry
      where door_id = ${place.doorId} and device_seq is not null order by seq`.execute(db)
  ).rows

test('a booking’s key opens by picture and by code, and the server’s log says so', async () => {
  const grantId = await aKey()
  expect((await grantById(db, grantId))?.state).toBe('active')
  expect(agent.present(await tokenFor(grantId))).toEqual({ opens: true })
  expect(agent.present((await pinOf(db, grantId)) as string)).toEqual({ opens: true })
  await agent.sync()
  expect(await logged()).toMatchObject([
    { what: 'opened', how: 'token', grant: grantId, seq: 1 },
    { what: 'opened', how: 'keypad', grant: grantId, seq: 2 },
  ])
})

test('cut off while a key is taken back: it opens until the door hears of it, then no more, and every line arrives once', async () => {
  const grantId = await aKey()
  const token = await tokenFor(grantId)
  away = true
  await inTransaction((tx) => takeBack(tx, systemActor, grantId, { reason: 'Avlyst' }, now()))
  await expect(agent.sync()).rejects.toThrow()
  expect(agent.present(token)).toEqual({ opens: true })
  // the computer is started again while nobody answers
  agent.stop()
  startHere()
  expect(agent.present('111111')).toEqual({ opens: false, why: 'unknown-pin' })
  away = false
  await agent.sync()
  expect(agent.present(token)).toEqual({ opens: false, why: 'revoked' })
  await agent.sync()
  expect((await logged()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  expect((await openReports(db, place.doorId)).map(({ kind }) => kind)).not.toContain('log-gap')
})

test('a line that was lost at the door is a gap that the hosts see', async () => {
  await aKey()
  for (const wrong of ['111111', '222222', '333333']) agent.present(wrong)
  const path = join(folder, 'log.jsonl')
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  agent.stop()
  writeFileSync(path, `${[lines[0], lines[2]].join('\n')}\n`)
  startHere()
  await agent.sync()
  expect((await openReports(db, place.doorId)).map(({ kind }) => kind)).toContain('log-gap')
})

test('a computer whose disk was lost goes on after what the server has, in number and in chain', async () => {
  await aKey()
  agent.present('111111')
  await agent.sync()
  agent.stop()
  rmSync(folder, { recursive: true })
  folder = mkdtempSync(join(tmpdir(), 'torg-door-'))
  startHere()
  await agent.sync()
  agent.present('222222')
  await agent.sync()
  expect((await logged()).map(({ seq }) => seq)).toEqual([1, 2])
  expect(await openReports(db, place.doorId)).toEqual([])
})

test('a computer that was paired again tells what it sees, and the old one is not answered', async () => {
  await aKey()
  agent.present('111111')
  await agent.sync()
  const old = agent
  rmSync(folder, { recursive: true })
  folder = mkdtempSync(join(tmpdir(), 'torg-door-'))
  place.pairing = await inTransaction((tx) => pairDoor(tx, systemActor, place.doorId))
  startHere()
  await agent.sync()
  agent.present('222222')
  await agent.sync()
  expect(await logged()).toHaveLength(2)
  expect((await openReports(db, place.doorId)).map(({ kind }) => kind)).not.toContain('log-gap')
  await expect(old.sync()).rejects.toThrow('401')
  old.stop()
})
