import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flaws } from '../app/testing/browser.ts'
import { type Served, serve } from '../app/testing/served.ts'

let town: Served
beforeAll(async () => {
  town = await serve()
})
afterAll(() => town.close())

const inDays = (days: number) => Temporal.Now.plainDateISO('Europe/Oslo').add({ days })
/** A weekday at least nine days ahead: the hub is open then, and one may still book. */
const day = (() => {
  const soon = inDays(9)
  return soon.dayOfWeek > 5 ? soon.add({ days: 3 }) : soon
})()
const after = day.add({ days: day.dayOfWeek === 5 ? 3 : 1 })

async function isUsable(page: Page) {
  await page.waitForFunction(() => document.getAnimations().length === 0)
  expect(await flaws(page), page.url()).toEqual([])
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(tooWide, page.url()).toBeLessThanOrEqual(0)
}

const room = 'heggedal-kjokken-1'

async function writeActivity(host: Page, title: string, from: string, to: string) {
  await host.goto('/staff/activities/new?hub=heggedal')
  await host.getByLabel('Navn', { exact: true }).fill(title)
  await host.getByLabel('Type', { exact: true }).selectOption({ label: 'Møteplass' })
  await host.getByLabel('Én gang', { exact: true }).check()
  await host.getByLabel('Første dato').fill(day.toString())
  await host.getByLabel('Fra klokken').fill(from)
  await host.getByLabel('Til klokken').fill(to)
  await host.locator(`input[name="rooms"][value="${room}"]`).check()
  await host.getByRole('button', { name: 'Publiser' }).first().click()
}

test('an activity has its room, a resident books another hour, the hub closes and each of them hears', async () => {
  const host = await town.open({ as: 'host-heggedal', width: 360, javaScript: false })
  await writeActivity(host, 'Suppe for alle', '12:00', '13:00')
  await host.getByText('Publisert. Nå kan alle se aktiviteten.').waitFor()

  // The same kitchen at the same hour, for something else: the page says what is in the way.
  await writeActivity(host, 'Brød for alle', '12:30', '14:00')
  await host
    .getByText(/opptatt .*12.00.*av Suppe for alle/)
    .first()
    .waitFor()

  const resident = await town.open({ as: 'resident' })
  await resident.goto(
    `/rooms/${room}?${new URLSearchParams({ date: day.toString(), from: '14:00', to: '15:00' })}`,
  )
  await resident.getByLabel('Hvor mange kommer?').first().fill('4')
  await resident.getByRole('button', { name: 'Book rommet' }).first().click()
  await resident.getByText(/Tiden er holdt av for deg/).waitFor()
  await resident.getByLabel('Hva rommet skal brukes til').fill('Syltekurs')
  const terms = resident.getByLabel(/^Jeg har lest og godtar/)
  if (await terms.count()) await terms.check()
  await resident.getByRole('button', { name: /^(Book rommet|Send)/ }).click()
  await resident.waitForURL(/\/me\/bookings\//)
  const [booking] = await town.ask<{ id: string }>(`select id from rooms.booking where purpose = 'Syltekurs'`)

  await resident.goto(`/hubs/heggedal/calendar?view=day&date=${day}`)
  await resident.getByText('Suppe for alle').first().waitFor()
  await resident.getByText('Syltekurs').first().waitFor()

  await host.goto('/staff/hubs/heggedal/closures/new')
  await host.locator('[name="from"]').fill(day.toString())
  await host.locator('[name="to"]').fill(day.toString())
  await host.locator('[name="reason_nb"]').fill('Vannlekkasje')
  await host.getByRole('button', { name: /konsekvens|betyr|Se / }).click()
  await host.getByRole('heading', { name: 'Hva endringen betyr' }).waitFor()
  await host.getByText('Sigrid Lunde · Syltekurs').waitFor()
  const looking = await town.open({ as: 'host-heggedal', width: 320 })
  await looking.goto(host.url())
  await isUsable(looking)

  const choice = `choice-${booking?.id}`
  if (await host.locator('[name="all"]').count()) await host.locator('[name="all"][value="cancel"]').check()
  for (const radio of await host.locator('input[value="cancel"][name^="choice-"]').all()) await radio.check()
  await host.locator(`[name="${choice}"][value="move"]`).check()
  await host.locator(`[name="date-${booking?.id}"]`).fill(after.toString())
  await host.locator(`[name="time-${booking?.id}"]`).fill('10:00')
  await host.getByLabel('Beskjed til dem det gjelder').fill('Røret i kjelleren er sprukket.')
  await host.getByRole('button', { name: 'Ta endringen i bruk' }).click()
  await host.waitForURL(/done=hours-changed/)

  const [moved] = await town.ask<{ at: string; state: string }>(
    `select to_char(starts_at at time zone 'Europe/Oslo', 'YYYY-MM-DD HH24:MI') as at, state from rooms.booking where id = $1`,
    [booking?.id],
  )
  expect(moved?.at).toBe(`${after} 10:00`)
  const held = await town.ask(
    `select from rooms.booking where kind = 'activity' and title ->> 'nb' = 'Suppe for alle' and state = 'booked'`,
  )
  expect(held).toHaveLength(0)
  expect(await town.mailTo('sigrid.lunde@eksempel.no', /^(Endret|Forespørselen er endret)/)).toContain(
    '10.00',
  )
})

test.each(['day', 'week', 'month'])(
  'the calendar by %s can be used by everybody, at any width',
  async (view) => {
    const address = `/hubs/heggedal/calendar?view=${view}&date=${day}`
    for (const as of [undefined, 'host-heggedal']) {
      const page = await town.open({ as, width: 320 })
      await page.goto(address)
      await isUsable(page)
      await page.setViewportSize({ width: 1280, height: 900 })
      await isUsable(page)
      if (process.env.PICTURES)
        await page.screenshot({
          path: `${process.env.PICTURES}/calendar-${view}-${as ?? 'anybody'}.png`,
          fullPage: true,
        })
    }
  },
)
