import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../app/testing/served.ts'

let town: Served
beforeAll(async () => {
  town = await serve()
})
afterAll(() => town.close())

const inDays = (days: number) => Temporal.Now.plainDateISO('Europe/Oslo').add({ days }).toString()

test('a host publishes a series, cancels one date, and whoever signed up is told', async () => {
  const host = await town.open({ as: 'host-borgen' })
  await host.goto('/staff/activities')
  await host.getByRole('link', { name: 'Ny aktivitet' }).first().click()
  await host.getByLabel('Navn', { exact: true }).fill('Sjakk i kafeen')
  await host.getByLabel('Type', { exact: true }).selectOption({ label: 'Møteplass' })
  await host.getByLabel('Fast aktivitet').check()
  await host.getByLabel('Første dato').fill(inDays(7))
  await host.getByLabel('Fra klokken').fill('18:00')
  await host.getByLabel('Til klokken').fill('20:00')
  await host.getByLabel('Gjentas', { exact: true }).selectOption({ label: 'Hver uke' })
  await host.getByText('Gjentakelse: slutt, ferier og enkeltdatoer').click()
  await host.getByLabel('Et antall ganger').check()
  await host.getByLabel(/^Antall ganger/).fill('4')
  await host.getByRole('main').getByText('Påmelding', { exact: true }).first().click()
  await host.getByLabel('Man melder seg på').check()
  await host.getByLabel(/^Antall plasser/).fill('10')
  await host.getByRole('button', { name: 'Se datoene' }).click()
  await host.getByText('4 datoer').waitFor()
  await host.getByRole('button', { name: 'Publiser' }).first().click()
  await host.getByText('Publisert. Nå kan alle se aktiviteten.').waitFor()

  const dates = await town.ask<{ series: number; id: number; at: string }>(
    `select s.id as series, o.id, to_char(o.starts_at at time zone 'Europe/Oslo', 'HH24:MI') as at
     from activities.series s join activities.occurrence o on o.series_id = s.id
     where s.title ->> 'nb' = 'Sjakk i kafeen' order by o.starts_at`,
  )
  expect(dates.map(({ at }) => at)).toEqual(['18:00', '18:00', '18:00', '18:00'])
  const { series, id } = dates[1] as (typeof dates)[number]

  const resident = await town.open({ as: 'resident' })
  await resident.goto(`/activities/${series}/sign-up?occurrence=${id}`)
  await resident.getByRole('button', { name: /^Meld på/ }).click()
  await resident.getByText('Du er påmeldt').first().waitFor()

  await host.goto(`/staff/activities/${series}`)
  await host
    .getByRole('link', { name: /Endre denne datoen/ })
    .nth(1)
    .click()
  await host.getByRole('link', { name: 'Avlys denne datoen' }).click()
  await host.getByLabel('Beskjed til dem som skulle komme').fill('Kafeen er leid ut den kvelden.')
  await host.getByRole('button', { name: 'Avlys' }).click()
  await host.getByText('Datoen er avlyst').waitFor()

  const mail = await town.mailTo('sigrid.lunde@eksempel.no', /^Avlyst: Sjakk i kafeen/)
  expect(mail).toContain('Kafeen er leid ut den kvelden.')
  const [sent] = await town.ask<{ calendar: { method: string; content: string } }>(
    `select calendar from kernel.mail where recipient = 'sigrid.lunde@eksempel.no' and subject like 'Avlyst%' order by id desc limit 1`,
  )
  expect(sent?.calendar.method).toBe('CANCEL')

  await resident.goto(`/activities/${series}`)
  await resident.getByText('Avlyst').first().waitFor()
})

test('on a phone the choices for a hub are a short list, and its page begins on the first screen', async () => {
  const host = await town.open({ as: 'host-borgen', width: 360, height: 640 })
  await host.goto('/staff/hubs/borgen/pictures')
  const menu = await host.getByRole('navigation', { name: /Borgen/ }).boundingBox()
  expect(menu?.height).toBeLessThan(190)
  const links = host.getByRole('navigation', { name: /Borgen/ }).getByRole('link')
  for (const link of await links.all()) expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(24)
})
