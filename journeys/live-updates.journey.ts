import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../app/testing/served.ts'
import { anOpenDate } from '../app/testing/town.ts'

let town: Served
beforeAll(async () => {
  town = await serve()
})
afterAll(() => town.close())

test('a page that stands open tells of a place taken by somebody else, without being loaded again', async () => {
  const date = await anOpenDate(town)
  await town.ask('update activities.pool set capacity = 7 where id = $1', [date.pool])
  const watching = await town.open()
  const listening = watching.waitForResponse((answer) => answer.url().includes('/live?'))
  await watching.goto(`/activities/${date.activity}?date=${date.occurrence}`)
  const box = watching.locator('live-part#join')
  await box.getByText('7 ledige plasser').waitFor()
  await listening
  await watching.evaluate(() => document.body.setAttribute('data-untouched', ''))

  const joining = await town.open({ as: 'resident' })
  await joining.goto(`/activities/${date.activity}/sign-up?occurrence=${date.occurrence}`)
  await joining.getByRole('button', { name: /^Meld på/ }).click()
  await joining.getByText('Du er påmeldt').first().waitFor()

  await box.getByText('6 ledige plasser').waitFor()
  expect(await watching.locator('body[data-untouched]').count()).toBe(1)
})
