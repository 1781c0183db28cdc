import { beforeAll, describe, expect, test } from 'vitest'
import { db, inTransaction, now, sql, systemActor, today } from '#kernel'
import { addPerson, everybodyListens, runJobs, visit } from '#testing'
import { aBooking, aRoomWithDoor } from './door-for-test.ts'
import { deviceEntry, requestSignature, type SyncRequest } from './door-protocol.ts'
import { keysFollowBooking } from './keys/booking-keys.ts'
import { type Pairing, pairDoor } from './pair-door.ts'
import { appealSuspension, decideAppeal, liftSuspension } from './staffless/suspensions.ts'

beforeAll(everybodyListens)

const seconds = (at = now()) => Math.floor(at.epochMilliseconds / 1000)

describe('a door’s computer', () => {
  const quiet = (more: Partial<SyncRequest> = {}): SyncRequest => ({
    list: 0,
    revocations: 0,
    clockUnset: false,
    status: { battery: 80, jammed: false, locked: true },
    entries: [],
    done: [],
    ...more,
  })
  async function aPairedDoor(): Promise<Pairing> {
    const { doorId } = await aRoomWithDoor({ settings: { keypad: true } })
    await sql`update access.door set adapter = 'door-agent' where id = ${doorId}`.execute(db)
    return inTransaction((tx) => pairDoor(tx, systemActor, doorId))
  }
  const ask = ({ doorId, agentSecret }: Pairing, said: unknown, at = seconds()) => {
    const path = `/api/doors/${doorId}/sync`
    const signature = requestSignature(agentSecret, at, path, JSON.stringify(said))
    return visit(path, { json: said, headers: { 'x-door-time': String(at), 'x-door-signature': signature } })
  }

  test('that nobody knows is not listened to until the memory is full', async () => {
    const { app } = await import('../server.tsx')
    const { doorId } = await aPairedDoor()
    for (const id of [doorId, 'ingen-dor']) {
      let given = 0
      const body = new ReadableStream({
        pull(sink) {
          given += 65_536
          if (given > 8 * 1024 * 1024) sink.close()
          else sink.enqueue(new Uint8Array(65_536))
        },
      })
      const answer = await app.fetch(
        new Request(`http://localhost:3000/api/doors/${id}/sync`, {
          method: 'POST',
          body,
          duplex: 'half',
          headers: { 'x-door-time': String(seconds()), 'x-door-signature': 'feil' },
        } as RequestInit),
      )
      expect([401, 413]).toContain(answer.status)
      expect(given).toBeLessThan(2 * 1024 * 1024)
    }
  })

  test('is heard once: what was overheard says nothing a second time, a minute or a day later', async () => {
    const pairing = await aPairedDoor()
    const said = quiet()
    expect((await ask(pairing, said)).status).toBe(200)
    expect((await ask(pairing, said)).status).toBe(401)
    // A clock that is unset may say any time: its words would be good for ever.
    const unset = quiet({ clockUnset: true })
    expect((await ask(pairing, unset, 12)).status).toBe(200)
    await sql`update kernel.rate set window_ends = window_ends - interval '1 day'`.execute(db)
    expect((await ask(pairing, unset, 12)).status).toBe(401)
  })

  test('that counts its time wrongly is told so, and does not make the server fail', async () => {
    const pairing = await aPairedDoor()
    for (const at of [1.5, -1, 1e15]) {
      const entry = deviceEntry({ seq: 1, at, what: 'opened', how: 'keypad', previous: '' })
      expect((await ask(pairing, quiet({ entries: [entry] }))).status).toBe(400)
    }
  })
})

describe('a host who shows a code', () => {
  test('for somebody without account is written down', async () => {
    const host = await addPerson({ roles: ['host at prove'] })
    const { roomId } = await aRoomWithDoor()
    const bookingId = await aBooking(roomId, now().subtract({ minutes: 1 }))
    await keysFollowBooking({ bookingId }, { db, now: now() })
    await runJobs()
    const { rows } = await sql<{ id: string }>`
      select id from access.key_grant where booking_id = ${bookingId}`.execute(db)
    const id = rows[0]?.id as string
    expect((await visit(`/me/keys/${id}`, { as: host.cookie })).status).toBe(200)
    const { rows: seen } = await sql<{ action: string }>`
      select action from people.audit where actor_id = ${host.id} and about_id = ${id}`.execute(db)
    expect(seen).toEqual([{ action: 'access.key-seen' }])
  })
})

describe('staffless opening', () => {
  const suspended = async (personId: string, by: string, hubId: string) => {
    const { rows } = await sql<{ id: string }>`
      insert into access.suspension (hub_id, person_id, reason, until, decided_by)
      values (${hubId}, ${personId}, 'Bråk', ${today().add({ days: 9 }).toString()}, ${by}) returning id`.execute(
      db,
    )
    return rows[0]?.id as string
  }

  test('a host who is suspended neither ends it nor grants their own appeal', async () => {
    await aRoomWithDoor()
    const [host, other] = [
      await addPerson({ roles: ['host at prove'] }),
      await addPerson({ roles: ['host at prove'] }),
    ]
    const id = await suspended(host.id, other.id, 'prove')
    const lift = (who: typeof host) => inTransaction((tx) => liftSuspension(tx, who.actor, id))
    await expect(lift(host)).rejects.toMatchObject({ code: 'access.appeal-needs-another' })
    await inTransaction((tx) => appealSuspension(tx, host.actor, { id, appeal: 'Det var ikke meg' }))
    const decide = () =>
      inTransaction((tx) => decideAppeal(tx, host.actor, { id, upheld: true, answer: 'Enig' }))
    await expect(decide()).rejects.toMatchObject({ code: 'access.appeal-needs-another' })
    await lift(other)
  })
})

describe('the button at a staffless door', () => {
  test('is pressed so often and not more: each press is a key', async () => {
    const person = await addPerson()
    await sql`insert into kernel.rate (key, window_ends, used) values (${`enter:${person.id}`}, now() + interval '1 hour', 500)`.execute(
      db,
    )
    const form = { do: 'enter', hub: 'prove', door: 'dor-1' }
    expect((await visit('/me/staffless', { as: person.cookie, form })).status).toBe(429)
  })
})
