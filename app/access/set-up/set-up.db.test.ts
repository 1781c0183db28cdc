import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { db, inTransaction, inZone, now, sql, systemActor, unseal } from '#kernel'
import { addPerson, everybodyListens, mailTo, parse, runJobs, type TestPerson, visit } from '#testing'
import type { LockAdapter } from '../adapters/adapter.ts'
import { adapters } from '../adapters/registry.ts'
import { aBooking, aRoomWithDoor, moveTo, slotsIn } from '../door-for-test.ts'
import { requestSignature, type SyncAnswer } from '../door-protocol.ts'
import { keysFollowBooking } from '../keys/booking-keys.ts'
import { keysOfPerson } from '../keys/grants.ts'
import { pairDoor } from '../pair-door.ts'
import { setUpTexts } from '../texts/set-up.ts'
import { wishKey } from '../wish-key.ts'

beforeAll(async () => {
  await everybodyListens()
  await aRoomWithDoor()
})

const leader = (name?: string) => addPerson({ name, roles: ['hub-leader at prove'], steppedUp: true })
const host = () => addPerson({ roles: ['host at prove'] })
const facts = {
  name_nb: 'Sidedøra',
  fireSafety_nb: 'Driftslederen, 915 88 121',
  emergencyPhone: '915 88 121',
  failState: 'locked',
}
const z2m = { adapter: 'mqtt-z2m', base: 'zigbee2mqtt', firstUser: 3, slots: 10, readsBack: 'on' }
const day = (n: number) =>
  now()
    .add({ hours: 24 * n })
    .round('hour')
const rowOf = async (id: string) =>
  (
    await sql<{
      hub_id: string
      adapter: string
      state: string
      name: Record<string, string>
      settings: Record<string, unknown>
      alarm_from: string | null
      emergency_phone: string
    }>`select * from access.door where id = ${id}`.execute(db)
  ).rows[0]
const liveAt = async (doorId: string) =>
  (
    await sql<{ id: string; cause: string; from: string; to: string }>`
      select id, cause, from_at as "from", to_at as "to" from access.key_grant where door_id = ${doorId}
        and state not in ('ended', 'revoked', 'removed') order by from_at`.execute(db)
  ).rows
const audited = async (actor: TestPerson) =>
  (
    await sql<{ action: string }>`
      select distinct action from people.audit where actor_id = ${actor.id} order by action`.execute(db)
  ).rows.map((row) => row.action)
/** Makes a booking one that an activity holds. */
async function anActivity(roomId: string, from: Temporal.Instant, about: string) {
  const id = await aBooking(roomId, from)
  await sql`update rooms.booking set kind = 'activity', about = ${about}, title = '{"nb": "Kor i salen"}' where id = ${id}`.execute(
    db,
  )
  return id
}
const follow = (bookingId: string) => keysFollowBooking({ bookingId }, { db, now: now() })

describe('a hub leader sets up a door', () => {
  test('chooses among the kinds there are, reads what each can, and which nobody has tried', async () => {
    const me = await leader()
    for (const lang of ['nb', 'nn', 'en'] as const) {
      const { text } = parse((await visit('/staff/doors/new', { as: me.cookie, lang })).body)
      const t = setUpTexts[lang]
      for (const name of Object.keys(adapters)) expect(text).toContain(t.kinds[name])
    }
    const { body } = await visit('/staff/doors/new', { as: me.cookie })
    expect(body).toContain('Ikke prøvd mot leverandørens utstyr')
  })

  test.each(Object.keys(adapters))('every setting of %s has a label in every language', (name) => {
    for (const lang of ['nb', 'nn', 'en'] as const) {
      const { settings } = setUpTexts[lang].form
      for (const setting of Object.keys(adapters[name]?.settings.fields ?? {}))
        expect(settings[setting]?.label).toMatch(/\S/)
    }
  })

  test('with its names, rooms, alarm and entrance; a coming booking behind it gets its key', async () => {
    const me = await leader()
    const resident = await addPerson()
    const { roomId } = await aRoomWithDoor()
    const bookingId = await aBooking(roomId, day(2), { personId: resident.id })
    const sent = await visit('/staff/doors/new?kind=simulator&hub=prove', {
      as: me.cookie,
      form: {
        ...facts,
        hub: 'prove',
        adapter: 'simulator',
        name_en: 'The side door',
        directions_nb: 'Rundt hjørnet',
        keypad: 'on',
        rooms: roomId,
        entrance: 'on',
        alarmFrom: '23:00',
        alarmTo: '05:00',
      },
    })
    expect(sent.location).toBe('/staff/doors/prove-sidedora?done=created')
    const page = parse((await visit(sent.location as string, { as: me.cookie })).body).text
    for (const said of [
      'Døra er satt opp.',
      'På fra 23.00 til 05.00',
      'Salen',
      'Inngang når det er meråpent',
    ])
      expect(page).toContain(said)
    await runJobs()
    const answers = parse((await visit('/staff/doors/prove-sidedora', { as: me.cookie })).body).text
    expect(answers).toContain('Svarer')
    expect(answers).not.toContain('Svarer ikke')
    const keys = await keysOfPerson(db, resident.id, now())
    expect(keys.map((key) => [key.doorId, key.bookingId])).toContainEqual(['prove-sidedora', bookingId])
    expect(await audited(me)).toContain('access.door-created')
    // Edited: the room is gone, and so is the key; the lock's kind and the hub stand.
    const edit = '/staff/doors/prove-sidedora/edit'
    const shown = await visit(edit, { as: me.cookie })
    expect(parse(shown.body).text).toContain('Kode på 6 siffer, plass til 20 koder.')
    const saved = await visit(edit, {
      as: me.cookie,
      form: { ...facts, do: 'edit', adapter: 'simulator', keypad: 'on', name_nb: 'Hagedøra' },
    })
    expect(saved.location).toBe('/staff/doors/prove-sidedora?done=edited')
    await runJobs()
    expect(await liveAt('prove-sidedora')).toEqual([])
    expect((await rowOf('prove-sidedora'))?.name).toEqual({ nb: 'Hagedøra' })
    expect((await rowOf('prove-sidedora'))?.alarm_from).toBeNull()
  })

  test('a wrong setting is told by its field, and nothing typed is lost', async () => {
    const me = await leader()
    const path = '/staff/doors/new?kind=mqtt-z2m&hub=prove'
    const wrong = await visit(path, {
      as: me.cookie,
      form: { ...facts, ...z2m, hub: 'prove', name: 'inngang/#', slots: 'mange' },
    })
    expect(wrong.status).toBe(422)
    const { text } = parse(wrong.body)
    for (const said of [
      'Navnet på enheten i zigbee2mqtt er ikke gyldig',
      'Antall plasser til koder må være et tall',
    ])
      expect(text).toContain(said)
    const half = await visit(path, {
      as: me.cookie,
      form: { ...facts, ...z2m, hub: 'prove', name: 'inngang', alarmFrom: '23:00' },
    })
    expect([half.status, parse(half.body).text.includes('Skriv både når alarmen')]).toEqual([422, true])
    expect(wrong.body).toContain('value="inngang/#"')
    const none = await visit(path, { as: me.cookie, form: { ...facts, ...z2m, hub: 'prove' } })
    expect(none.status).toBe(422)
  })

  test('no two doors have one lock', async () => {
    const me = await leader()
    const path = '/staff/doors/new?kind=mqtt-z2m&hub=prove'
    const form = { ...facts, ...z2m, hub: 'prove', name: 'hovedinngang' }
    const first = await visit(path, { as: me.cookie, form })
    expect(first.status).toBe(303)
    const id = first.location?.match(/doors\/([^?]+)/)?.[1] as string
    expect((await rowOf(id))?.settings).toEqual({
      name: 'hovedinngang',
      base: 'zigbee2mqtt',
      firstUser: 3,
      slots: 10,
      readsBack: true,
    })
    const second = await visit(path, { as: me.cookie, form })
    expect(second.status).toBe(409)
    expect(parse(second.body).text).toContain('En annen dør er satt opp med denne låsen.')
    // Also when an empty field means the usual base.
    const { base: _, ...bare } = form
    expect((await visit(path, { as: me.cookie, form: bare })).status).toBe(409)
    await sql`update access.door set state = 'closed' where id = ${id}`.execute(db)
  })

  test('a vendor’s key is sealed, never shown again, and stands when the field is left empty', async () => {
    const me = await leader()
    const secret = 'hemmelig-nokkel-42'
    const path = '/staff/doors/new?kind=nuki&hub=prove'
    const form = { ...facts, hub: 'prove', adapter: 'nuki', device: '1234' }
    expect((await visit(path, { as: me.cookie, form })).status).toBe(422)
    const made = await visit(path, { as: me.cookie, form: { ...form, key: secret } })
    const id = made.location?.match(/doors\/([^?]+)/)?.[1] as string
    const sealed = (await rowOf(id))?.settings.key as string
    expect([sealed.includes(secret), unseal(sealed)]).toEqual([false, secret])
    const edit = `/staff/doors/${id}/edit`
    const shown = (await visit(edit, { as: me.cookie })).body
    expect(shown).not.toContain(secret)
    expect(shown).not.toContain(sealed)
    const { hub: _, ...rest } = form
    await visit(edit, { as: me.cookie, form: { ...rest, do: 'edit', device: '5678' } })
    expect((await rowOf(id))?.settings).toEqual({ device: '5678', key: sealed, slots: 20 })
    const failed = await visit(edit, {
      as: me.cookie,
      form: { ...rest, do: 'edit', device: '', key: 'ny-hemmelighet' },
    })
    expect(failed.status).toBe(422)
    expect(failed.body).not.toContain('ny-hemmelighet')
    await sql`update access.door set state = 'closed' where id = ${id}`.execute(db)
  })

  test('hosts may not, leaders of other hubs may not, and whoever has not stepped up is asked to', async () => {
    const { doorId } = await aRoomWithDoor()
    const edit = `/staff/doors/${doorId}/edit`
    const plain = await addPerson({ roles: ['hub-leader at prove'] })
    expect((await visit(edit, { as: plain.cookie })).location).toContain('/sign-in/step-up')
    for (const role of ['host at prove', 'hub-leader at borgen']) {
      const other = await addPerson({ roles: [role], steppedUp: true })
      expect((await visit(edit, { as: other.cookie })).status).toBe(403)
      const made = await visit('/staff/doors/new?kind=simulator&hub=prove', {
        as: other.cookie,
        form: { ...facts, hub: 'prove', adapter: 'simulator' },
      })
      expect(made.status).toBe(403)
    }
    const administrator = await addPerson({ roles: ['administrator'], steppedUp: true })
    expect((await visit(edit, { as: administrator.cookie })).status).toBe(200)
    expect((await visit('/staff/doors/finnes-ikke/edit', { as: administrator.cookie })).status).toBe(404)
  })

  test('saving what stands in the form changes no setting that the door’s row leaves to its lock', async () => {
    const me = await leader()
    const { doorId } = await aRoomWithDoor()
    const { body } = await visit(`/staff/doors/${doorId}/edit`, { as: me.cookie })
    expect(body).toMatch(/<input[^>]*name="keypad"[^>]*checked/)
    expect(body).toMatch(/<input[^>]*name="remoteUnlock"[^>]*checked/)
    expect(body).not.toMatch(/<input[^>]*name="token"[^>]*checked/)
  })

  test('with another kind of lock it is another door', async () => {
    const me = await leader()
    const { doorId } = await aRoomWithDoor()
    const sent = await visit(`/staff/doors/${doorId}/edit`, {
      as: me.cookie,
      form: { ...facts, do: 'edit', adapter: 'door-agent', keypad: 'on' },
    })
    expect(sent.status).toBe(422)
    expect((await rowOf(doorId))?.adapter).toBe('simulator')
  })
})

describe('a kind of lock that the server is not ready for', () => {
  afterEach(() => {
    delete adapters.nuki?.isReady
  })
  test('is told of, and cannot be chosen', async () => {
    const me = await leader()
    Object.assign(adapters.nuki as LockAdapter, { isReady: () => false })
    const { body } = await visit('/staff/doors/new', { as: me.cookie })
    expect(parse(body).text).toContain('Serveren er ikke koblet til slike låser ennå.')
    expect(body).not.toContain('<option value="nuki"')
    const form = { ...facts, hub: 'prove', adapter: 'nuki', device: '99', key: 'x' }
    expect((await visit('/staff/doors/new?kind=nuki&hub=prove', { as: me.cookie, form })).status).toBe(422)
  })
})

describe('a door is taken out of use', () => {
  test('its keys are taken back from the lock, each holder hears why, and nobody gets a new one', async () => {
    const me = await leader()
    const holder = await addPerson({ email: 'stengt.dor@eksempel.no' })
    const { roomId, doorId } = await aRoomWithDoor()
    const bookingId = await aBooking(roomId, now().subtract({ minutes: 1 }), { personId: holder.id })
    const later = await aBooking(roomId, day(3), { personId: holder.id })
    for (const id of [bookingId, later]) await follow(id)
    await runJobs()
    expect((await slotsIn(doorId)).length).toBe(1)
    const edit = `/staff/doors/${doorId}/edit`
    expect(parse((await visit(edit, { as: me.cookie })).body).text).toContain('2 nøkler trekkes tilbake')
    expect((await visit(edit, { as: me.cookie, form: { do: 'close' } })).status).toBe(422)
    const sent = await visit(edit, { as: me.cookie, form: { do: 'close', reason: 'Låsen er brutt opp' } })
    expect(sent.location).toBe(`/staff/doors/${doorId}?done=closed`)
    await runJobs()
    expect([await slotsIn(doorId), await liveAt(doorId)]).toEqual([[], []])
    const mails = (await mailTo('stengt.dor@eksempel.no')).filter((mail) => mail.subject.includes('trukket'))
    expect(mails.length).toBe(1)
    expect(mails[0]?.body_text).toContain('Låsen er brutt opp')
    await follow(later)
    expect(await liveAt(doorId)).toEqual([])
    await expect(
      inTransaction((tx) =>
        wishKey(
          tx,
          {
            cause: 'role',
            causeId: 'x',
            causeVersion: 0,
            doorId,
            personId: holder.id,
            from: now(),
            to: day(1),
          },
          now(),
        ),
      ),
    ).rejects.toMatchObject({ code: 'access.door-closed' })
    expect((await visit(edit, { as: me.cookie, form: { do: 'close', reason: 'En gang til' } })).status).toBe(
      409,
    )
    expect((await visit(edit, { as: me.cookie, form: { do: 'reopen' } })).location).toContain('reopened')
    await runJobs()
    expect((await liveAt(doorId)).length).toBe(2)
    expect(await audited(me)).toEqual(
      expect.arrayContaining(['access.door-back', 'access.door-closed', 'access.key-revoked']),
    )
  })
})

test('the computer at a door that is closed still hears that the keys are taken back', async () => {
  const me = await leader()
  const { roomId, doorId } = await aRoomWithDoor()
  await sql`update access.door set adapter = 'door-agent' where id = ${doorId}`.execute(db)
  const pairing = await inTransaction((tx) => pairDoor(tx, systemActor, doorId))
  const bookingId = await aBooking(roomId, day(1), { personId: me.id })
  await follow(bookingId)
  const [key] = await liveAt(doorId)
  await visit(`/staff/doors/${doorId}/edit`, { as: me.cookie, form: { do: 'close', reason: 'Ny dør' } })
  const path = `/api/doors/${doorId}/sync`
  const json = {
    list: 0,
    revocations: 0,
    clockUnset: false,
    status: { battery: null, jammed: false, locked: true },
    entries: [],
    done: [],
  }
  const at = Math.floor(now().epochMilliseconds / 1000)
  const answer = await visit(path, {
    json,
    headers: {
      'x-door-time': String(at),
      'x-door-signature': requestSignature(pairing.agentSecret, at, path, JSON.stringify(json)),
    },
  })
  expect(answer.status).toBe(200)
  const { list = '' } = answer.json() as SyncAnswer
  const said = JSON.parse(Buffer.from(list.split('.')[0] as string, 'base64url').toString())
  expect([said.keys, said.revocations.grantIds]).toEqual([[], [key?.id]])
})

describe('a host gives a key by hand', () => {
  test('to an activity: its holder has it, and it follows when the activity moves or is cancelled', async () => {
    const me = await host()
    const holder = await addPerson({ name: 'Prøve Dirigent', email: 'dirigent@eksempel.no' })
    await db
      .insertInto('people.login')
      .values({ issuer: 'i', subject: 'dirigent', person_id: holder.id })
      .execute()
    const { roomId, doorId } = await aRoomWithDoor()
    const bookingId = await anActivity(roomId, day(2), 'activities.occurrence:101')
    const give = `/staff/doors/${doorId}/give`
    const page = parse((await visit(`${give}?q=dirigent`, { as: me.cookie })).body).text
    expect(page).toContain('Prøve Dirigent')
    expect(page).toContain('Kor i salen')
    const form = { do: 'activity', person: holder.id, booking: bookingId }
    const sent = await visit(`${give}?q=dirigent`, { as: me.cookie, form })
    expect(sent.location).toBe(`/staff/doors/${doorId}?done=given`)
    expect((await visit(`${give}?q=dirigent`, { as: me.cookie, form })).status).toBe(409)
    const mine = parse((await visit('/me/keys', { as: holder.cookie })).body).text
    expect(mine).toContain('Kor i salen')
    const [key] = await keysOfPerson(db, holder.id, now())
    expect([key?.cause, key?.from.toString(), key?.to.toString()]).toEqual([
      'activity',
      day(2).subtract({ minutes: 15 }).toString(),
      day(2).add({ minutes: 135 }).toString(),
    ])
    const shown = await visit(`/me/keys/${key?.id}`, { as: holder.cookie })
    expect(shown.status).toBe(200)
    expect(shown.body).not.toContain('/me/bookings/')
    await moveTo(bookingId, day(3))
    await follow(bookingId)
    const [moved, ...more] = await keysOfPerson(db, holder.id, now())
    expect([more.length, moved?.from.toString()]).toEqual([0, day(3).subtract({ minutes: 15 }).toString()])
    expect((await mailTo('dirigent@eksempel.no')).at(-1)?.subject).toBe('Ny nøkkel til Prøve innbyggertorg')
    // Heard twice: nothing more.
    const mails = (await mailTo('dirigent@eksempel.no')).length
    await follow(bookingId)
    expect((await mailTo('dirigent@eksempel.no')).length).toBe(mails)
    await sql`update rooms.booking set state = 'cancelled', version = version + 1 where id = ${bookingId}`.execute(
      db,
    )
    await follow(bookingId)
    expect(await keysOfPerson(db, holder.id, now())).toEqual([])
    expect((await mailTo('dirigent@eksempel.no')).at(-1)?.subject).toContain('trukket tilbake')
    expect(await audited(me)).toEqual(expect.arrayContaining(['access.key-given', 'access.people-found']))
  })

  test('an activity that changes room keeps its key at the door that leads to both, and loses it where none does', async () => {
    const me = await host()
    const holder = await addPerson()
    const [here, there] = [await aRoomWithDoor(), await aRoomWithDoor()]
    await sql`insert into access.room_door (room_id, door_id) values (${there.roomId}, ${here.doorId})`.execute(
      db,
    )
    const about = 'activities.occurrence:102'
    const first = await anActivity(here.roomId, day(2), about)
    const give = `/staff/doors/${here.doorId}/give?q=x`
    await visit(give, { as: me.cookie, form: { do: 'activity', person: holder.id, booking: first } })
    const [before] = await keysOfPerson(db, holder.id, now())
    const cancel = (id: string) =>
      sql`update rooms.booking set state = 'cancelled', version = version + 5 where id = ${id}`.execute(db)
    await cancel(first)
    const second = await anActivity(there.roomId, day(4), about)
    await follow(first)
    await follow(second)
    const [after, ...more] = await keysOfPerson(db, holder.id, now())
    expect([more.length, after?.bookingId, after?.doorId]).toEqual([0, second, here.doorId])
    expect(after?.id).not.toBe(before?.id)
    await sql`delete from access.room_door where room_id = ${there.roomId} and door_id = ${here.doorId}`.execute(
      db,
    )
    await follow(second)
    expect(await keysOfPerson(db, holder.id, now())).toEqual([])
  })

  test('a key that was taken back does not come back when its activity moves', async () => {
    const me = await host()
    const holder = await addPerson()
    const { roomId, doorId } = await aRoomWithDoor()
    const bookingId = await anActivity(roomId, day(2), 'activities.occurrence:103')
    const form = { do: 'activity', person: holder.id, booking: bookingId }
    await visit(`/staff/doors/${doorId}/give?q=x`, { as: me.cookie, form })
    const [key] = await keysOfPerson(db, holder.id, now())
    await visit(`/staff/doors/${doorId}/keys/${key?.id}`, { as: me.cookie, form: { reason: 'Feil person' } })
    await moveTo(bookingId, day(3))
    await follow(bookingId)
    expect(await keysOfPerson(db, holder.id, now())).toEqual([])
  })

  test('for a task over three days: one key a day outside the alarm, taken back as a whole', async () => {
    const me = await host()
    const holder = await addPerson({ name: 'Prøve Vaktmester', email: 'vaktmester@eksempel.no' })
    const { doorId } = await aRoomWithDoor({ alarm: ['22:00', '06:00'] })
    const from = inZone(day(2)).toPlainDate()
    const form = {
      do: 'role',
      person: holder.id,
      note: 'Vaktmester i romjula',
      fromDate: from.toString(),
      fromTime: '04:00',
      toDate: from.add({ days: 2 }).toString(),
      toTime: '23:30',
    }
    const sent = await visit(`/staff/doors/${doorId}/give?q=vaktmester`, { as: me.cookie, form })
    expect(sent.location).toBe(`/staff/doors/${doorId}?done=given`)
    const keys = await keysOfPerson(db, holder.id, now())
    const clock = (at: Temporal.Instant) => inZone(at).toPlainTime().toString({ smallestUnit: 'minute' })
    expect(keys.map((key) => [clock(key.from), clock(key.to), key.cause])).toEqual(
      [1, 2, 3].map(() => ['06:00', '22:00', 'role']),
    )
    expect((await mailTo('vaktmester@eksempel.no')).length).toBe(1)
    expect(parse((await visit('/me/keys', { as: holder.cookie })).body).text).toContain(
      'Vaktmester i romjula',
    )
    expect(parse((await visit(`/staff/doors/${doorId}`, { as: me.cookie })).body).text).toContain(
      'Vaktmester i romjula',
    )
    const revoke = `/staff/doors/${doorId}/keys/${keys[1]?.id}`
    expect(parse((await visit(revoke, { as: me.cookie })).body).text).toContain('Alle 3 dagene')
    await visit(revoke, { as: me.cookie, form: { reason: 'Sluttet' } })
    expect(await keysOfPerson(db, holder.id, now())).toEqual([])
    expect((await mailTo('vaktmester@eksempel.no')).length).toBe(2)
  })

  test('the alarm gets other hours, and a key for a task keeps out of them', async () => {
    const me = await leader()
    const holder = await addPerson()
    const { doorId } = await aRoomWithDoor()
    const date = inZone(day(2)).toPlainDate().toString()
    const form = { do: 'role', person: holder.id, note: 'Renhold', fromDate: date, toDate: date }
    await visit(`/staff/doors/${doorId}/give?q=x`, {
      as: me.cookie,
      form: { ...form, fromTime: '05:00', toTime: '08:00' },
    })
    await visit(`/staff/doors/${doorId}/edit`, {
      as: me.cookie,
      form: { ...facts, do: 'edit', adapter: 'simulator', alarmFrom: '22:00', alarmTo: '06:00' },
    })
    await runJobs()
    const [key, ...more] = await keysOfPerson(db, holder.id, now())
    expect([more.length, inZone(key?.from as Temporal.Instant).hour, key?.cutBy]).toEqual([0, 6, ['alarm']])
  })

  test('not backwards, not in the past, not while the alarm is on, not at another hub’s door, not to nobody', async () => {
    const me = await host()
    const holder = await addPerson()
    const { roomId, doorId } = await aRoomWithDoor({ alarm: ['22:00', '06:00'] })
    const give = `/staff/doors/${doorId}/give?q=x`
    const date = inZone(day(2)).toPlainDate()
    const role = {
      do: 'role',
      person: holder.id,
      note: 'Renhold',
      fromDate: date.toString(),
      fromTime: '08:00',
      toDate: date.toString(),
      toTime: '09:00',
    }
    const asked = async (more: Record<string, string>, as = me) =>
      (await visit(give, { as: as.cookie, form: { ...role, ...more } })).status
    const past = date.subtract({ days: 10 }).toString()
    expect(await asked({ toTime: '07:00' })).toBe(422)
    expect(await asked({ fromDate: past, toDate: past })).toBe(422)
    expect(await asked({ toDate: date.add({ days: 60 }).toString() })).toBe(422)
    expect(await asked({ toDate: date.add({ years: 2 }).toString() })).toBe(422)
    expect(await asked({ fromTime: '01:00', toTime: '05:00' })).toBe(409)
    expect(await asked({ person: crypto.randomUUID() })).toBe(404)
    expect(await asked({ note: '' })).toBe(422)
    expect(await asked({}, await addPerson({ roles: ['host at borgen'] }))).toBe(403)
    // A resident's booking is no activity, and another door's activity is not behind this one.
    const booked = await aBooking(roomId, day(5))
    const other = await aRoomWithDoor()
    const elsewhere = await anActivity(other.roomId, day(2), 'activities.occurrence:104')
    for (const booking of [booked, elsewhere]) {
      const form = { do: 'activity', person: holder.id, booking }
      expect((await visit(give, { as: me.cookie, form })).status).toBe(404)
    }
    expect(await keysOfPerson(db, holder.id, now())).toEqual([])
  })
})
