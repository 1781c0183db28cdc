import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flaws } from '../app/testing/browser.ts'
import { type Served, serve } from '../app/testing/served.ts'
import { anOpenDate, linkIn, pathOf } from '../app/testing/town.ts'

// What no link leads to: pages that answer a mistake, a no, or something that was sent.
let town: Served
beforeAll(async () => {
  town = await serve()
})
afterAll(() => town.close())

const inDays = (days: number) => Temporal.Now.plainDateISO('Europe/Oslo').add({ days }).toString()

async function signUpAddress() {
  const date = await anOpenDate(town)
  return `/activities/${date.activity}/sign-up?occurrence=${date.occurrence}`
}

/** Sends the form with the button, and gives the status of the answer once its page stands there. */
async function press(page: Page, button: RegExp): Promise<number> {
  const answer = page.waitForResponse((one) => one.request().method() === 'POST')
  await page.getByRole('main').getByRole('button', { name: button }).click()
  const status = (await answer).status()
  await page.waitForLoadState('load')
  return status
}

/** Wide and light, and narrow and dark: contrast and what is folded away differ. */
async function isUsable(page: Page) {
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [320, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    // Even with reduced motion a change of colours takes some frames, one for each level that inherits it.
    await page.waitForFunction(() => document.getAnimations().length === 0)
    expect(await flaws(page), `${page.url()}, ${width} px, ${colorScheme}`).toEqual([])
  }
  await page.context().close()
}

test('a sign-up without a name and an address says what is missing', async () => {
  const page = await town.open()
  await page.goto(await signUpAddress())
  expect(await press(page, /^Meld på/)).toBe(422)
  await page
    .getByRole('link', { name: /e-post/i })
    .first()
    .waitFor()
  await isUsable(page)
})

test('a new activity that is sent empty says what is missing', async () => {
  const page = await town.open({ as: 'host-borgen' })
  await page.goto('/staff/activities/new')
  expect(await press(page, /^Publiser/)).toBe(422)
  expect(pathOf(page)).toBe('/staff/activities/new')
  await isUsable(page)
})

/** A day far enough ahead that nobody has booked it, and not so far that one may not book yet. */
const roomAt = (from: string, to: string) =>
  `/rooms/borgen-moterom/book?${new URLSearchParams({ date: aWeekday(), from, to, people: '4' })}`
function aWeekday() {
  const day = Temporal.PlainDate.from(inDays(10))
  return (day.dayOfWeek > 5 ? day.add({ days: 3 }) : day).toString()
}

test('a room’s form that is sent without a purpose says what is missing, and keeps the time', async () => {
  const page = await town.open({ as: 'resident' })
  await page.goto(roomAt('12:00', '13:00'))
  expect(await press(page, /^Hold av tiden/)).toBe(303)
  await page.getByText('Tiden er holdt av for deg').first().waitFor()
  // The browser would ask too; here the server is asked what it says.
  await page
    .getByRole('main')
    .locator('form')
    .evaluateAll((forms) => {
      for (const form of forms) (form as HTMLFormElement).noValidate = true
    })
  expect(await press(page, /^Book rommet/)).toBe(422)
  await page.getByText('Tiden er holdt av for deg').first().waitFor()
  await isUsable(page)
})

test('a time that somebody has says why, and one may wait for it', async () => {
  const first = await town.open({ as: 'resident' })
  await first.goto(roomAt('14:00', '15:00'))
  expect(await press(first, /^Hold av tiden/)).toBe(303)
  await first.context().close()
  const page = await town.open({ as: 'parent' })
  await page.goto(roomAt('14:00', '15:00'))
  const second = await town.open({ as: 'parent' })
  await second.goto(roomAt('14:00', '15:00'))
  await isUsable(second)
  expect(await press(page, /^Sett meg på ventelisten/)).toBe(303)
  await page.waitForURL('**/me/bookings?done=waiting')
  const [wait] = await town.ask<{ id: string }>('select id from rooms.wait order by created_at desc limit 1')
  const mailed = await town.open({ as: 'parent' })
  expect((await mailed.goto(`/me/waits/${wait?.id}`))?.status()).toBe(200)
  await isUsable(mailed)
  await isUsable(page)
})

test.each([
  '/staff/rooms/new?hub=borgen',
  '/staff/bookings/new?hub=borgen',
  '/staff/bookings/block?hub=borgen',
])('%s that is sent empty says what is missing', async (path) => {
  const page = await town.open({ as: 'host-borgen' })
  await page.goto(path)
  await page
    .getByRole('main')
    .locator('form')
    .evaluateAll((forms) => {
      for (const form of forms) (form as HTMLFormElement).noValidate = true
    })
  expect(await press(page, /./)).toBe(422)
  await isUsable(page)
})

test('the simulated lock can be watched', async () => {
  const page = await town.open({ as: 'administrator' })
  expect((await page.goto('/development/locks/borgen-hoveddor'))?.status()).toBe(200)
  await isUsable(page)
})

test.each([
  { reader: 'resident', path: '/rooms/finnes-ikke', status: 404 },
  { reader: 'resident', path: '/me/bookings/00000000-0000-4000-8000-000000000000', status: 404 },
  { reader: 'resident', path: '/en/me/keys/0123456789abcdef', status: 404 },
  { reader: 'resident', path: '/staff/bookings?hub=borgen', status: 403 },
  { reader: 'host-borgen', path: '/staff/rooms/heggedal-scenen', status: 403 },
  { reader: 'host-borgen', path: '/staff/doors/heggedal-hoveddor', status: 403 },
  { reader: undefined, path: '/finnes-ikke', status: 404 },
  { reader: undefined, path: '/en/activities/999999', status: 404 },
  { reader: 'resident', path: '/staff/hubs/borgen', status: 403 },
])('the no at $path can be read', async ({ reader, path, status }) => {
  const page = await town.open({ as: reader })
  expect((await page.goto(path))?.status()).toBe(status)
  await isUsable(page)
})

test.each(['', '/nn', '/en'])('who one is in development can be chosen (%s/me)', async (prefix) => {
  const page = await town.open()
  await page.goto(`${prefix}/me`)
  await page.getByRole('button', { name: /Sigrid Lunde/ }).waitFor()
  await isUsable(page)
})

test('what a closure means can be read before it holds', async () => {
  const page = await town.open({ as: 'host-borgen' })
  await page.goto('/staff/hubs/borgen/closures/new')
  await page.locator('[name=from]').fill(inDays(1))
  await page.locator('[name=to]').fill(inDays(14))
  await page.locator('[name=reason_nb]').fill('Gulvet skal slipes.')
  expect(await press(page, /^Se hva endringen betyr/)).toBe(303)
  await page.waitForURL('**/staff/hubs/borgen/hours/preview?draft=*')
  await isUsable(page)
})

test('the link in the mail opens a page that asks before it confirms', async () => {
  const email = 'ny.nabo@eksempel.no'
  const page = await town.open()
  await page.goto(await signUpAddress())
  await page.getByLabel('Navn', { exact: true }).fill('Ny Nabo')
  await page.getByLabel('E-post', { exact: true }).fill(email)
  expect(await press(page, /^Meld på/)).toBe(303)
  await page.getByText('Sjekk e-posten din').waitFor()
  await page.goto(linkIn(await town.mailTo(email, /^Bekreft/), town.origin))
  await page.getByRole('button', { name: 'Bekreft' }).waitFor()
  await isUsable(page)
})

test.each(['nn', 'en'])('the most used pages are as good in %s', async (lang) => {
  const { activity } = await anOpenDate(town)
  for (const path of ['', '/hubs/borgen', `/activities/${activity}`, await signUpAddress()]) {
    const page = await town.open()
    expect((await page.goto(`/${lang}${path}`))?.status()).toBe(200)
    expect(await page.getAttribute('html', 'lang')).toBe(lang)
    await isUsable(page)
  }
})
