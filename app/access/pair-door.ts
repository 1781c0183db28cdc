import { type Actor, config, found, randomToken, seal, sql, type Tx } from '#kernel'
import { audit, needAdministrator } from '#people'
import type { PublicKeys } from './door-protocol.ts'
import { doorById } from './doors.ts'
import { refusal } from './refusals.ts'
import { publicKeys, signingKey } from './signing-keys.ts'

/** What the computer at a door needs to know to begin. */
export type Pairing = {
  server: string
  doorId: string
  door: number
  agentSecret: string
  publicKeys: PublicKeys
}

/** A new secret for the computer at a door; the one before stops working at once. */
export async function pairDoor(tx: Tx, actor: Actor, doorId: string): Promise<Pairing> {
  needAdministrator(actor)
  const door = found(await doorById(tx, doorId))
  if (door.adapter !== 'door-agent') throw refusal('access.no-agent')
  const agentSecret = randomToken()
  await sql`update access.door set agent_secret = ${seal(agentSecret)} where id = ${doorId}`.execute(tx)
  // A computer that begins anew numbers its log from one.
  await sql`insert into access.door_status (door_id, device_hash) values (${doorId}, '')
    on conflict (door_id) do update set list_counter = 0, revocation_counter = 0, device_seq = 0, device_hash = ''`.execute(
    tx,
  )
  await signingKey(tx)
  await audit(tx, actor, 'access.door-paired', { kind: 'door', id: doorId, hubId: door.hubId })
  return {
    server: config.publicUrl,
    doorId,
    door: door.number,
    agentSecret,
    publicKeys: await publicKeys(tx),
  }
}
