import { randomBytes } from 'node:crypto'
import { expect, it, vi } from 'vitest'

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`

async function withKeys(keys: string) {
  vi.resetModules()
  vi.stubEnv('SECRET_KEYS', keys)
  return import('./secrets.ts')
}

it('opens what it sealed, and nothing that was changed', async () => {
  const { seal, unseal } = await withKeys(key('a'))
  const sealed = seal('hemmelig')
  expect(unseal(sealed)).toBe('hemmelig')
  expect(seal('hemmelig')).not.toBe(sealed)
  expect(() => unseal(`${sealed.slice(0, -2)}xx`)).toThrow()
})

it('after a rotation opens the old, seals with the new, and finds by the same hash', async () => {
  const [first, second] = [key('a'), key('b')]
  const before = await withKeys(first)
  const sealed = before.seal('hemmelig')
  const hash = before.keyedHash('hemmelig')
  const after = await withKeys(`${second},${first}`)
  const resealed = after.reseal(sealed)
  expect(resealed.startsWith('b.')).toBe(true)
  expect(after.unseal(resealed)).toBe('hemmelig')
  expect(after.reseal(resealed)).toBe(resealed)
  expect(after.keyedHash('hemmelig')).toBe(hash)
})

it('refuses keys that are too short', async () => {
  await expect(withKeys('a:c2hvcnQ=')).rejects.toThrow('32 random bytes')
})
