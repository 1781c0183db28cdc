import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, config } from './config.ts'

type Key = { id: string; sealing: Buffer; hashing: Buffer }

/**
 * The key ring, newest first: SECRET_KEYS is `id:base64,id:base64` with 32 random bytes each. The newest seals; all
 * of them open, until `npm run keys:rotate` has sealed everything anew. Keyed hashes use the ring's last key, so
 * that look-ups survive a rotation.
 */
const ring: readonly Key[] = readRing()
const newest = ring[0] as Key
const oldest = ring.at(-1) as Key

function readRing(): Key[] {
  const text = config.secretKeys ?? developmentKey()
  return text.split(',').map((entry) => {
    const [id, material] = entry.trim().split(':')
    const bytes = Buffer.from(material ?? '', 'base64')
    if (!id || !/^[\w-]{1,16}$/.test(id) || bytes.length !== 32)
      throw new ConfigError(['SECRET_KEYS must be id:key pairs, each key 32 random bytes in base64'])
    const derive = (use: string) => Buffer.from(hkdfSync('sha256', bytes, '', use, 32))
    return { id, sealing: derive('seal'), hashing: derive('hash') }
  })
}

/** Kept in the data folder, so that a restart of the demonstration can still read what it sealed. */
function developmentKey(): string {
  const path = join(config.dataDir, 'development-key')
  if (!existsSync(path)) {
    mkdirSync(config.dataDir, { recursive: true })
    writeFileSync(path, `dev:${randomBytes(32).toString('base64')}`, { mode: 0o600 })
  }
  return readFileSync(path, 'utf8')
}

/** AES-256-GCM. Form: `keyId.iv.tag.ciphertext`, base64url. */
export function seal(text: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', newest.sealing, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [newest.id, ...[iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url'))].join('.')
}

/** Throws when the text was changed or its key is no longer in the ring. */
export function unseal(sealed: string): string {
  const [id, ...parts] = sealed.split('.')
  const key = ring.find((candidate) => candidate.id === id)
  if (!key) throw new Error(`No key ${id} in the ring`)
  const [iv, tag, body] = parts.map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer, Buffer]
  const decipher = createDecipheriv('aes-256-gcm', key.sealing, iv)
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
}

export const isSealedWithNewest = (sealed: string) => sealed.startsWith(`${newest.id}.`)
export const reseal = (sealed: string) => (isSealedWithNewest(sealed) ? sealed : seal(unseal(sealed)))

/** For looking up what is stored sealed, without being able to list it. */
export const keyedHash = (text: string) =>
  createHmac('sha256', oldest.hashing).update(text).digest('base64url')

/** 256 bits, for sessions and links. Only the hash is stored. */
export const randomToken = () => randomBytes(32).toString('base64url')
export const hashToken = (token: string) => createHash('sha256').update(token).digest('base64url')
