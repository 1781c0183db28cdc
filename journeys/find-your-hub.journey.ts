import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../app/testing/served.ts'

let town: Served
beforeAll(async () => {
  town = await serve()
})
afterAll(() => town.close())

const firstHub = '#hub-list > li:first-child'

test('whoever lets the browser say where it is gets the nearest hub first, and nobody is told', async () => {
  const page = await town.open()
  await page.context().grantPermissions(['geolocation'])
  await page.context().setGeolocation({ latitude: 59.572, longitude: 10.612 })
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto('/hubs')
  await page.getByRole('button', { name: 'Bruk posisjonen min' }).click()
  await page.getByText('det nærmeste først').waitFor()
  expect(await page.locator(firstHub).textContent()).toMatch(/Tofte innbyggertorg[\s\S]*km i luftlinje/)
  expect(asked.filter((url) => url.includes('59.5') || !url.startsWith(town.origin))).toEqual([])
  await page.context().close()
})

test('without script a place is enough', async () => {
  const page = await town.open({ javaScript: false })
  await page.goto('/hubs')
  await page.getByLabel('Sted, postnummer eller adresse').fill('Billingstad')
  await page.getByRole('button', { name: 'Finn nærmeste' }).click()
  await page.getByRole('heading', { name: 'Nærmest Billingstad' }).waitFor()
  expect(await page.locator(firstHub).textContent()).toContain('Holmen innbyggertorg')
  await page.context().close()
})

test('the map is worked by keyboard: a spot opens, and its link leads to the hub', async () => {
  const page = await town.open()
  await page.goto('/hubs')
  const spot = page.getByRole('button', { name: 'Borgen innbyggertorg' })
  await spot.focus()
  await page.keyboard.press('Enter')
  const link = page.locator('.leaflet-popup').getByRole('link', { name: 'Borgen innbyggertorg' })
  await link.waitFor()
  await link.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/hubs/borgen')
  await page.context().close()
})

test('when no map can be fetched, the outline, the spots and the list are there, and the page says so', async () => {
  const page = await town.open()
  await page.route('**/map/tiles/**', (route) => route.fulfill({ status: 503 }))
  await page.goto('/hubs')
  await page.getByText('Kartet kan ikke hentes nå').waitFor()
  expect(await page.locator('.hub-map-spot').count()).toBe(8)
  expect(await page.locator('.hub-map-outline').count()).toBeGreaterThan(0)
  expect(await page.locator('#hub-list > li').count()).toBe(8)
  await page.context().close()
})
