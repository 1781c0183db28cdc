import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { config, type Env } from '#kernel'
import { developmentIssuer } from './issuer.ts'
import { issuerPrefix } from './paths.ts'

type Node = HttpBindings['incoming'] & { originalUrl?: string }

/** Hands a request under /development/issuer to the provider, which speaks Node's own request and response. */
export async function issuerHandler(hono: Context<Env>): Promise<Response> {
  const { incoming, outgoing } = hono.env as HttpBindings
  const request = incoming as Node
  const provider = await developmentIssuer()
  const here = new URL(config.publicUrl)
  // It builds its own addresses from these; however it was reached, it answers as the issuer it is known as.
  request.headers.host = here.host
  request.headers['x-forwarded-host'] = here.host
  request.headers['x-forwarded-proto'] = here.protocol.slice(0, -1)
  request.originalUrl = request.url
  request.url = request.url?.slice(issuerPrefix.length) || '/'
  keepCookiesHere(outgoing)
  await provider.callback()(request, outgoing)
  return alreadySent()
}

/** Browsers drop a cookie for other sites that has no https; this provider and its client are one site anyway. */
function keepCookiesHere(outgoing: HttpBindings['outgoing']) {
  const set = outgoing.setHeader.bind(outgoing) as (name: string, value: unknown) => typeof outgoing
  const lax = (line: string) => line.replace(/samesite=none/i, 'samesite=lax')
  outgoing.setHeader = (name: string, value: unknown) =>
    set(name, name.toLowerCase() === 'set-cookie' ? [value].flat().map((line) => lax(String(line))) : value)
}

/** Tells the server to write nothing. Touching `body` makes it a plain Response: the server's fast path overlooks the mark. */
function alreadySent(): Response {
  const response = new Response(null, { headers: { 'x-hono-already-sent': 'true' } })
  void response.body
  return response
}
