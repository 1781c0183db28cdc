import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flaws } from '../app/testing/browser.ts'
import { type Served, serve } from '../app/testing/served.ts'

let town: Served
beforeAll(async () => {
  town = await serve()
})
afterAll(() => town.close())

const room = 'borgen-moterom'

/** A booking of the resident that has just begun, and its key once the lock holds it. */
async function aKey(): Promise<string> {
  const [booking] = await town.ask<{ id: string }>(
    `insert into rooms.booking (kind, state, room_id, hub_id, starts_at, ends_at, first_starts_at, person_id, hours_state)
     select 'booking', 'booked', $1, 'borgen', now() - interval '5 minutes', now() + interval '1 hour', now(), p.id, 'evening'
     from people.person p where p.name = 'Sigrid Lunde' returning id`,
    [room],
  )
  await town.ask(
    `select graphile_worker.add_job('access.keys-follow-booking', json_build_object('bookingId', $1::text))`,
    [booking?.id],
  )
  for (let look = 0; look < 100; look++) {
    const [key] = await town.ask<{ id: string }>(
      `select id from access.key_grant where booking_id = $1 and state = 'active'`,
      [booking?.id],
    )
    if (key) return key.id
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The key never came into the lock.')
}

const keptPages = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys()
    const kept = names.includes('key-pages') ? await (await caches.open('key-pages')).keys() : []
    return kept.map((request) => new URL(request.url).pathname).filter((path) => path.includes('/me/keys/'))
  })

async function untilKept(page: Page, paths: string[]) {
  for (let look = 0; look < 50; look++) {
    if ((await keptPages(page)).join() === paths.join()) return
    await page.waitForTimeout(100)
  }
  expect(await keptPages(page)).toEqual(paths)
}

const isReachable = async (page: Page, path: string) =>
  page.goto(path).then(
    () => true,
    () => false,
  )

// What an alarm's hours would cut away is not what is tried here.
const noAlarm = () => town.ask(`update access.door set alarm_from = null, alarm_to = null`)

test('a key that was opened once opens without network, and no other page does', async () => {
  await noAlarm()
  const id = await aKey()
  const path = `/me/keys/${id}`
  const phone = await town.open({ as: 'resident', width: 390 })
  await phone.goto('/me/keys')
  await phone.getByRole('main').locator(`a[href="${path}"]`).click()
  const pin = (await phone.locator('.key-pin').textContent()) as string
  expect(pin.replace(/\s/g, '')).toMatch(/^[1-9]{6}$/)
  expect(await flaws(phone)).toEqual([])
  await untilKept(phone, [path])
  expect(await phone.getByText('Du ser en lagret kopi').isVisible()).toBe(false)

  await phone.context().setOffline(true)
  await phone.goto(path)
  expect(await phone.locator('.key-pin').textContent()).toBe(pin)
  await phone.getByText('Du ser en lagret kopi').waitFor()
  expect(await phone.locator('.key-qr svg').count()).toBe(1)
  const size = await phone
    .locator('.key-pin')
    .evaluate((code) => Number.parseFloat(getComputedStyle(code).fontSize))
  expect(size, 'it is drawn as it was').toBeGreaterThan(30)
  expect(await isReachable(phone, '/me')).toBe(false)

  // A host takes it back while the phone is away: the copy lives until the phone hears of it.
  const host = await town.open({ as: 'host-borgen' })
  await host.goto('/staff/doors/borgen-hoveddor')
  expect(await flaws(host)).toEqual([])
  await host.getByRole('link', { name: /^Trekk tilbake nøkkelen til Sigrid Lunde/ }).click()
  await host.getByLabel('Hvorfor').fill('Vannlekkasje')
  await host.getByRole('button', { name: 'Trekk tilbake' }).click()
  await host.getByText('Nøkkelen er trukket tilbake.').waitFor()
  expect(await isReachable(phone, path)).toBe(true)
  await phone.context().setOffline(false)
  await phone.goto('/me/keys')
  await untilKept(phone, [])
  await phone.context().setOffline(true)
  expect(await isReachable(phone, path)).toBe(false)
})

test('signing out leaves no copy on the phone', async () => {
  await noAlarm()
  const path = `/en/me/keys/${await aKey()}`
  const phone = await town.open({ as: 'resident', width: 390 })
  await phone.goto(path)
  await untilKept(phone, [path])
  await phone.goto('/sign-out')
  await phone.getByRole('main').getByRole('button').click()
  await phone.waitForURL(/signed-out|end-session|issuer|session\/end/)
  await phone.goto('/')
  expect(await phone.evaluate(() => caches.keys())).toEqual([])
  await phone.context().setOffline(true)
  expect(await isReachable(phone, path)).toBe(false)
})

test('when the window is over the copy is too, also without network', async () => {
  await noAlarm()
  const id = await aKey()
  const path = `/me/keys/${id}`
  await town.ask(`update access.key_grant set to_at = now() + interval '8 seconds' where id = $1`, [id])
  const phone = await town.open({ as: 'resident', width: 390 })
  await phone.goto(path)
  await untilKept(phone, [path])
  await phone.context().setOffline(true)
  await phone.waitForTimeout(8500)
  expect(await isReachable(phone, path)).toBe(false)
})
