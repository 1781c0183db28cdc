import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { config } from '#kernel'
import { asShown, parse } from '#testing'

/** The whole server on a port of its own, which is also where its development issuer lives. */
export async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const { answer } = await import('../../server.tsx')
  const server = await new Promise<ServerType>((resolve) => {
    const started: ServerType = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(started),
    )
  })
  config.port = (server.address() as AddressInfo).port
  config.publicUrl = `http://localhost:${config.port}`
  return { url: config.publicUrl, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}

export type Answer = { status: number; url: string; body: string; headers: Headers }

/** What a browser does with addresses, cookies, redirects and forms, and nothing else. */
export class TestBrowser {
  private jar = new Map<string, { name: string; value: string; path: string }>()
  /** Every address a redirect or a form led to. */
  readonly visited: string[] = []

  cookie(name: string): string | undefined {
    return [...this.jar.values()].find((cookie) => cookie.name === name)?.value
  }
  setCookie(name: string, value: string) {
    this.jar.set(`${name} /`, { name, value, path: '/' })
  }

  /** Follows redirects until `stopAt` would be asked for; that address is then in the answer, unasked. */
  async go(url: string, options: { form?: Record<string, string>; stopAt?: string } = {}): Promise<Answer> {
    let next = new URL(url, config.publicUrl).href
    let form = options.form
    for (let hops = 0; hops < 15; hops++) {
      this.visited.push(next)
      if (options.stopAt && new URL(next).pathname.startsWith(options.stopAt))
        return { status: 0, url: next, body: '', headers: new Headers() }
      const response = await fetch(next, {
        method: form ? 'POST' : 'GET',
        body: form && new URLSearchParams(form),
        redirect: 'manual',
        headers: {
          cookie: this.cookiesFor(next),
          accept: 'text/html',
          ...(form && { 'sec-fetch-site': 'same-origin' }),
        },
      })
      this.remember(response)
      const to = response.headers.get('location')
      if (!to)
        return { status: response.status, url: next, body: await response.text(), headers: response.headers }
      await response.body?.cancel()
      next = new URL(to, next).href
      form = undefined
    }
    throw new Error(`Redirects without end: ${this.visited.slice(-5).join(' → ')}`)
  }

  /** Presses a button of the only form on the page, or the form whose action holds `action`. */
  press(
    page: Answer,
    fields: Record<string, string> = {},
    options: { action?: string; stopAt?: string } = {},
  ) {
    const form = parse(page.body).forms.find((one) => !options.action || one.action?.includes(options.action))
    if (!form) throw new Error(`No form on ${page.url}`)
    return this.go(new URL(form.action || page.url, page.url).href, {
      form: { ...(asShown(form) as Record<string, string>), ...fields },
      stopAt: options.stopAt,
    })
  }

  /** The whole way in as a persona; ends on the page after signing in. */
  async signIn(persona: string, path = '/sign-in?then=/me/sessions', stopAt?: string): Promise<Answer> {
    const choice = await this.go(path)
    if (!choice.url.includes('/development/sign-in/')) return choice
    return this.press(choice, { persona }, { stopAt })
  }

  private cookiesFor(url: string): string {
    const { pathname } = new URL(url)
    return [...this.jar.values()]
      .filter(({ path }) => pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
  }

  private remember(response: Response) {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/;\s*/)
      const [name = '', ...value] = pair.split('=')
      const attribute = (key: string) =>
        attributes.find((one) => one.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1)
      const path = attribute('path') ?? '/'
      const gone =
        attribute('max-age') === '0' || new Date(attribute('expires') ?? '2999-01-01').getFullYear() < 2000
      if (gone) this.jar.delete(`${name} ${path}`)
      else this.jar.set(`${name} ${path}`, { name, value: value.join('='), path })
    }
  }
}
