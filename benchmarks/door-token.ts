import { encodeToken, newKeyPair, privateKeyOf, verifyToken } from '../app/access/door-protocol.ts'
import { type Measure, median, rounds } from './measure.ts'

const checks = 2_000

/** What the computer at a door does with a picture that is held up: everything but the camera, and nothing but this processor. */
export async function doorToken(): Promise<Measure[]> {
  const pair = newKeyPair()
  const by = { id: 15, key: privateKeyOf(pair.privateKey) }
  const now = 1_795_000_000
  const tokens = Array.from({ length: checks }, (_, number) =>
    encodeToken(
      { grantId: number.toString(16).padStart(16, 'f'), door: 4_294_967_295, from: now - 900, to: now + 900 },
      by,
    ),
  )
  // A door with many keys taken back.
  const revoked = new Set(Array.from({ length: 1_000 }, (_, number) => number.toString(16).padStart(16, 'e')))
  const at = { door: 4_294_967_295, keys: { 15: pair.publicKey }, revoked, now }
  const medians: number[] = []
  for (let round = 0; round < rounds; round++) {
    const each = tokens.map((token) => {
      const began = performance.now()
      const { opens } = verifyToken(token, at)
      if (!opens) throw new Error('a token that holds was refused')
      return performance.now() - began
    })
    medians.push(median(each))
  }
  return [
    { name: 'door: token checked offline, ms', value: median(medians), limit: 1, better: 'less', digits: 3 },
    {
      name: 'door: token, characters',
      value: Math.max(...tokens.map((token) => token.length)),
      limit: 120,
      better: 'less',
      digits: 0,
    },
  ]
}
