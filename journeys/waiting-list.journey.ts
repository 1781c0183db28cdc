import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../app/testing/served.ts'
import { anOpenDate, linkIn } from '../app/testing/town.ts'

let town: Served
beforeAll(async () => {
  town = await serve()
})
afterAll(() => town.close())

test('who waits gets an offer by mail when a place is free, and takes it', async () => {
  const date = await anOpenDate(town)
  await town.ask('update activities.series set waiting_list = true where id = $1', [date.activity])
  await town.ask('update activities.pool set capacity = 1 where id = $1', [date.pool])
  const address = `/activities/${date.activity}/sign-up?occurrence=${date.occurrence}`

  const first = await town.open({ as: 'resident' })
  await first.goto(address)
  await first.getByRole('button', { name: /^Meld på/ }).click()
  await first.getByText('Du er påmeldt').first().waitFor()

  const second = await town.open({ as: 'association-leader' })
  await second.goto(address)
  await second.getByRole('button', { name: 'Still meg på ventelisten' }).click()
  await second.getByRole('heading', { name: 'Du er nummer 1 på ventelisten' }).waitFor()

  await first.getByText('Meld deg av', { exact: true }).first().click()
  await first.getByRole('button', { name: 'Ja, meld meg av' }).click()
  await first.getByText('Du er meldt av').first().waitFor()

  const mail = await town.mailTo('hilde.moen@eksempel.no', /^Det er blitt plass/)
  // The mail is opened on a phone where nobody is signed in.
  const phone = await town.open({ width: 390 })
  await phone.goto(linkIn(mail, town.origin))
  const [offered] = await town.ask<{ state: string }>(
    `select state from activities.sign_up where pool_id = $1 and rank = 1`,
    [date.pool],
  )
  expect(offered?.state, 'a mail scanner that opens the link takes nothing').toBe('offered')
  await phone.getByRole('button', { name: 'Ja, jeg kommer' }).click()
  await phone.getByText('Du er påmeldt').first().waitFor()

  const [pool] = await town.ask<{ taken: number }>('select taken from activities.pool where id = $1', [
    date.pool,
  ])
  expect(pool?.taken).toBe(1)
})
