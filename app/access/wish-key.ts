import { randomBytes } from 'node:crypto'
import { announce, instantOf, sql, systemActor, type Tx } from '#kernel'
import type { Door } from './adapters/adapter.ts'
import { adapterOf } from './adapters/registry.ts'
import { doorById } from './doors.ts'
import { keyDue } from './keys/announcements.ts'
import { choosePin } from './keys/pin.ts'
import { takeBack } from './keys/take-back.ts'
import type { Cut } from './keys/window.ts'
import { refuse } from './set-up/refusals.ts'

export type KeyWish = {
  cause: 'booking' | 'activity' | 'shift' | 'role' | 'staffless'
  causeId: string
  causeVersion: number
  doorId: string
  personId: string | null
  bookingId?: string | null
  /** When what it is for begins; the window's own start when nothing is said. */
  startsAt?: Temporal.Instant
  from: Temporal.Instant
  to: Temporal.Instant
  cutBy?: readonly Cut[]
  /** What it is for, in the words of the host who gives it. */
  note?: string
  givenBy?: string | null
  /** A key at another door that was taken back for this one. */
  replaces?: string
}

type Held = {
  id: string
  doorId: string
  personId: string | null
  causeVersion: number
  from: string
  to: string
  slot: number | null
  hasPin: boolean
}

const same = (a: Temporal.Instant, b: string) => a.equals(instantOf(b))
const before = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0

/**
 * Wishes for a key: the worker makes it true. A wish for the same cause and door takes the place of the one before, because a
 * signed token cannot be shortened; an older version of the cause changes nothing. Answers the key's id.
 */
export async function wishKey(tx: Tx, wish: KeyWish, now: Temporal.Instant): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`key:${wish.cause}:${wish.causeId}:${wish.doorId}`}, 0))`.execute(
    tx,
  )
  // Whoever takes the door out of use waits for us, or we hear that it is: no key is left behind at a closed door.
  const { rows: doors } = await sql<{ state: string }>`
    select state from access.door where id = ${wish.doorId} for no key update`.execute(tx)
  refuse(doors[0]?.state === 'closed' ? 'access.door-closed' : undefined)
  const held = await liveKey(tx, wish)
  if (held && isWhatIsWished(held, wish)) {
    await sql`update access.key_grant set cause_version = ${wish.causeVersion}
      where id = ${held.id} and cause_version < ${wish.causeVersion}`.execute(tx)
    return held.id
  }
  if (held && held.causeVersion > wish.causeVersion) return held.id
  const keepsCode = held !== undefined && mayKeepCode(held, wish, now)
  if (held) await takeBack(tx, systemActor, held.id, { reason: 'moved', forgetUnsent: !keepsCode }, now)
  const door = await doorById(tx, wish.doorId)
  if (!door) throw new Error(`No door ${wish.doorId}`)
  const grantId = randomBytes(8).toString('hex')
  await sql`
    insert into access.key_grant (id, door_id, hub_id, cause, cause_id, cause_version, booking_id, person_id, starts_at,
      from_at, to_at, cut_by, replaces_id, note, given_by, state_at)
    values (${grantId}, ${door.id}, ${door.hubId}, ${wish.cause}, ${wish.causeId}, ${wish.causeVersion},
      ${wish.bookingId ?? null}, ${wish.personId}, ${(wish.startsAt ?? wish.from).toString()}::timestamptz,
      ${wish.from.toString()}::timestamptz, ${wish.to.toString()}::timestamptz, ${[...(wish.cutBy ?? [])]}::text[],
      ${held?.id ?? wish.replaces ?? null}, ${wish.note ?? null}, ${wish.givenBy ?? null}, ${now.toString()}::timestamptz)`.execute(
    tx,
  )
  await giveCode(tx, door, { grantId, replaced: keepsCode ? held.id : undefined }, now)
  await announce(tx, keyDue, { grantId }, { key: grantId })
  return grantId
}

async function liveKey(tx: Tx, wish: KeyWish): Promise<Held | undefined> {
  const { rows } = await sql<Held>`
    select g.id, g.door_id as "doorId", g.person_id as "personId", g.cause_version as "causeVersion", g.from_at as "from",
      g.to_at as "to", n.slot, n.grant_id is not null as "hasPin"
    from access.key_grant g left join access.grant_pin n on n.grant_id = g.id
    where g.cause = ${wish.cause} and g.cause_id = ${wish.causeId} and g.door_id = ${wish.doorId}
      and g.state in ('wanted', 'provisioning', 'ready', 'active', 'failed') for update of g`.execute(tx)
  return rows[0]
}

const isWhatIsWished = (held: Held, wish: KeyWish) =>
  held.personId === wish.personId && same(wish.from, held.from) && same(wish.to, held.to)

/**
 * Who extends from inside must not be locked out by a new code. A code that is in the lock stays only if the new window has
 * begun: otherwise it would open between the two.
 */
const mayKeepCode = (held: Held, wish: KeyWish, now: Temporal.Instant): boolean =>
  held.hasPin &&
  held.personId === wish.personId &&
  before(wish.from, instantOf(held.to)) &&
  before(instantOf(held.from), wish.to) &&
  (held.slot === null || !before(now, wish.from))

async function giveCode(
  tx: Tx,
  door: Door,
  { grantId, replaced }: { grantId: string; replaced?: string },
  now: Temporal.Instant,
) {
  const can = await adapterOf(door).capabilities(door)
  if (can.pin !== 'hub') return
  if (!replaced) return choosePin(tx, { grantId, doorId: door.id }, now)
  // A lock that keeps windows itself has to be told the new one.
  await sql`
    update access.grant_pin set grant_id = ${grantId},
      confirmed_at = case when ${can.timeBound === 'native'} then null else confirmed_at end
    where grant_id = ${replaced}`.execute(tx)
}
