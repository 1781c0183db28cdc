import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
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
  await provider.callback()(request, outgoing as HttpBindings['outgoing'])
  return RESPONSE_ALREADY_SENT
}
