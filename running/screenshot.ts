// Takes a picture of a page:
//   node running/screenshot.ts <url> <out.png> [width] [--dark] [--no-js] [--full] [--as persona] [--cookie value]
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { flaws, launch, openAs } from '../app/testing/browser.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dark: { type: 'boolean' },
    'no-js': { type: 'boolean' },
    full: { type: 'boolean' },
    axe: { type: 'boolean' },
    as: { type: 'string' },
    cookie: { type: 'string' },
    width: { type: 'string' },
    scale: { type: 'string' },
  },
})
const [address, out] = positionals
if (!address || !out) {
  console.error(
    'node running/screenshot.ts <url> <out.png> [width] [--dark] [--no-js] [--full] [--axe] [--as persona]',
  )
  process.exit(1)
}

const cookie = values.as ? sessionOf(values.as) : values.cookie?.replace(/^Cookie:\s*/i, '')
const browser = await launch()
const { origin } = new URL(address)
const context = await openAs(browser, origin, {
  cookie,
  width: Number(values.width ?? positionals[2] ?? 1280),
  dark: values.dark ?? false,
  javaScript: !values['no-js'],
})
const page = await context.newPage()
page.on('console', (m) => m.type() === 'error' && console.error('console:', m.text()))
page.on('pageerror', (e) => console.error('script:', e.message))
// Not networkidle: live updates keep a connection open.
const answer = await page.goto(address, { waitUntil: 'load' })
if (!values['no-js']) await page.evaluate(() => document.fonts.ready.then(() => undefined))
await page.waitForTimeout(300)
await page.screenshot({ path: out, fullPage: values.full ?? false })
console.log(`${answer?.status()} ${page.url()} → ${out}`)
const wide = await page
  .evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  .catch(() => 0)
if (wide > 0) console.log(`scrolls sideways by ${wide} px`)
if (values.axe)
  for (const flaw of await flaws(page))
    console.log(`axe ${flaw.rule}: ${flaw.help}\n   ${flaw.where.join('\n   ')}`)
await browser.close()

function sessionOf(persona: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['running/dev-session.ts', '--as', persona],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`No session for ${persona}: ${stderr}`)
  return stdout.trim().replace(/^Cookie:\s*/i, '')
}
