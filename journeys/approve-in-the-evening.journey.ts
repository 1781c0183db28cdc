import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flaws } from '../app/testing/browser.ts'
import { type Served, serve } from '../app/testing/served.ts'

let town: Served
beforeAll(async () => {
  town = await serve()
})
afterAll(() => town.close())

/** A room at the hub that nobody has booked that day, and the evening in it that Sigrid asks for. */
const day = (days: number) => Temporal.Now.plainDateISO('Europe/Oslo').add({ days }).toString()

async function bookingOf(purpose: string) {
  const [found] = await town.ask<{ id: string; state: string; room: string; starts: string }>(
    `select id, state, room_id as room, to_char(starts_at at time zone 'Europe/Oslo', 'YYYY-MM-DD HH24:MI') as starts
     from rooms.booking where purpose = $1`,
    [purpose],
  )
  if (!found) throw new Error(`Nothing is booked for ${purpose}.`)
  return found
}

/** As the resident's own form leaves it: asked for, with a promise of an answer, its time taken. */
async function aRequest(purpose: string, days: number, from: string, to: string, name = 'Sigrid Lunde') {
  await town.ask(
    `with room as (select id, hub_id from rooms.room where id = 'heggedal-moterom-2'),
     made as (
       insert into rooms.booking (kind, state, room_id, hub_id, starts_at, ends_at, first_starts_at, answer_by, person_id, purpose,
         head_count, hours_state, created_by)
       select 'booking', 'requested', room.id, room.hub_id, t.starts, t.ends, t.starts, now() + interval '1 day', p.id, $1, 8, 'evening', p.id
       from room, people.person p,
         (select ($2::date + $3::time) at time zone 'Europe/Oslo' as starts, ($2::date + $4::time) at time zone 'Europe/Oslo' as ends) t
       where p.name = $5 returning id, room_id, starts_at, ends_at
     ), noted as (insert into rooms.step (booking_id, what) select id, 'requested' from made)
     insert into rooms.occupancy (booking_id, part_id, during)
     select made.id, rp.part_id, tstzrange(made.starts_at, made.ends_at, '[)') from made join rooms.room_part rp on rp.room_id = made.room_id`,
    [purpose, day(days), from, to, name],
  )
  return bookingOf(purpose)
}

test('a host approves a booking on a phone in the evening, in two presses from the desk, and the resident is told', async () => {
  const { id } = await aRequest('Prøve: slektsgransking', 9, '18:00', '20:00')
  const host = await town.open({ as: 'host-heggedal', width: 360, height: 740 })
  await host.goto('/staff')
  await host.locator(`a[href="/staff/bookings/${id}"]`).click()
  await host.getByRole('heading', { name: /Sigrid Lunde/ }).waitFor()
  expect(await host.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await host.getByRole('button', { name: 'Godkjenn' }).click()
  await host.getByText('Godkjent. De får beskjed nå.').waitFor()
  expect((await bookingOf('Prøve: slektsgransking')).state).toBe('booked')
  expect(await town.mailTo('sigrid.lunde@eksempel.no', /Møterom 2|oment|ooking/)).toContain('Møterom 2')
})

describe('the room calendar', () => {
  const days = 11
  const calendar = `/staff/hubs/heggedal/room-calendar?date=${day(days)}`

  test('a booking is moved by the keyboard alone, and what is said aloud follows it', async () => {
    const { id } = await aRequest('Prøve: lesesirkel', days, '17:00', '18:00', 'Jonas Tveit')
    const host = await town.open({ as: 'host-heggedal' })
    await host.goto(calendar)
    const booking = host.locator(`a[data-booking="${id}"]`)
    await booking.focus()
    await host.keyboard.press('ArrowDown')
    await host.keyboard.press('ArrowDown')
    const said = host.locator('room-calendar [role="status"]')
    expect(await said.textContent()).toContain('Møterom 2, 18.00–19.00')
    await host.keyboard.press('ArrowRight')
    expect(await said.textContent()).toContain('Møterom 3, 18.00–19.00')
    expect(await flaws(host)).toEqual([])
    await host.keyboard.press('Escape')
    expect(await said.textContent()).toContain('står der den sto')
    expect((await bookingOf('Prøve: lesesirkel')).starts).toBe(`${day(days)} 17:00`)

    await host.keyboard.press('ArrowUp')
    await host.keyboard.press('Enter')
    await host.getByText('Flyttet. De som trenger det, får beskjed.').waitFor()
    expect(new URL(host.url()).pathname).toBe('/staff/hubs/heggedal/room-calendar')
    expect(await bookingOf('Prøve: lesesirkel')).toMatchObject({
      room: 'heggedal-moterom-2',
      starts: `${day(days)} 16:30`,
    })
  })

  test('what is in the way is said, the booking stays, and the form has the time that was tried', async () => {
    const { id } = await aRequest('Prøve: strikkekveld', days, '19:00', '20:00', 'Odd Magne Berg')
    await aRequest('Prøve: årsmøte', days, '20:00', '21:00', 'Hilde Moen')
    const host = await town.open({ as: 'host-heggedal' })
    await host.goto(calendar)
    await host.locator(`a[data-booking="${id}"]`).focus()
    await host.keyboard.press('ArrowDown')
    await host.keyboard.press('Enter')
    await host.getByText(/Møterom 2 er opptatt .*20\.00–21\.00/).waitFor()
    expect(await host.locator('input[name="from"]').inputValue()).toBe('19:30')
    expect((await bookingOf('Prøve: strikkekveld')).starts).toBe(`${day(days)} 19:00`)
  })

  test('it is dragged with a mouse to another room, and goes there when the host confirms', async () => {
    const { id } = await aRequest('Prøve: kortspill', days, '12:00', '13:00', 'Amina Yusuf')
    const host = await town.open({ as: 'host-heggedal' })
    await host.goto(calendar)
    const booking = host.locator(`a[data-booking="${id}"]`)
    await booking.scrollIntoViewIfNeeded()
    const from = await booking.boundingBox()
    const head = await host.locator('thead th[data-room="heggedal-moterom-1"]').boundingBox()
    if (!from || !head) throw new Error('The calendar does not show the booking.')
    await host.mouse.move(from.x + 20, from.y + 5)
    await host.mouse.down()
    await host.mouse.move(head.x + head.width / 2, from.y + 5, { steps: 5 })
    await host.mouse.up()
    await host.getByRole('button', { name: 'Flytt hit' }).click()
    await host.getByText('Flyttet. De som trenger det, får beskjed.').waitFor()
    expect(await bookingOf('Prøve: kortspill')).toMatchObject({
      room: 'heggedal-moterom-1',
      starts: `${day(days)} 12:00`,
    })
  })

  test('without script every booking leads to its page, where the same move is a form', async () => {
    const { id } = await aRequest('Prøve: skrivekurs', days, '14:00', '15:00', 'Hilde Moen')
    const host = await town.open({ as: 'host-heggedal', javaScript: false, width: 320 })
    await host.goto(calendar)
    await host.getByText('Åpne en booking for å flytte den.').waitFor()
    await host.locator(`a[href="/staff/bookings/${id}"]`).first().click()
    await host.getByLabel('Fra', { exact: true }).fill('15:00')
    await host.getByLabel('Til', { exact: true }).fill('16:00')
    await host.getByRole('button', { name: 'Flytt bookingen' }).click()
    await host.getByText('Flyttet. De som trenger det, får beskjed.').waitFor()
    expect((await bookingOf('Prøve: skrivekurs')).starts).toBe(`${day(days)} 15:00`)
  })
})
