import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { config } from '#kernel'

type Keys = { issuer: JWK; client: JWK; cookie: string; salt: string }
let ready: Promise<Keys> | undefined

/** Kept in the data folder: a restart of the demonstration still knows the tokens it signed. */
function keys(): Promise<Keys> {
  ready ??= readOrMake(join(config.dataDir, 'development-issuer.json'))
  return ready
}

async function readOrMake(path: string): Promise<Keys> {
  if (!existsSync(path)) {
    const made: Keys = {
      issuer: await makeKey('development-issuer'),
      client: await makeKey('innbyggertorg'),
      cookie: crypto.randomUUID(),
      salt: crypto.randomUUID(),
    }
    mkdirSync(config.dataDir, { recursive: true })
    // Two processes may start at once; the first to write wins and both read.
    try {
      writeFileSync(path, JSON.stringify(made), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error
    }
  }
  return JSON.parse(readFileSync(path, 'utf8')) as Keys
}

async function makeKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }
}

export const clientKey = async () => (await keys()).client
export const issuerKey = async () => (await keys()).issuer
export const issuerSecrets = async () => {
  const { cookie, salt } = await keys()
  return { cookie, salt }
}
/** What the issuer may know of the client's key. */
export const publicClientKey = async (): Promise<JWK> => {
  const { kty, n, e, kid, alg, use } = await clientKey()
  return { kty, n, e, kid, alg, use }
}
