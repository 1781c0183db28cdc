import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serve } from '../app/testing/served.ts'
import { anOpenDate, linkIn, pathOf, tabTo } from '../app/testing/town.ts'

let town: Served
beforeAll(async () => {
  town = await serve()
})
afterAll(() => town.close())

/** From the front page to the confirmed place, as somebody who has never been here. */
async function signUpAsStranger(javaScript: boolean, nth: number) {
  const date = await anOpenDate(town, nth)
  const email = `innbygger${nth}@eksempel.no`
  const page = await town.open({ javaScript })

  await page.goto('/')
  await page.getByRole('searchbox').first().fill(date.title)
  await page.getByRole('searchbox').first().press('Enter')
  await page.getByRole('main').getByRole('link', { name: date.title }).first().click()
  expect(pathOf(page)).toMatch(/^\/activities\/\d+/)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(date.title)

  await page.goto(`/activities/${date.activity}/sign-up?occurrence=${date.occurrence}`)
  await page.getByLabel('Navn', { exact: true }).fill('Ny Nabo')
  await page.getByLabel('E-post', { exact: true }).fill(email)
  await page.getByRole('button', { name: /^Meld på/ }).click()
  await page.getByText('Sjekk e-posten din').waitFor()

  await page.goto(linkIn(await town.mailTo(email, /^Bekreft/), town.origin))
  const [before] = await town.ask<{ state: string }>(
    'select state from activities.sign_up where email = $1',
    [email],
  )
  expect(before?.state, 'opening the link alone changes nothing').toBe('unconfirmed')
  await page.getByRole('button', { name: 'Bekreft' }).click()
  await page.getByText('Du er påmeldt').first().waitFor()

  const mail = await town.mailTo(email, /^Du er påmeldt/)
  expect(mail).toContain('Ny Nabo')
  const [sent] = await town.ask<{ calendar: { method: string; content: string } }>(
    `select calendar from kernel.mail where recipient = $1 and calendar is not null order by id desc limit 1`,
    [email],
  )
  expect(sent?.calendar.method).toBe('REQUEST')
  expect(sent?.calendar.content).toMatch(/BEGIN:VEVENT[\s\S]+DTSTART[\s\S]+END:VEVENT/)
  await page.context().close()
}

test('a stranger finds an activity, signs up by e-mail and has it in the calendar', () =>
  signUpAsStranger(true, 0))
test('the same without JavaScript', () => signUpAsStranger(false, 1))

test('a resident who is signed in signs up in one step and finds it on their own page', async () => {
  const date = await anOpenDate(town, 2)
  const page = await town.open({ as: 'resident' })
  await page.goto(`/activities/${date.activity}/sign-up?occurrence=${date.occurrence}`)
  await page.getByRole('button', { name: /^Meld på/ }).click()
  await page.getByText('Du er påmeldt').first().waitFor()
  await page.goto('/me')
  await page.getByRole('main').getByText(date.title).first().waitFor()
})

test('a parent signs up two children', async () => {
  const date = await anOpenDate(town, 3)
  await town.ask('update activities.series set max_party = 3 where id = $1', [date.activity])
  const page = await town.open({ as: 'parent' })
  await page.goto(`/activities/${date.activity}/sign-up?occurrence=${date.occurrence}`)
  await page.getByLabel('Ella').check()
  await page.getByLabel('Oskar').check()
  await page.getByRole('button', { name: /^Meld på/ }).click()
  await page.getByText('Du er påmeldt').first().waitFor()
  const [signUp] = await town.ask<{ party_size: number }>(
    `select party_size from activities.sign_up where pool_id = $1 and state = 'attending'`,
    [date.pool],
  )
  expect(signUp?.party_size).toBe(3)
})

describe('what was typed', () => {
  test('is kept when something is wrong, and the summary leads to the field', async () => {
    const date = await anOpenDate(town, 4)
    for (const javaScript of [true, false]) {
      const page = await town.open({ javaScript })
      await page.goto(`/activities/${date.activity}/sign-up?occurrence=${date.occurrence}`)
      await page.getByLabel('Navn', { exact: true }).fill('Ny Nabo')
      await page.getByLabel('E-post', { exact: true }).fill('ikke-en-adresse')
      await page
        .getByLabel('E-post', { exact: true })
        .evaluate((field) => field.closest('form')?.setAttribute('novalidate', ''))
        .catch(() => {})
      await page.getByRole('button', { name: /^Meld på/ }).click()
      const summary = page.getByRole('link', { name: /e-post/i }).first()
      await summary.waitFor()
      expect(await page.getByLabel('Navn', { exact: true }).inputValue()).toBe('Ny Nabo')
      expect(await page.getByLabel('E-post', { exact: true }).inputValue()).toBe('ikke-en-adresse')
      await page.context().close()
    }
  })
})

test('everything can be done with the keyboard alone', async () => {
  const date = await anOpenDate(town, 5)
  const page = await town.open()
  await page.goto(`/activities/${date.activity}/sign-up?occurrence=${date.occurrence}`)
  await page.keyboard.press('Tab')
  expect(
    await page.evaluate(() => document.activeElement?.getAttribute('href')),
    'the first stop skips to the content',
  ).toMatch(/^#/)
  await page.keyboard.press('Enter')
  await tabTo(page, /^input Navn/)
  await page.keyboard.type('Tast Atur')
  await tabTo(page, /^input E-post/)
  await page.keyboard.type('tastatur@eksempel.no')
  await tabTo(page, /^button Meld på/)
  await page.keyboard.press('Enter')
  await page.getByText('Sjekk e-posten din').waitFor()

  await page.goto(linkIn(await town.mailTo('tastatur@eksempel.no', /^Bekreft/), town.origin))
  await tabTo(page, /^button Bekreft/)
  await page.keyboard.press('Enter')
  await page.getByText('Du er påmeldt').first().waitFor()
})
