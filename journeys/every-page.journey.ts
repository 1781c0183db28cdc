import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { flaws, withoutScripts } from '../app/testing/browser.ts'
import { crawl, type FoundPage } from '../app/testing/crawl.ts'
import { parse } from '../app/testing/html.ts'
import { serve } from '../app/testing/served.ts'

// Crawled before the tests are named, so that every page is a test of its own.
const town = await serve()
afterAll(() => town.close())

const readers = ['stranger', 'resident', 'parent', 'host-borgen', 'caseworker', 'administrator'] as const
const cookies = Object.fromEntries(
  await Promise.all(
    readers.map(async (reader) => [
      reader,
      reader === 'stranger' ? '' : await town.cookieOf(reader, { steppedUp: true }),
    ]),
  ),
)
const pagesOf = async (reader: string, from: string[], each = 1) =>
  (await crawl(town.origin, { cookie: cookies[reader], from, each })).map((page) => ({ reader, ...page }))

const isStaff = (path: string) => path.startsWith('/staff')
const isOwn = (path: string) => path.startsWith('/me')
const forStrangers = await pagesOf('stranger', ['/'])
const forResident = await pagesOf('resident', ['/me', '/'])
const forParent = (await pagesOf('parent', ['/me'])).filter(({ path }) => isOwn(path))
const forHost = await pagesOf('host-borgen', ['/staff', '/'])
const forCaseworker = (await pagesOf('caseworker', ['/staff'])).filter(({ path }) => isStaff(path))
const forAdministrator = (await pagesOf('administrator', ['/staff', '/'])).filter(({ path }) => isStaff(path))
const all = [...forStrangers, ...forResident, ...forParent, ...forHost, ...forCaseworker, ...forAdministrator]

test('the crawl found the pages', () => {
  const kinds = new Set(all.map(({ kind }) => kind))
  for (const kind of [
    '/',
    '/hubs',
    '/hubs/:hub',
    '/hubs/:hub/calendar',
    '/activities',
    '/activities/:id',
    '/search',
    '/me',
    '/staff',
    '/privacy',
    '/accessibility',
    '/feedback',
    '/rooms',
    '/rooms/:room',
    '/me/bookings',
    '/me/bookings/:id',
    '/me/associations',
    '/me/keys',
    '/me/keys/:id',
    '/me/staffless',
    '/staff/associations',
    '/staff/associations/:id',
    '/staff/bookings?…',
    '/staff/bookings/:id',
    '/staff/bookings/new?…',
    '/staff/bookings/block?…',
    '/staff/hubs/:hub/room-calendar',
    '/staff/hubs/:hub/staffless',
    '/staff/rooms?…',
    '/staff/rooms/new?…',
    '/staff/rooms/terms?…',
    '/staff/rooms/figures?…',
    '/staff/rooms/:room',
    '/staff/rooms/:room/rules',
    '/staff/rooms/:room/parts',
    '/staff/rooms/:room/pictures',
    '/staff/doors',
    '/staff/doors/:door',
    '/staff/doors/:door/log',
    '/staff/doors/:door/keys/:id',
  ])
    expect(kinds).toContain(kind)
  expect(kinds.size).toBeGreaterThan(80)
})

test('no link leads to nowhere, to a fault or to a no', () => {
  expect(
    all
      .filter(({ status }) => status !== 200)
      .map(({ reader, path, status }) => `${reader}: ${path} → ${status}`),
  ).toEqual([])
})

test.each(all)('$reader reads $path as plain HTML without anything inline', ({ html }) => {
  expect(html.match(/<script(?![^>]*\bsrc=)(?![^>]*type="application\/ld\+json")[^>]*>/g)).toBeNull()
  expect(html.match(/<[^>]+\s(?:style|on[a-z]+)=[^>]*>/g)).toBeNull()
  const { text, title, headings } = parse(html)
  expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\[object |\bnull\b|Invalid/)
  expect(title).toMatch(/\S/)
  expect(headings.length).toBeGreaterThan(0)
})

describe('in the browser', () => {
  const windows = new Map<string, Page>()
  const complaints: string[] = []
  async function windowOf(reader: string) {
    const known = windows.get(reader)
    if (known) return known
    const page = await town.open({ cookie: cookies[reader] })
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (fault) => complaints.push(fault.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(town.origin) && !/^(data|blob|about):/.test(request.url()))
        complaints.push(`asks ${request.url()}`)
    })
    windows.set(reader, page)
    return page
  }

  const known = new Set(all.map(({ reader, kind }) => `${reader} ${kind}`))
  // A page that is also there without its query has been looked at; one that is only reached with it has not.
  const worthASecondLook = ({ reader, kind, path }: FoundPage & { reader: string }) =>
    !kind.endsWith('?…') || path.startsWith('/search') || !known.has(`${reader} ${kind.slice(0, -2)}`)

  test.each(all.filter(worthASecondLook))(
    '$reader can use $path, however they read',
    async ({ reader, path }) => {
      const page = await windowOf(reader)
      complaints.length = 0
      await page.setViewportSize({ width: 1280, height: 900 })
      const answer = await page.goto(path, { waitUntil: 'load' })
      expect(answer?.headers()).toMatchObject({
        'content-security-policy': expect.stringMatching(/script-src 'self'(;|$)/),
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': expect.stringMatching(/same-origin/),
      })
      expect(await flaws(page)).toEqual([])
      await page.setViewportSize({ width: 320, height: 700 })
      await expect
        .poll(() => sideways(page), { message: 'scrolls sideways at 320 px', timeout: 2000 })
        .toEqual([])
      expect(complaints).toEqual([])
    },
  )

  test.each(forStrangers.filter(({ kind }) => !kind.includes('?')))(
    '$path can be read in the dark',
    async ({ path }) => {
      const page = await windowOf('stranger')
      await page.setViewportSize({ width: 390, height: 844 })
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.goto(path, { waitUntil: 'load' })
      const found = await flaws(page)
      await page.emulateMedia({ colorScheme: 'light' })
      expect(found).toEqual([])
    },
  )

  test.each(forStrangers.filter(({ kind }) => !kind.includes('?')))(
    '$path is whole without its scripts',
    async ({ path }) => {
      const page = await town.open({ width: 320 })
      await withoutScripts(page)
      await page.goto(path, { waitUntil: 'load' })
      expect(await flaws(page)).toEqual([])
      expect(await sideways(page)).toEqual([])
      await page.context().close()
    },
  )
})

/** The elements that make the page wider than its window. */
const sideways = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    )
    return wide.slice(-5).map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
  })

describe.each(['nn', 'en'])('in %s', (lang) => {
  test.each(forStrangers.filter(({ kind }) => !kind.includes('?')))(
    '$path keeps the language',
    async ({ path }) => {
      const answer = await fetch(`${town.origin}/${lang}${path === '/' ? '' : path}`, {
        headers: { accept: 'text/html' },
      })
      expect(answer.status).toBe(200)
      const page = parse(await answer.text())
      expect(page.lang).toBe(lang)
      expect(answer.headers.get('content-language')).toBe(lang)
      const others = page.links.filter(
        (href) =>
          /^\/(?!\/)/.test(href) &&
          !href.startsWith(`/${lang}`) &&
          !/\.(ics|atom|xml|txt|json)|^\/(api|assets|looks|development|nn|en)|language=/.test(href),
      )
      expect(others.filter((href) => href !== path)).toEqual([])
    },
  )
})
