import { requestSignature, type SyncAnswer, type SyncRequest } from '../door-protocol.ts'
import type { Pairing } from './pairing.ts'

export type Ask = (said: SyncRequest, at: number) => Promise<SyncAnswer>

/** One question to the server, signed with the door's own secret. Throws when it is away, late or refuses. */
export function serverOf(pairing: Pairing, fetchIt: typeof fetch = fetch): Ask {
  const path = `/api/doors/${pairing.doorId}/sync`
  return async (said, at) => {
    const body = JSON.stringify(said)
    const answer = await fetchIt(`${pairing.server}${path}`, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
      headers: {
        'content-type': 'application/json',
        'x-door-time': String(at),
        'x-door-signature': requestSignature(pairing.agentSecret, at, path, body),
      },
    })
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
    return (await answer.json()) as SyncAnswer
  }
}
