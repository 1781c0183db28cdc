import qrcode from 'qrcode'
import { type Actor, type Db, found, inTransaction, sql } from '#kernel'
import { audit, auditView } from '#people'
import type { Capabilities } from '../adapters/adapter.ts'
import { adapterOf } from '../adapters/registry.ts'
import { encodeToken } from '../door-protocol.ts'
import { type DoorView, doorById } from '../doors.ts'
import { maySeeKey, whyNotOpen } from '../open-door.ts'
import { signingKey } from '../signing-keys.ts'
import { type GrantView, grantById, pinOf } from './grants.ts'
import { isLive } from './key-rules.ts'

export type KeyPage = {
  grant: GrantView
  door: DoorView
  can: Capabilities
  /** Whoever looks holds the key, or prints it for somebody without account. */
  isHolder: boolean
  isValid: boolean
  pin: string | undefined
  token: string | undefined
  picture: string | undefined
  mayOpen: boolean
}

const seconds = (at: Temporal.Instant) => Math.floor(at.epochMilliseconds / 1000)

export const tokenOf = async (db: Db, grant: GrantView, door: DoorView): Promise<string> =>
  encodeToken(
    { grantId: grant.id, door: door.number, from: seconds(grant.from), to: seconds(grant.to) },
    await signingKey(db),
  )

/** Everything a key's page shows. Codes only to the holder; staff see that there is a key, and that is written down. */
export async function keyPage(
  db: Db,
  actor: Actor,
  grantId: string,
  now: Temporal.Instant,
): Promise<KeyPage> {
  const grant = found(await grantById(db, grantId))
  if (!maySeeKey(actor, grant)) found(undefined)
  const door = found(await doorById(db, grant.doorId))
  const can = await adapterOf(door).capabilities(door)
  const isHolder = grant.personId === null || grant.personId === actor.personId
  const about = { kind: 'access.key', id: grantId, hubId: grant.hubId, personId: grant.personId }
  if (!isHolder) await auditView(db, actor, 'access.key-seen', about)
  // A code for somebody without account is seen by whoever prints it: no person it is about, but somebody who saw.
  else if (grant.personId === null) await inTransaction((tx) => audit(tx, actor, 'access.key-seen', about))
  const isValid = isLive(grant.state) && Temporal.Instant.compare(grant.to, now) > 0
  const shows = isHolder && isValid
  const token = shows && can.token ? await tokenOf(db, grant, door) : undefined
  return {
    grant,
    door,
    can,
    isHolder,
    isValid,
    pin: shows ? await pinOf(db, grantId) : undefined,
    token,
    picture: token && (await qrcode.toString(token, { type: 'svg', margin: 2, errorCorrectionLevel: 'L' })),
    mayOpen: shows && grant.personId === actor.personId && can.remoteUnlock && !whyNotOpen(grant, now),
  }
}

/** Where one reads about what a key is for. */
export async function causeLink(db: Db, grant: GrantView): Promise<string | undefined> {
  if (grant.cause !== 'booking' || !grant.bookingId) return undefined
  const { rows } =
    await sql`select from rooms.booking where id = ${grant.bookingId} and anonymised_at is null`.execute(db)
  return rows.length > 0 ? `/me/bookings/${grant.bookingId}` : undefined
}
