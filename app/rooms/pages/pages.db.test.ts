import { beforeAll, describe, expect, test } from 'vitest'
import { db, inTransaction, inZone, now, sql } from '#kernel'
import { addPerson, asShown, everybodyListens, parse, type TestPerson, visit } from '#testing'
import { askForCorrection, declineBooking } from '../answer-request.ts'
import { aHall, aRoom, at } from '../room-for-test.ts'
import { wallOf } from './when-form.ts'

beforeAll(everybodyListens)

const day = (days: number) => inZone(at(days, 12)).toPlainDate().toString()
const when = (days: number, from: string, to: string) =>
  new URLSearchParams({ date: day(days), from, to }).toString()
const filled = { do: 'book', purpose: 'Strikkekveld', headCount: '5', audience: 'closed' }

/** Presses "book" in the list and gives the address of the form with its hold. */
async function hold(roomId: string, person: TestPerson, time: string) {
  const held = await visit(`/rooms/${roomId}/book?${time}&people=5`, {
    as: person.cookie,
    form: { do: 'hold' },
  })
  expect(held.status).toBe(303)
  return held.location as string
}

async function book(roomId: string, person: TestPerson, time: string, more: Record<string, string> = {}) {
  const form = await hold(roomId, person, time)
  const booked = await visit(form, { as: person.cookie, form: { ...filled, ...more } })
  expect(booked.status).toBe(303)
  return /\/me\/bookings\/([\w-]+)/.exec(booked.location as string)?.[1] as string
}

const stateOf = async (id: string) =>
  (await sql<{ state: string }>`select state from rooms.booking where id = ${id}`.execute(db)).rows[0]?.state

describe('finding a room', () => {
  test('says what is free, what a host must answer, and what is not free and why', async () => {
    const hubId = 'finn'
    const free = await aRoom({ hubId })
    const asked = await aRoom({
      hubId,
      rules: {
        way: {
          staffed: 'approval',
          staffless: 'approval',
          evening: 'approval',
          weekend: 'approval',
          night: 'approval',
          closed: 'no',
        },
      },
    })
    const small = await aRoom({ hubId, capacity: 3 })
    const taken = await aRoom({ hubId })
    await book(taken.id, await addPerson(), when(3, '18:00', '20:00'))
    const { status, body } = await visit(`/rooms?people=5&hub=${hubId}&${when(3, '18:00', '20:00')}`)
    expect(status).toBe(200)
    const text = parse(body).text
    for (const room of [free, asked, small, taken]) expect(body).toContain(`/rooms/${room.id}`)
    expect(text).toContain('2 rom er ledige')
    expect(text).toContain('en vert må si ja')
    expect(text).toContain('innen to virkedager')
    expect(text).toContain('Av hensyn til brann kan høyst 3 personer være i rommet')
    // The nearest time is a link that fills in the time.
    const alternative = wallOf({ from: at(3, 20), to: at(3, 22) })
    expect(body).toContain(
      `/rooms/${taken.id}/book?${new URLSearchParams(alternative).toString().replaceAll('&', '&amp;')}`,
    )
  })

  test('in every language, without a time, and with an address that means nothing', async () => {
    expect((await visit('/rooms')).body).toContain('Finn et rom')
    expect((await visit('/rooms', { lang: 'nn' })).body).toContain('Finn eit rom')
    expect((await visit('/rooms', { lang: 'en' })).body).toContain('Find a room')
    const odd = await visit('/rooms?people=mange&date=2026-13-45&from=når&to=')
    expect(odd.status).toBe(200)
    expect(parse(odd.body).text).toContain('Vi forsto ikke hvor mange som kommer')
  })

  test('for several dates says on how many it does not go', async () => {
    const room = await aRoom({ hubId: 'rekke' })
    await book(room.id, await addPerson(), when(10, '18:00', '20:00'))
    const { body } = await visit(
      `/rooms?people=5&hub=rekke&${when(3, '18:00', '20:00')}&repeat=weekly&times=4`,
    )
    expect(parse(body).text).toContain('1 av 4 datoer går ikke')
    expect(parse(body).text).toContain('Se datoene og velg')
  })
})

describe('a room', () => {
  test('shows its facts, its rules in words, and free times that fill in the form', async () => {
    const room = await aRoom({ capacity: 12, rules: { tidyMinutes: 15 } })
    const { status, body } = await visit(`/rooms/${room.id}`)
    expect(status).toBe(200)
    const text = parse(body).text
    expect(text).toContain('Inntil 12 personer')
    expect(text).toContain('hensyn til brann')
    expect(text).toContain('15 minutter')
    expect(body).toMatch(new RegExp(`href="/rooms/${room.id}\\?date=[^"]*#book"`))
  })

  test('a draft is not there; a closed room says so', async () => {
    const draft = await aRoom({ state: 'draft' })
    const closed = await aRoom({ state: 'closed' })
    expect((await visit(`/rooms/${draft.id}`)).status).toBe(404)
    expect((await visit(`/rooms/${draft.id}.ics`)).status).toBe(404)
    expect(parse((await visit(`/rooms/${closed.id}`)).body).text).toContain('kan ikke bookes nå')
    expect((await visit('/rooms/finnes-ikke')).status).toBe(404)
    expect((await visit("/rooms/'")).status).toBe(404)
  })

  test('its calendar says when it is taken and by nobody', async () => {
    const room = await aRoom()
    const me = await addPerson({ name: 'Hemmelig Navn' })
    await book(room.id, me, when(2, '10:00', '12:00'))
    for (const path of [`/rooms/${room.id}.ics`, `/hubs/${room.hubId}/rooms.ics`]) {
      const calendar = await visit(path)
      expect(calendar.headers.get('content-type')).toContain('text/calendar')
      expect(calendar.body).toContain('SUMMARY:Opptatt')
      expect(calendar.body).not.toContain('Hemmelig')
      expect(calendar.body).not.toContain('Strikkekveld')
    }
  })
})

describe('booking', () => {
  test('needs a sign-in, and comes back to the same time', async () => {
    const room = await aRoom()
    const path = `/rooms/${room.id}/book?${when(3, '10:00', '12:00')}`
    expect(decodeURIComponent((await visit(path)).location as string)).toContain(`then=${path}`)
  })

  test('a time is held, filled in and booked', async () => {
    const room = await aRoom()
    const me = await addPerson({ email: 'booker@eksempel.no' })
    const form = await hold(room.id, me, when(3, '10:00', '12:00'))
    const shown = await visit(form, { as: me.cookie })
    expect(parse(shown.body).text).toContain('Tiden er holdt av for deg til klokken')
    const posted = parse(shown.body).forms.find((one) => one.fields.some(({ name }) => name === 'purpose'))
    if (!posted) throw new Error('no form')
    const booked = await visit(form, { as: me.cookie, form: { ...asShown(posted), purpose: 'Styremøte' } })
    expect(booked.status).toBe(303)
    const mine = await visit(booked.location as string, { as: me.cookie })
    const text = parse(mine.body).text
    expect(text).toContain('Rommet er ditt')
    expect(text).toContain('Vi har sendt en bekreftelse til booker@eksempel.no')
    expect(text).toContain('Styremøte')
    const [path] = (booked.location as string).split('?')
    const calendar = await visit(`${path}/calendar.ics`, { as: me.cookie })
    expect(calendar.body).toContain('SUMMARY:Styremøte')
    expect((await visit('/me/bookings', { as: me.cookie })).body).toContain('Styremøte')
    expect((await visit('/me', { as: me.cookie })).body).toContain(path)
    const other = await addPerson()
    expect((await visit(path as string, { as: other.cookie })).status).toBe(404)
    expect((await visit(`${path}/calendar.ics`, { as: other.cookie })).status).toBe(404)
    expect((await visit(`${path}/calendar.ics`)).status).toBe(404)
  })

  test('somebody else’s hold does not exist for me', async () => {
    const room = await aRoom()
    const form = await hold(room.id, await addPerson(), when(3, '10:00', '12:00'))
    const me = await addPerson()
    expect((await visit(form, { as: me.cookie })).status).toBe(404)
    expect((await visit(form, { as: me.cookie, form: { do: 'let-go' } })).status).toBe(404)
  })

  test('what is missing is asked for, and what was typed stands', async () => {
    const room = await aRoom()
    const me = await addPerson()
    const form = await hold(room.id, me, when(3, '10:00', '12:00'))
    const sent = await visit(form, {
      as: me.cookie,
      form: { do: 'book', headCount: '7', responsibleName: 'Ola <b>Prøve' },
    })
    expect(sent.status).toBe(422)
    expect(sent.body).toContain('value="7"')
    expect(sent.body).toContain('value="Ola &lt;b&gt;Prøve"')
    const many = await visit(form, { as: me.cookie, form: { ...filled, headCount: '21' } })
    expect(many.status).toBe(422)
    expect(parse(many.body).text).toContain('Av hensyn til brann')
    expect(many.body).toContain('value="Strikkekveld"')
  })

  test('a time somebody else took while I filled in: why, and the nearest in one press with all I typed', async () => {
    const room = await aRoom()
    const [me, rival] = [await addPerson(), await addPerson()]
    const form = await hold(room.id, me, when(3, '10:00', '12:00'))
    await sql`update rooms.booking set held_until = now() - interval '1 minute' where person_id = ${me.id}`.execute(
      db,
    )
    expect(parse((await visit(form, { as: me.cookie })).body).text).toContain('Ti minutter er gått')
    await book(room.id, rival, when(3, '10:00', '12:00'))
    const no = await visit(form, { as: me.cookie, form: filled })
    expect(no.status).toBe(409)
    expect(no.body).toContain('value="Strikkekveld"')
    const instead = /name="instead" value="([^"]+)"/.exec(no.body)?.[1] as string
    expect(instead).toContain(room.id)
    const booked = await visit(form, { as: me.cookie, form: { ...filled, instead } })
    expect(booked.status).toBe(303)
    expect((await visit(booked.location as string, { as: me.cookie })).body).toContain('12.00–14.00')
  })

  test('letting the time go frees it at once', async () => {
    const room = await aRoom()
    const [me, next] = [await addPerson(), await addPerson()]
    const form = await hold(room.id, me, when(3, '10:00', '12:00'))
    expect((await visit(form, { as: me.cookie, form: { do: 'let-go' } })).location).toBe(
      `/rooms/${room.id}?done=let-go`,
    )
    await book(room.id, next, when(3, '10:00', '12:00'))
  })

  test('a request shows when it is answered at the latest', async () => {
    const room = await aRoom({
      rules: {
        way: {
          staffed: 'approval',
          staffless: 'approval',
          evening: 'approval',
          weekend: 'approval',
          night: 'approval',
          closed: 'no',
        },
      },
    })
    const me = await addPerson()
    const id = await book(room.id, me, when(8, '18:00', '20:00'))
    expect(await stateOf(id)).toBe('requested')
    const text = parse((await visit(`/me/bookings/${id}`, { as: me.cookie })).body).text
    expect(text).toContain('Forespørselen er sendt')
    expect(text).toMatch(/En vert svarer senest .*kl\. 16\.00/)
  })

  test('for an association only with a mandate', async () => {
    const room = await aRoom()
    const me = await addPerson()
    const { rows } = await sql<{ id: string }>`
      insert into people.association (name) values ('Prøvekoret') returning id`.execute(db)
    const as = rows[0]?.id as string
    const form = await hold(room.id, me, when(4, '10:00', '12:00'))
    expect((await visit(form, { as: me.cookie, form: { ...filled, as } })).status).toBe(403)
    await sql`insert into people.mandate (association_id, person_id, role) values (${as}, ${me.id}, 'booker')`.execute(
      db,
    )
    expect((await visit(form, { as: me.cookie })).body).toContain('Prøvekoret')
    const booked = await visit(form, { as: me.cookie, form: { ...filled, as } })
    expect(booked.status).toBe(303)
    expect((await visit(booked.location as string, { as: me.cookie })).body).toContain('Prøvekoret')
  })
})

describe('the same time on many dates', () => {
  const series = { ...filled, repeat: 'weekly', times: '4' }

  test('refused dates come back with reason and choice; nothing is booked until each has one', async () => {
    const room = await aRoom()
    const [me, rival] = [await addPerson(), await addPerson()]
    for (const days of [10, 17]) await book(room.id, rival, when(days, '18:00', '20:00'))
    const form = `/rooms/${room.id}/book?${when(3, '18:00', '20:00')}&people=5&repeat=weekly&times=4`
    const no = await visit(form, { as: me.cookie, form: series })
    expect(no.status).toBe(409)
    expect(parse(no.body).text).toContain('2 av 4 datoer går ikke')
    expect(no.body).toContain(`choice-${day(10)}`)
    expect(no.body).toContain('value="Strikkekveld"')
    const count = async () =>
      (
        await sql<{
          n: number
        }>`select count(*)::int as n from rooms.booking where person_id = ${me.id}`.execute(db)
      ).rows[0]?.n
    expect(await count()).toBe(0)
    const move = new RegExp(`name="choice-${day(17)}" value="(move [^"]+)"`).exec(no.body)?.[1] as string
    const booked = await visit(form, {
      as: me.cookie,
      form: { ...series, [`choice-${day(10)}`]: 'skip', [`choice-${day(17)}`]: move },
    })
    expect(booked.status).toBe(303)
    expect(await count()).toBe(3)
    const page = await visit(booked.location as string, { as: me.cookie })
    expect(parse(page.body).text).toContain('Alle gangene')
    const cancelled = await visit((booked.location as string).split('?')[0] as string, {
      as: me.cookie,
      form: { do: 'cancel', scope: 'all' },
    })
    expect(cancelled.location).toContain('done=cancelled')
    const { rows } = await sql<{ state: string }>`
      select distinct state from rooms.booking where person_id = ${me.id}`.execute(db)
    expect(rows).toEqual([{ state: 'cancelled' }])
  })

  test('a hold of the first date is not in its own way', async () => {
    const room = await aRoom()
    const me = await addPerson()
    const form = await hold(room.id, me, when(3, '18:00', '20:00'))
    const booked = await visit(form, { as: me.cookie, form: series })
    expect(booked.status).toBe(303)
    expect(booked.location).toContain('done=booked-series')
  })

  test('all that follow are moved together', async () => {
    const room = await aRoom()
    const me = await addPerson()
    const form = await hold(room.id, me, when(3, '18:00', '20:00'))
    const booked = await visit(form, { as: me.cookie, form: series })
    const path = (booked.location as string).split('?')[0] as string
    const moved = await visit(path, {
      as: me.cookie,
      form: { do: 'move', scope: 'all', date: day(3), from: '17:00', to: '19:00' },
    })
    expect(moved.location).toContain('done=moved')
    const { rows } = await sql<{ starts_at: string }>`
      select starts_at from rooms.booking where person_id = ${me.id} and state = 'booked'`.execute(db)
    expect(new Set(rows.map(({ starts_at }) => inZone(Temporal.Instant.from(starts_at)).hour))).toEqual(
      new Set([17]),
    )
    expect(rows).toHaveLength(4)
  })

  test('all that follow go to another room together', async () => {
    const hubId = 'romskifte-serie'
    const [room, other] = [await aRoom({ hubId }), await aRoom({ hubId })]
    const me = await addPerson()
    const form = await hold(room.id, me, when(3, '18:00', '20:00'))
    const booked = await visit(form, { as: me.cookie, form: series })
    const moved = await visit((booked.location as string).split('?')[0] as string, {
      as: me.cookie,
      form: { do: 'move', scope: 'following', date: day(3), from: '18:00', to: '20:00', room: other.id },
    })
    expect(moved.location).toContain('done=moved')
    const { rows } = await sql<{ room_id: string }>`
      select room_id from rooms.booking where person_id = ${me.id} and state = 'booked'`.execute(db)
    expect(rows.map((row) => row.room_id)).toEqual(rows.map(() => other.id))
    expect(rows).toHaveLength(4)
  })
})

describe('my booking', () => {
  test('is moved, shortened and cancelled on its page', async () => {
    const room = await aRoom()
    const me = await addPerson()
    const id = await book(room.id, me, when(3, '10:00', '12:00'))
    const path = `/me/bookings/${id}`
    const press = (form: Record<string, string>) => visit(path, { as: me.cookie, form })
    const time = { do: 'move', date: day(3), from: '11:00', to: '12:00' }
    expect((await press(time)).location).toContain('done=moved')
    expect((await visit(path, { as: me.cookie })).body).toContain('11.00–12.00')
    const rival = await addPerson()
    await book(room.id, rival, when(3, '14:00', '16:00'))
    const no = await press({ ...time, from: '15:00', to: '17:00' })
    expect(no.status).toBe(409)
    expect(no.body).toContain('value="15:00"')
    expect((await press({ do: 'cancel', message: 'Syk' })).location).toContain('done=cancelled')
    expect(await stateOf(id)).toBe('cancelled')
    expect((await visit(path, { as: me.cookie, lang: 'en' })).body).toContain('The booking is cancelled')
  })

  test('is moved to another room of the hub that has room for everybody and asks for nothing new', async () => {
    const hubId = 'romskifte'
    const [first, second] = [await aRoom({ hubId }), await aRoom({ hubId })]
    const small = await aRoom({ hubId, capacity: 2 })
    const elsewhere = await aRoom()
    const strict = await aRoom({ hubId })
    await sql`with terms as (insert into rooms.terms (hub_id, version, title, body) values (${hubId}, 1, '{}', '{}') returning id)
      update rooms.room set terms_id = (select id from terms) where id = ${strict.id}`.execute(db)
    const me = await addPerson()
    const path = `/me/bookings/${await book(first.id, me, when(3, '10:00', '12:00'))}`
    expect(parse((await visit(path, { as: me.cookie })).body).text).toContain('Endre tid eller rom')
    const time = { do: 'move', date: day(3), from: '10:00', to: '12:00' }
    const press = (form: Record<string, string>) => visit(path, { as: me.cookie, form: { ...time, ...form } })
    for (const { id } of [small, elsewhere, strict]) expect((await press({ room: id })).status).toBe(404)
    await book(second.id, await addPerson(), when(3, '11:00', '13:00'))
    const taken = await press({ room: second.id })
    expect(taken.status).toBe(409)
    expect(taken.body).toMatch(new RegExp(`value="${second.id}"[^>]*selected`))
    expect((await press({ room: second.id, from: '08:00', to: '10:00' })).location).toContain('done=moved')
    expect((await visit(path, { as: me.cookie })).body).toContain(`/rooms/${second.id}`)
  })

  test('has a button for being there, only near its time', async () => {
    const room = await aRoom({ rules: { stepMinutes: 5 } })
    const me = await addPerson()
    const later = await book(room.id, me, when(3, '10:00', '12:00'))
    expect((await visit(`/me/bookings/${later}`, { as: me.cookie })).body).not.toContain('value="check-in"')
    await sql`update rooms.booking set starts_at = now() + interval '5 minutes', first_starts_at = now() + interval '5 minutes',
      ends_at = now() + interval '65 minutes' where id = ${later}`.execute(db)
    expect((await visit(`/me/bookings/${later}`, { as: me.cookie })).body).toContain('value="check-in"')
    const said = await visit(`/me/bookings/${later}`, { as: me.cookie, form: { do: 'check-in' } })
    expect(said.location).toContain('done=checked-in')
    expect(parse((await visit(`/me/bookings/${later}`, { as: me.cookie })).body).text).toContain(
      'at du er kommet',
    )
  })

  test('a question from the host is answered there, and a no is appealed there', async () => {
    const approval = {
      way: {
        staffed: 'approval',
        staffless: 'approval',
        evening: 'approval',
        weekend: 'approval',
        night: 'approval',
        closed: 'no',
      },
    } as const
    const room = await aRoom({ rules: approval })
    const [me, host] = [await addPerson(), await addPerson({ roles: [`host at ${room.hubId}`] })]
    const id = await book(room.id, me, when(20, '10:00', '12:00'))
    const path = `/me/bookings/${id}`
    const by = inZone(now()).toPlainDate().add({ days: 5 })
    await inTransaction((tx) =>
      askForCorrection(tx, host.actor, id, { question: 'Hvor mange er barn?', by }, now()),
    )
    const asked = await visit(path, { as: me.cookie })
    expect(asked.body).toContain('Hvor mange er barn?')
    const answer = {
      do: 'answer',
      date: day(20),
      from: '10:00',
      to: '12:00',
      purpose: 'Strikkekveld',
      headCount: '6',
      audience: 'closed',
      answer: 'To',
    }
    expect((await visit(path, { as: me.cookie, form: answer })).location).toContain('done=answered')
    expect(await stateOf(id)).toBe('requested')
    await inTransaction((tx) => declineBooking(tx, host.actor, id, { reason: 'Rommet males.' }, now()))
    const declined = await visit(path, { as: me.cookie })
    expect(parse(declined.body).text).toContain('Rommet males.')
    expect((await visit(path, { as: me.cookie, form: { do: 'appeal', reason: '' } })).status).toBe(422)
    const appealed = await visit(path, {
      as: me.cookie,
      form: { do: 'appeal', reason: 'Det males ikke da.' },
    })
    expect(appealed.location).toContain('done=appealed')
    expect(parse((await visit(path, { as: me.cookie })).body).text).toContain('noen ser på den')
  })
})

describe('waiting for a time', () => {
  test('from the page that says it is taken to the offer that is taken', async () => {
    const hall = await aHall()
    const [me, first] = [await addPerson(), await addPerson()]
    const id = await book(hall.whole.id, first, when(6, '10:00', '12:00'))
    const path = `/rooms/${hall.left.id}/book?${when(6, '10:00', '12:00')}&people=5`
    expect((await visit(path, { as: me.cookie })).body).toContain('value="wait"')
    expect((await visit(path, { as: me.cookie, form: { do: 'wait' } })).location).toBe(
      '/me/bookings?done=waiting',
    )
    expect(parse((await visit('/me/bookings', { as: me.cookie })).body).text).toContain('Du venter')
    await visit(`/me/bookings/${id}`, { as: first.cookie, form: { do: 'cancel' } })
    const mine = await visit('/me/bookings', { as: me.cookie })
    expect(parse(mine.body).text).toContain('Tiden er din fram til')
    const offer = /href="(\/rooms\/[^"]+hold=[^"]+)"/.exec(mine.body)?.[1]?.replaceAll('&amp;', '&') as string
    expect(parse((await visit(offer, { as: me.cookie })).body).text).toContain('nå er den din')
    const booked = await visit(offer, { as: me.cookie, form: filled })
    expect(booked.status).toBe(303)
    const { rows } = await sql<{ id: string; state: string }>`
      select id, state from rooms.wait where person_id = ${me.id}`.execute(db)
    expect(rows[0]?.state).toBe('taken')
    const wait = `/me/waits/${rows[0]?.id}`
    expect(parse((await visit(wait, { as: me.cookie })).body).text).toContain('Du fikk tiden')
    expect((await visit(wait, { as: first.cookie })).status).toBe(404)
    expect((await visit('/me/waits/abc', { as: me.cookie })).status).toBe(404)
  })
})
