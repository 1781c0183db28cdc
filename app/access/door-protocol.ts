/**
 * What the server and the computer at a door say to each other. Pure and without imports from the server: the door agent runs
 * this same file on a small machine. Instants are whole seconds since 1970 on the wire.
 */
import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'

/** A clock this far off is still believed. */
export const skewSeconds = 60
/** A door works this long without hearing from the server. */
export const listHours = 72

// Keys

export type SigningKey = { id: number; key: KeyObject }
/** Public keys by id: 32 raw bytes in base64url. */
export type PublicKeys = Record<string, string>

export function newKeyPair(): { publicKey: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ format: 'jwk' }).x as string,
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
  }
}
export const privateKeyOf = (text: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'pkcs8' })

const known = new Map<string, KeyObject>()
export function publicKeyOf(raw: string): KeyObject {
  let key = known.get(raw)
  if (!key) {
    key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw }, format: 'jwk' })
    known.set(raw, key)
  }
  return key
}

// Tokens: 1 byte version and key id, 8 grant, 4 door, 4 from, 4 to, 64 signature = 85 bytes, 114 characters.

const tokenVersion = 1
const bodyLength = 21
const tokenLength = bodyLength + 64

export type TokenFacts = { grantId: string; door: number; from: number; to: number }
export type TokenRefusal =
  | 'not-a-token'
  | 'bad-signature'
  | 'wrong-door'
  | 'too-early'
  | 'expired'
  | 'revoked'
  | 'clock-unset'

export function encodeToken(facts: TokenFacts, by: SigningKey): string {
  const body = Buffer.alloc(bodyLength)
  body.writeUInt8((tokenVersion << 4) | by.id, 0)
  body.write(facts.grantId, 1, 8, 'hex')
  body.writeUInt32BE(facts.door, 9)
  body.writeUInt32BE(facts.from, 13)
  body.writeUInt32BE(facts.to, 17)
  return Buffer.concat([body, sign(null, body, by.key)]).toString('base64url')
}

/** What a token says, signature unchecked. */
function readToken(token: string): (TokenFacts & { keyId: number; bytes: Buffer }) | undefined {
  if (!/^[\w-]{114}$/.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== tokenLength) return undefined
  const first = bytes.readUInt8(0)
  if (first >> 4 !== tokenVersion) return undefined
  return {
    keyId: first & 15,
    grantId: bytes.toString('hex', 1, 9),
    door: bytes.readUInt32BE(9),
    from: bytes.readUInt32BE(13),
    to: bytes.readUInt32BE(17),
    bytes,
  }
}

export type AtDoor = {
  door: number
  keys: PublicKeys
  revoked: ReadonlySet<string>
  /** Seconds; null while the clock is unset. */
  now: number | null
}

/** Decides without network. */
export function verifyToken(
  token: string,
  at: AtDoor,
): { opens: true; grantId: string } | { opens: false; why: TokenRefusal; grantId?: string } {
  const read = readToken(token)
  if (!read) return { opens: false, why: 'not-a-token' }
  const publicKey = at.keys[read.keyId]
  const { bytes, grantId } = read
  if (
    !publicKey ||
    !verify(null, bytes.subarray(0, bodyLength), publicKeyOf(publicKey), bytes.subarray(bodyLength))
  )
    return { opens: false, why: 'bad-signature' }
  const no = (why: TokenRefusal) => ({ opens: false as const, why, grantId })
  if (at.now === null) return no('clock-unset')
  if (read.door !== at.door) return no('wrong-door')
  if (at.revoked.has(grantId)) return no('revoked')
  if (at.now < read.from - skewSeconds) return no('too-early')
  if (at.now >= read.to + skewSeconds) return no('expired')
  return { opens: true, grantId }
}

// PINs: the access list holds HMACs under a key that only the server and this door's agent have.

const pinKey = (agentSecret: string) => createHmac('sha256', agentSecret).update('pin').digest()

export const pinMac = (agentSecret: string, door: number, pin: string): string =>
  createHmac('sha256', pinKey(agentSecret)).update(`${door}:${pin}`).digest('base64url')

// The access list: `payload.keyId.signature`, payload and signature base64url, payload JSON.

export type ListedKey = { grantId: string; from: number; to: number; pin: string | null }
export type AccessList = {
  v: 1
  doorId: string
  door: number
  /** Rises with every list; an agent refuses a lower one. */
  counter: number
  issuedAt: number
  /** issuedAt + 72 hours: after this the agent opens for nobody. */
  validUntil: number
  failState: 'locked' | 'unlocked'
  keys: ListedKey[]
  revocations: RevocationList
  /** Keys that may sign the next list and tokens: how a new one becomes known. */
  publicKeys: PublicKeys
}
/** Counter of the last key taken back, and those whose window is not over yet. */
type RevocationList = { counter: number; grantIds: string[] }

export function signList(list: AccessList, by: SigningKey): string {
  const payload = Buffer.from(JSON.stringify(list)).toString('base64url')
  return `${payload}.${by.id}.${sign(null, Buffer.from(payload), by.key).toString('base64url')}`
}

export type ListRefusal = 'not-a-list' | 'bad-signature' | 'wrong-door' | 'older' | 'expired' | 'clock-unset'

/** `after`: the counters of the list in hand. A list with a lower counter of either kind is refused, whoever signed it. */
export function openList(
  signed: string,
  at: {
    doorId: string
    keys: PublicKeys
    now: number | null
    after: { counter: number; revocations: number }
  },
): { list: AccessList } | { why: ListRefusal } {
  const [payload, keyId, signature, more] = signed.split('.')
  if (!payload || !keyId || !signature || more !== undefined) return { why: 'not-a-list' }
  const publicKey = at.keys[keyId]
  if (
    !publicKey ||
    !verify(null, Buffer.from(payload), publicKeyOf(publicKey), Buffer.from(signature, 'base64url'))
  )
    return { why: 'bad-signature' }
  const list = JSON.parse(Buffer.from(payload, 'base64url').toString()) as AccessList
  if (list.v !== 1) return { why: 'not-a-list' }
  if (list.doorId !== at.doorId) return { why: 'wrong-door' }
  if (list.counter < at.after.counter || list.revocations.counter < at.after.revocations)
    return { why: 'older' }
  if (at.now === null) return { why: 'clock-unset' }
  if (at.now >= list.validUntil) return { why: 'expired' }
  return { list }
}

/** Whose key a typed PIN is, by the list in hand. */
export function keyOfPin(
  pin: string,
  list: AccessList,
  agentSecret: string,
  now: number | null,
): { opens: true; grantId: string } | { opens: false; why: 'unknown-pin' | TokenRefusal; grantId?: string } {
  if (now === null) return { opens: false, why: 'clock-unset' }
  const mac = Buffer.from(pinMac(agentSecret, list.door, pin))
  const found = list.keys.find((key) => {
    const listed = Buffer.from(key.pin ?? '')
    return listed.length === mac.length && timingSafeEqual(listed, mac)
  })
  if (!found) return { opens: false, why: 'unknown-pin' }
  const no = (why: TokenRefusal) => ({ opens: false as const, why, grantId: found.grantId })
  if (list.revocations.grantIds.includes(found.grantId)) return no('revoked')
  if (now < found.from - skewSeconds) return no('too-early')
  if (now >= found.to + skewSeconds) return no('expired')
  return { opens: true, grantId: found.grantId }
}

// The agent's log: numbered from 1 for as long as the agent lives, chained, sent until the server says how far it has it.

export type DeviceEntry = {
  /** Never reused: a gap shows. */
  seq: number
  /** The door's clock; null while unset. */
  at: number | null
  what: 'opened' | 'refused' | 'locked' | 'jammed' | 'online' | 'offline' | 'battery-low'
  how: 'keypad' | 'token' | 'remote' | 'inside' | 'key' | 'unknown'
  grantId?: string
  /** Why not, in code. Never a PIN and never a token. */
  detail?: string
  /** Of the entry before; '' for the first. */
  previous: string
  hash: string
}

export function deviceEntry(entry: Omit<DeviceEntry, 'hash'>): DeviceEntry {
  return { ...entry, hash: hashOfEntry(entry) }
}
const hashOfEntry = (entry: Omit<DeviceEntry, 'hash'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        entry.seq,
        entry.at,
        entry.what,
        entry.how,
        entry.grantId ?? null,
        entry.detail ?? null,
        entry.previous,
      ]),
    )
    .digest('base64url')

/**
 * Entries in order. `gapAfter`: the last number before one is missing; `brokenAt`: an entry that is not what it was, or does not
 * follow on the one before. `after`: the last one in hand; its hash null where nobody knows it.
 */
export function checkEntries(
  entries: readonly DeviceEntry[],
  after: { seq: number; hash: string | null },
): { gapAfter?: number; brokenAt?: number } {
  let { seq, hash } = after
  const found: { gapAfter?: number; brokenAt?: number } = {}
  for (const entry of entries) {
    if (entry.seq !== seq + 1) {
      found.gapAfter ??= seq
      hash = null
    }
    if (entry.hash !== hashOfEntry(entry) || (hash !== null && entry.previous !== hash))
      found.brokenAt ??= entry.seq
    seq = entry.seq
    hash = entry.hash
  }
  return found
}

// Requests of the agent: each signed with the door's secret over its time and body, so nobody else can ask or replay.

export const requestSignature = (agentSecret: string, at: number, path: string, body: string): string =>
  createHmac('sha256', createHmac('sha256', agentSecret).update('request').digest())
    .update(`${at}\n${path}\n${body}`)
    .digest('base64url')

/** POST /api/doors/{doorId}/sync */
export type SyncRequest = {
  /** Counters of the list in hand; 0 when none. */
  list: number
  revocations: number
  clockUnset: boolean
  status: { battery: number | null; jammed: boolean; locked: boolean | null }
  /** At most 500, oldest first. */
  entries: DeviceEntry[]
  /** Commands carried out or refused since last time. */
  done: { id: string; result: 'opened' | 'expired' | 'failed' }[]
}
export type SyncAnswer = {
  now: number
  /** Entries up to here may be forgotten. */
  entriesUpTo: number
  /** The hash of the last of them: what a new computer's first line follows on. Absent where nobody knows it. */
  entriesHash?: string
  /** Absent when the agent has the newest and it is not yet halfway to its end. */
  list?: string
  commands: { id: string; what: 'unlock'; grantId: string | null; expiresAt: number }[]
}
