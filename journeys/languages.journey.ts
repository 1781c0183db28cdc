import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from '../app/testing/served.ts'
import { pathOf } from '../app/testing/town.ts'

let town: Served
beforeAll(async () => {
  town = await serve()
})
afterAll(() => town.close())

const words = { nb: /Hva skjer/, nn: /Kva skjer/, en: /What(’|')s on/ }

test.each(['nb', 'nn', 'en'] as const)('the front page and its ways on are in %s', async (lang) => {
  const page = await town.open()
  await page.goto(lang === 'nb' ? '/' : `/${lang}`)
  expect(await page.locator('html').getAttribute('lang')).toBe(lang)
  await page.getByRole('link', { name: words[lang] }).first().click()
  expect(pathOf(page)).toBe(`${lang === 'nb' ? '' : `/${lang}`}/activities`)
  expect(await page.locator('html').getAttribute('lang')).toBe(lang)
})

test('the choice of language is remembered', async () => {
  const page = await town.open()
  await page.goto('/hubs')
  await page.getByRole('link', { name: 'English' }).first().click()
  expect(pathOf(page)).toBe('/en/hubs')
  await page.goto('/activities')
  expect(pathOf(page)).toBe('/en/activities')
})

test('a text that is written only in Norwegian says so to those who listen to the page', async () => {
  const page = await town.open()
  const [only] = await town.ask<{ id: number; title: string }>(
    `update activities.series set title = title - 'en' - 'nn'
     where id = (select id from activities.series where state = 'published' order by id limit 1)
     returning id, title ->> 'nb' as title`,
  )
  if (!only) throw new Error('The demonstration has no activity.')
  await page.goto(`/en/activities/${only.id}`)
  const title = page.getByRole('heading', { level: 1 })
  expect(await title.textContent()).toContain(only.title)
  expect(
    await title.evaluate((heading) =>
      (heading.querySelector('[lang]') ?? heading.closest('[lang]'))?.getAttribute('lang'),
    ),
  ).toBe('nb')
})
