import { readFileSync } from 'node:fs'
import type { PublicKeys } from '../door-protocol.ts'

/** What the door's page shows once when its computer is paired: a file that only this program may read. */
export type Pairing = {
  server: string
  doorId: string
  door: number
  agentSecret: string
  publicKeys: PublicKeys
}

/** Throws one plain sentence that says what is wrong with the file. */
export function readPairing(path: string): Pairing {
  let said: Partial<Pairing>
  try {
    said = JSON.parse(readFileSync(path, 'utf8')) as Partial<Pairing>
  } catch (fault) {
    throw new Error(`The pairing in ${path} cannot be read: ${(fault as Error).message}`)
  }
  const { server, doorId, door, agentSecret, publicKeys } = said
  if (!server || !doorId || !agentSecret || typeof door !== 'number' || !publicKeys)
    throw new Error(`${path} is not a pairing: copy it whole from the door’s page.`)
  const { protocol, hostname } = new URL(server)
  // The server's answers open this door: nobody between may write them.
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    throw new Error(`The pairing names ${server}: a door asks over https:// only.`)
  return { server: server.replace(/\/+$/, ''), doorId, door, agentSecret, publicKeys }
}
