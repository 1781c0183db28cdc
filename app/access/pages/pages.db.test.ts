import { beforeAll, describe, expect, test } from 'vitest'
import { db, now, sql } from '#kernel'
import { addPerson, everybodyListens, mailTo, parse, runJobs, type TestPerson, visit } from '#testing'
import { aBooking, aRoomWithDoor, lockIs } from '../door-for-test.ts'
import { keysFollowBooking } from '../keys/booking-keys.ts'
import { pinOf } from '../keys/grants.ts'
import { verifyLog } from '../log/close-days.ts'

beforeAll(everybodyListens)

/** A key whose booking has just begun, at work in its lock. */
async function aKeyOf(person: TestPerson | null, settings: Record<string, unknown> = { token: true }) {
  const place = await aRoomWithDoor({ settings })
  const bookingId = await aBooking(place.roomId, now().subtract({ minutes: 1 }), {
    personId: person?.id ?? null,
  })
  await keysFollowBooking({ bookingId }, { db, now: now() })
  await runJobs()
  const { rows } = await sql<{
    id: string
  }>`select id from access.key_grant where booking_id = ${bookingId}`.execute(db)
  const grantId = rows[0]?.id as string
  return {
    ...place,
    bookingId,
    grantId,
    path: `/me/keys/${grantId}`,
    pin: (await pinOf(db, grantId)) as string,
  }
}

describe('my key', () => {
  test('shows the ways in that the door has, the emergency phone, who answers for fire, and how long the phone may keep it', async () => {
    const me = await addPerson()
    const { path, pin } = await aKeyOf(me)
    for (const [lang, says] of [
      ['nb', 'Virker nå'],
      ['nn', 'Verkar no'],
      ['en', 'Works now'],
    ] as const) {
      const shown = await visit(path, { as: me.cookie, lang })
      const { text } = parse(shown.body)
      expect(text).toContain(says)
      expect(text.replace(/\s/g, '')).toContain(pin)
      expect(text).toContain('915 88 121')
      expect(text).toContain('Driftslederen')
      expect(shown.body).toContain('<svg')
      expect(shown.body).toContain('<p data-copy="true" hidden="">')
      expect(Temporal.Instant.from(shown.headers.get('x-key-until') as string).toString()).toBeTruthy()
    }
    expect((await visit('/me/keys', { as: me.cookie })).body).toContain(path)
  })

  test('a door without reader or remote opening offers neither', async () => {
    const me = await addPerson()
    const { path } = await aKeyOf(me, { remoteUnlock: false })
    const { text } = parse((await visit(path, { as: me.cookie })).body)
    expect(text).toContain('Kode')
    expect(text).not.toContain('QR-kode')
    expect(text).not.toContain('Åpne fra telefonen')
    expect((await visit(path, { as: me.cookie, form: { do: 'open' } })).status).toBe(409)
  })

  test('opens the door from the phone, which is how the booking is known to be used', async () => {
    const me = await addPerson()
    const { path, bookingId, doorId } = await aKeyOf(me)
    const sent = await visit(path, { as: me.cookie, form: { do: 'open' } })
    expect(sent.location).toBe(`${path}?done=opened`)
    const { rows } = await sql<{ used: boolean }>`
      select used_at is not null as used from rooms.booking where id = ${bookingId}`.execute(db)
    expect(rows).toEqual([{ used: true }])
    await lockIs(doorId, { online: false })
    const silent = await visit(path, { as: me.cookie, form: { do: 'open' } })
    expect(silent.status).toBe(503)
    expect(parse(silent.body).text).toContain('Døra svarte ikke')
  })

  test('does not exist for anybody else, and asks nobody in to sign in', async () => {
    const [me, stranger] = [await addPerson(), await addPerson({ roles: ['host at borgen'] })]
    const { path } = await aKeyOf(me)
    expect((await visit(path, { as: stranger.cookie })).status).toBe(404)
    expect((await visit(path)).location).toContain('/sign-in')
    expect((await visit('/me/keys/abc', { as: me.cookie })).status).toBe(404)
  })
})

describe('a host at the door page', () => {
  test('sees who has a key but no code, takes it back with a reason, and the holder hears why', async () => {
    const me = await addPerson({ name: 'Prøve Nøkkelbærer', email: 'nokkelbaerer@eksempel.no' })
    const host = await addPerson({ roles: ['host at prove'] })
    const { doorId, grantId, path, pin } = await aKeyOf(me)
    const door = await visit(`/staff/doors/${doorId}`, { as: host.cookie })
    expect(parse(door.body).text).toContain('Prøve Nøkkelbærer')
    const asHost = await visit(path, { as: host.cookie })
    expect(asHost.status).toBe(200)
    expect(asHost.body).not.toContain(pin.slice(0, 3))
    expect(asHost.headers.get('x-key-until')).toBeNull()
    const revoke = `/staff/doors/${doorId}/keys/${grantId}`
    expect((await visit(revoke, { as: host.cookie, form: {} })).status).toBe(422)
    const done = await visit(revoke, { as: host.cookie, form: { reason: 'Vannlekkasje i salen' } })
    expect(done.location).toBe(`/staff/doors/${doorId}?done=revoked`)
    await runJobs()
    const mine = await visit(path, { as: me.cookie })
    expect(parse(mine.body).text).toContain('Vannlekkasje i salen')
    expect(mine.headers.get('x-key-until')).toBeNull()
    expect((await visit(path, { as: me.cookie, form: { do: 'open' } })).status).toBe(410)
    expect((await mailTo('nokkelbaerer@eksempel.no')).at(-1)?.body_text).toContain('Vannlekkasje i salen')
    const { rows: seen } = await sql<{ action: string }>`
      select distinct action from people.audit where actor_id = ${host.id} and about_person = ${me.id} order by action`.execute(
      db,
    )
    expect(seen.map((row) => row.action)).toEqual([
      'access.key-revoked',
      'access.key-seen',
      'access.keys-seen',
    ])
  })

  test('reads the log, and that is written down; another hub’s host sees nothing of it', async () => {
    const me = await addPerson({ name: 'Prøve Loggført' })
    const host = await addPerson({ roles: ['host at prove'] })
    const other = await addPerson({ roles: ['host at borgen'] })
    const { doorId, path } = await aKeyOf(me)
    await visit(path, { as: me.cookie, form: { do: 'open' } })
    const log = await visit(`/staff/doors/${doorId}/log`, { as: host.cookie })
    expect(parse(log.body).text).toContain('Prøve Loggført')
    const { rows } =
      await sql`select from people.audit where actor_id = ${host.id} and action = 'access.log-seen'
      and about_person = ${me.id}`.execute(db)
    expect(rows.length).toBe(1)
    for (const page of ['', '/log'])
      expect((await visit(`/staff/doors/${doorId}${page}`, { as: other.cookie })).status).toBe(403)
    expect((await visit('/staff/doors', { as: other.cookie })).body).not.toContain(doorId)
    expect((await visit('/staff/doors', { as: me.cookie })).status).toBe(403)
  })

  test('has the lock forget a code that nobody knows, and is told when the lock has not', async () => {
    const host = await addPerson({ roles: ['host at prove'] })
    const { doorId } = await aRoomWithDoor()
    const page = `/staff/doors/${doorId}`
    await sql`insert into access.simulated_slot (door_id, slot, pin_hash) values (${doorId}, 7, 'fremmed')`.execute(
      db,
    )
    const { repairDoor } = await import('../keys/repair-drift.ts')
    const { doorById } = await import('../doors.ts')
    const door = await doorById(db, doorId)
    await repairDoor(door as NonNullable<typeof door>, now())
    expect(parse((await visit(page, { as: host.cookie })).body).text).toContain('Ukjent kode i plass 7')
    await lockIs(doorId, { online: false })
    expect((await visit(page, { as: host.cookie, form: { do: 'remove-code', slot: 7 } })).status).toBe(409)
    await lockIs(doorId, { online: true })
    expect((await visit(page, { as: host.cookie, form: { do: 'remove-code', slot: 7 } })).status).toBe(303)
    expect(parse((await visit(page, { as: host.cookie })).body).text).toContain('Ingenting å se på')
    // Codes of ours go with their keys, and by no other way.
    expect((await visit(page, { as: host.cookie, form: { do: 'remove-code', slot: 1 } })).status).toBe(404)
  })
})

test('a code is in no mail, no log line, no export and no job', async () => {
  const me = await addPerson({ email: 'ingen.kode@eksempel.no' })
  const { pin, path } = await aKeyOf(me)
  await visit(path, { as: me.cookie, form: { do: 'open' } })
  const { rows: tables } = await sql<{ s: string; t: string }>`
    select table_schema as s, table_name as t from information_schema.tables
    where table_schema in ('access', 'kernel', 'people', 'rooms', 'graphile_worker') and table_type = 'BASE TABLE'`.execute(
    db,
  )
  for (const { s, t } of tables) {
    const { rows } = await sql<{
      line: string
    }>`select x::text as line from ${sql.table(`${s}.${t}`)} x`.execute(db)
    for (const { line } of rows) expect(new RegExp(`\\b${pin}\\b`).test(line), `${s}.${t}`).toBe(false)
  }
  expect((await verifyLog(db)).whole).toBe(true)
})
