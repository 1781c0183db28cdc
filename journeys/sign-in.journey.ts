import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../app/testing/served.ts'
import { pathOf } from '../app/testing/town.ts'

let town: Served
beforeAll(async () => {
  town = await serve()
})
afterAll(() => town.close())

test.each([true, false])(
  'a resident signs in, comes back to where they were, and signs out (JavaScript: %s)',
  async (javaScript) => {
    const page = await town.open({ javaScript })
    await page.goto('/me/profile')
    await page.getByRole('button', { name: /Sigrid Lunde/ }).click()
    await page.waitForURL('**/me/profile')
    expect(await page.getByLabel('Navnet ditt').inputValue()).toBe('Sigrid Lunde')

    const [session] = await page
      .context()
      .cookies(town.origin)
      .then((all) => all.filter(({ name }) => name.endsWith('session')))
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
    const [stored] = await town.ask<{ found: number }>(
      'select count(*)::int as found from people.session where token_hash = $1',
      [session?.value],
    )
    expect(stored?.found, 'only the hash of the token is stored').toBe(0)

    await page.goto('/sign-out')
    await page
      .getByRole('button', { name: /Logg ut/ })
      .first()
      .click()
    // With script the two forms send themselves: ours to the provider, and the provider's own.
    if (!javaScript) {
      await page.getByRole('button', { name: 'Fullfør utloggingen' }).click()
      await page.getByRole('button', { name: 'Logg ut' }).click()
    }
    await page.waitForURL('**/signed-out*')
    const answer = await page.goto('/me/profile')
    expect(pathOf(page)).not.toBe('/me/profile')
    expect(answer?.status()).toBe(200)
    await page.context().close()
  },
)

test('a forged or repeated answer from the identity provider gets a calm no', async () => {
  for (const query of [
    'code=x&state=y',
    'error=access_denied&state=y',
    'state=',
    'code=%00&state=%F0%9F%92%A5',
  ]) {
    const answer = await fetch(`${town.origin}/sign-in/callback?${query}`, { redirect: 'manual' })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('Logg inn')
  }
})
