import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flaws } from '../app/testing/browser.ts'
import { type Served, serve } from '../app/testing/served.ts'
import { pathOf, tabTo } from '../app/testing/town.ts'

let town: Served
beforeAll(async () => {
  town = await serve()
  quiet = await town.ask<Room>(
    `select r.id, r.name ->> 'nb' as name from rooms.room r
     where r.state = 'open' and r.hub_id = 'heggedal' and r.kind = 'meeting'
       and not exists (select from rooms.occupancy o join rooms.room_part p on p.part_id = o.part_id
         where p.room_id = r.id and extract(isodow from lower(o.during)) = 2)
     order by r.capacity, r.id`,
  )
})
afterAll(() => town.close())

const phone = { width: 360, javaScript: false }
const today = () => Temporal.Now.plainDateISO('Europe/Oslo')
/** A Tuesday at least three days ahead, and those after it. */
const tuesday = (nth = 0) => {
  const soon = today().add({ days: 3 })
  return soon.add({ days: ((2 - soon.dayOfWeek + 7) % 7) + 7 * nth })
}

type Room = { id: string; name: string }
/** Meeting rooms that the demonstration books on no Tuesday. */
let quiet: Room[]
const aQuietRoom = (nth = 0): Room => {
  const room = quiet[nth]
  if (!room) throw new Error('The demonstration has too few quiet meeting rooms.')
  return room
}

async function fillIn(page: Page, purpose: string) {
  await page.getByLabel('Hva rommet skal brukes til').fill(purpose)
  const terms = page.getByLabel(/^Jeg har lest og godtar/)
  if (await terms.count()) await terms.check()
}

/** No breach of WCAG, and nothing that scrolls sideways. */
async function isUsable(page: Page) {
  // Even with reduced motion a change of colours takes some frames.
  await page.waitForFunction(() => document.getAnimations().length === 0)
  expect(await flaws(page), page.url()).toEqual([])
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(tooWide, page.url()).toBeLessThanOrEqual(0)
}

test('a resident on a phone without JavaScript finds a room for four and books it in few taps', async () => {
  const page = await town.open({ ...phone, as: 'resident' })
  await page.goto('/')
  await page.getByRole('main').getByRole('link', { name: 'Finn et rom' }).click()
  expect(pathOf(page)).toBe('/rooms')
  await page.getByLabel('Hvor mange kommer?').fill('4')
  await page.getByLabel('Dag', { exact: true }).fill(tuesday().toString())
  await page.getByLabel('Fra klokken').fill('18:00')
  await page.getByLabel('Til klokken').fill('20:00')
  await page.getByRole('button', { name: 'Vis ledige rom' }).click()
  await page.getByRole('heading', { name: /rom er ledig/ }).waitFor()
  await page
    .getByRole('button', { name: /^Book rommet/ })
    .first()
    .click()
  await page.getByText(/Tiden er holdt av for deg til klokken/).waitFor()
  await fillIn(page, 'Bokklubb')
  await page.getByRole('button', { name: 'Book rommet' }).click()
  await page.getByRole('heading', { name: 'Rommet er ditt' }).waitFor()
  await page.getByText('Bokklubb').first().waitFor()
  await page.goto('/me')
  await page.getByRole('main').getByText('Bokklubb').first().waitFor()
})

test('somebody who is not signed in comes back to the very time', async () => {
  const room = aQuietRoom()
  const page = await town.open(phone)
  await page.goto(
    `/rooms/${room.id}?${new URLSearchParams({ date: tuesday(1).toString(), from: '10:00', to: '11:00' })}`,
  )
  await page.getByRole('button', { name: 'Book rommet' }).click()
  await page.getByRole('button', { name: /Sigrid Lunde/ }).click()
  await page.getByRole('button', { name: 'Hold av tiden' }).click()
  await page.getByText(/Tiden er holdt av for deg/).waitFor()
  await page.getByRole('button', { name: /^Avbryt/ }).click()
  await page.getByText('Tiden er gitt fra deg.').waitFor()
})

describe('a series with two refused dates', () => {
  test('says why for each, and books the rest as was chosen', async () => {
    const room = aQuietRoom(1)
    const rival = await town.open({ ...phone, as: 'parent' })
    for (const nth of [1, 2]) {
      const time = { date: tuesday(nth).toString(), from: '19:00', to: '20:00', people: '4' }
      await rival.goto(`/rooms/${room.id}/book?${new URLSearchParams(time)}`)
      await rival.getByRole('button', { name: 'Hold av tiden' }).click()
      await fillIn(rival, 'Foreldremøte')
      await rival.getByRole('button', { name: 'Book rommet' }).click()
      await rival.getByRole('heading', { name: 'Rommet er ditt' }).waitFor()
    }

    const page = await town.open({ ...phone, as: 'resident' })
    const series = {
      people: '4',
      date: tuesday().toString(),
      from: '18:00',
      to: '20:00',
      repeat: 'weekly',
      times: '5',
      hub: 'heggedal',
    }
    await page.goto(`/rooms?${new URLSearchParams(series)}`)
    const card = page.locator('.room-list > li', {
      has: page.getByRole('link', { name: room.name, exact: true }),
    })
    await card.getByText('2 av 5 datoer går ikke').waitFor()
    await card.getByRole('link', { name: 'Se datoene og velg' }).click()
    await fillIn(page, 'Strikkekveld')
    await page.getByRole('button', { name: 'Book alle gangene' }).click()
    await page.getByRole('heading', { name: '2 av 5 datoer går ikke' }).waitFor()
    const choices = page.locator('.refused-dates fieldset')
    expect(await choices.count()).toBe(2)
    await choices.nth(0).getByLabel('Hopp over denne datoen').check()
    await choices
      .nth(1)
      .getByLabel(/^Flytt til/)
      .check()
    expect(await page.getByLabel('Hva rommet skal brukes til').inputValue()).toBe('Strikkekveld')
    await page.getByRole('button', { name: 'Book med disse valgene' }).click()
    await page.getByText('Datoene er booket.').waitFor()
    const booked = await town.ask<{ n: number }>(
      `select count(*)::int as n from rooms.booking where purpose = 'Strikkekveld' and state = 'booked'`,
    )
    expect(booked[0]?.n).toBe(4)
  })
})

test('a room is booked with the keyboard alone', async () => {
  const room = aQuietRoom()
  const page = await town.open({ as: 'association-leader' })
  await page.goto(
    `/rooms/${room.id}?${new URLSearchParams({ date: tuesday(2).toString(), from: '12:00', to: '13:00', people: '3' })}`,
  )
  await tabTo(page, /^input Til klokken/)
  await tabTo(page, /^button Book rommet/)
  await page.keyboard.press('Enter')
  await page.getByText(/Tiden er holdt av for deg/).waitFor()
  await tabTo(page, /^input Hva rommet skal brukes til/)
  await page.keyboard.type('Styremøte')
  if (await page.getByLabel(/^Jeg har lest og godtar/).count()) {
    await tabTo(page, /^input Jeg har lest/)
    await page.keyboard.press('Space')
  }
  await tabTo(page, /^button Book rommet/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Rommet er ditt' }).waitFor()
})

test.each([
  ['', 320, true],
  ['/nn', 1280, false],
  ['/en', 360, false],
] as const)('the pages of booking can be used by everybody (%s, %i px)', async (prefix, width, dark) => {
  const room = aQuietRoom()
  const nth = ['', '/nn', '/en'].indexOf(prefix)
  const page = await town.open({ as: 'resident', width, dark })
  const time = { date: tuesday(nth).toString(), from: '14:00', to: '15:00', people: '3' }
  await page.goto(`${prefix}/rooms?${new URLSearchParams({ ...time, repeat: 'weekly', times: '3' })}`)
  await isUsable(page)
  await page.goto(`${prefix}/rooms/${room.id}`)
  await isUsable(page)
  await page.goto(`${prefix}/rooms/${room.id}/book?${new URLSearchParams(time)}`)
  await isUsable(page)
  await page.locator('main button[value=hold]').click()
  await page.locator('[name=purpose]').waitFor()
  await page.locator('main details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '')
  })
  await isUsable(page)
  await page.locator('main form button').first().click()
  await page.locator('.ds-error-summary').waitFor()
  await isUsable(page)
  await page.locator('[name=purpose]').fill('Øving')
  const terms = page.locator('[name=accept]')
  if (await terms.count()) await terms.check()
  await page.locator('main form button').first().click()
  await page.waitForURL(/\/me\/bookings\//)
  await page.locator('main details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '')
  })
  await isUsable(page)
  await page.goto(`${prefix}/me/bookings`)
  await isUsable(page)
})
