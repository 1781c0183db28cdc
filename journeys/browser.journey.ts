import { execFileSync } from 'node:child_process'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { launch } from '../app/testing/browser.ts'
import { chromium } from '../app/testing/chromium.ts'

/** In every Debian, Ubuntu or Fedora, also the smallest. */
const ofTheSystem = /^(linux-vdso|ld-linux|libc|libm|libdl|libpthread|librt|libgcc_s)[-.]/

test.skipIf(process.env.CHROME_PATH)(
  'the browser brings every library that a bare machine lacks',
  async () => {
    const { path, env } = await chromium()
    const needed = execFileSync('ldd', [path], { env, encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line) => line.trim().split(' => '))
    const strangers = needed.filter(([name = '', from = '']) => {
      const file = name.split('/').at(-1) as string
      return !ofTheSystem.test(file) && !from.startsWith(dirname(path))
    })
    expect(strangers).toEqual([])
    expect(needed.length).toBeGreaterThan(5)
  },
)

test('the browser starts and shows a page', async () => {
  const browser = await launch()
  const page = await browser.newPage()
  await page.goto('data:text/html,<h1>Hei</h1>')
  expect(await page.textContent('h1')).toBe('Hei')
  await browser.close()
})
