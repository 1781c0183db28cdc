import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { chromium } from './chromium.ts'

export async function launch(): Promise<Browser> {
  const { path, env, args } = await chromium()
  return playwright.launch({ executablePath: path, env, args, headless: true })
}

export interface Reader {
  /** Value of a `Cookie:` header, as `signedInAs` and `dev:session` give it. */
  cookie?: string
  width?: number
  height?: number
  dark?: boolean
  javaScript?: boolean
  /** Language of the browser itself, not of the page. */
  locale?: string
}

export async function openAs(browser: Browser, origin: string, reader: Reader = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: reader.width ?? 1280, height: reader.height ?? 900 },
    colorScheme: reader.dark ? 'dark' : 'light',
    javaScriptEnabled: reader.javaScript ?? true,
    locale: reader.locale ?? 'nb-NO',
    timezoneId: 'Pacific/Auckland',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(10_000)
  if (reader.cookie) await context.addCookies(cookiesFrom(reader.cookie, origin))
  return context
}

const cookiesFrom = (header: string, origin: string) =>
  header.split(/;\s*/).map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url: origin, httpOnly: true, secure: name.startsWith('__Host-') }
  })

export interface Flaw {
  rule: string
  help: string
  where: string[]
}

/** Breaches of WCAG 2.2 AA and of the good practice axe knows, as lines one can act on. */
export async function flaws(page: Page): Promise<Flaw[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.map((v) => ({
    rule: v.id,
    help: v.help,
    where: v.nodes.slice(0, 5).map((n) => `${n.target.join(' ')} ${n.html.slice(0, 160)}`),
  }))
}

/** axe needs script itself, so "JavaScript off" here means that none of the page's own scripts arrives. */
export const withoutScripts = (page: Page) => page.route('**/*.js', (route) => route.abort())
