import { type Bare, bare } from './bare.ts'
import { load } from './load.ts'
import { median, rounds } from './measure.ts'
import type { Product } from './product.ts'

const connections = 16
const seconds = 2

/**
 * Requests per second of a page as a share of a bare Hono response with the same bytes and the same encoding, in
 * alternated rounds: what else the machine does meets both alike.
 */
export async function shareOfBare(
  product: Product,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ share: number; cpuMs: number; requests: number }> {
  const answer = await raw(product.origin + path, headers)
  const yardstick: Bare = await bare(answer.body, answer.headers)
  const request = { path, headers }
  try {
    await load({ port: product.port, requests: [request], connections, seconds: 1 })
    await load({ port: yardstick.port, requests: [request], connections, seconds: 1 })
    const shares: number[] = []
    const cpu: number[] = []
    const rates: number[] = []
    for (let round = 0; round < rounds; round++) {
      const before = product.cpu()
      const ours = await load({ port: product.port, requests: [request], connections, seconds })
      const used = product.cpu() - before
      const theirs = await load({ port: yardstick.port, requests: [request], connections, seconds })
      if (ours.failed > 0) throw new Error(`${path}: ${ours.failed} requests failed`)
      shares.push(ours.requests / ours.seconds / (theirs.requests / theirs.seconds))
      cpu.push(used / ours.requests)
      rates.push(ours.requests / ours.seconds)
    }
    return { share: median(shares), cpuMs: median(cpu), requests: median(rates) }
  } finally {
    yardstick.stop()
  }
}

/** The bytes as they cross the wire; fetch would unpack them. */
async function raw(url: string, headers: Record<string, string>) {
  const { get } = await import('node:http')
  return new Promise<{ body: Uint8Array; headers: Record<string, string> }>((resolve, reject) => {
    get(url, { headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () => {
        if (answer.statusCode !== 200) return reject(new Error(`${url} answers ${answer.statusCode}`))
        const kept = Object.entries(answer.headers).filter(([name]) => !perConnection.has(name))
        resolve({
          body: Buffer.concat(parts),
          headers: Object.fromEntries(kept.map(([n, v]) => [n, String(v)])),
        })
      })
    }).once('error', reject)
  })
}

const perConnection = new Set([
  'date',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'x-request-id',
  'set-cookie',
])
