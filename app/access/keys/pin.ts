import { randomInt } from 'node:crypto'
import { instantOf, keyedHash, seal, sql, type Tx, unseal } from '#kernel'
import type { Window } from '../adapters/adapter.ts'

const length = 6
/** So long does no door get a code again that it had. */
const daysBetween = 30

/** Six digits from 1 to 9: keypads differ in what a zero means, and one vendor takes nothing that begins with 12. */
function randomPin(): string {
  const pin = Array.from({ length }, () => randomInt(1, 10)).join('')
  return pin.startsWith('12') ? randomPin() : pin
}

/** For finding out that a code is taken, without being able to list codes. */
export const pinHash = (doorId: string, pin: string) => keyedHash(`pin:${doorId}:${pin}`)

/** Gives a key its code: none that another live key of the door has, none that the door had in the last 30 days. */
export async function choosePin(
  tx: Tx,
  key: { grantId: string; doorId: string },
  now: Temporal.Instant,
  draw = randomPin,
): Promise<void> {
  for (let draws = 0; draws < 100; draws++) {
    const pin = draw()
    const hash = pinHash(key.doorId, pin)
    const { rows } = await sql`
      with fresh as (
        insert into access.used_pin (door_id, pin_hash, last_used_at)
        values (${key.doorId}, ${hash}, ${now.toString()}::timestamptz)
        on conflict (door_id, pin_hash) do update set last_used_at = excluded.last_used_at
          where used_pin.last_used_at < ${now.subtract({ hours: 24 * daysBetween }).toString()}::timestamptz
        returning 1
      )
      insert into access.grant_pin (grant_id, door_id, sealed, pin_hash)
      select ${key.grantId}, ${key.doorId}, ${seal(pin)}, ${hash} from fresh
      on conflict on constraint "access.pin-taken" do nothing returning 1`.execute(tx)
    if (rows.length > 0) return
  }
  throw new Error(`Door ${key.doorId}: no free code in 100 draws`)
}

/** The lock has let go of it: the code is deleted, and its hash remembers when. */
export async function forgetPin(tx: Tx, grantId: string, now: Temporal.Instant): Promise<void> {
  await sql`
    with gone as (delete from access.grant_pin where grant_id = ${grantId} returning door_id, pin_hash)
    update access.used_pin u set last_used_at = ${now.toString()}::timestamptz from gone
    where u.door_id = gone.door_id and u.pin_hash = gone.pin_hash`.execute(tx)
}

export type PinInLock = { slot: number | null; pin: string; window: Window }

/** What the lock is to be told of a key's code. */
export async function pinInLock(tx: Tx, grantId: string): Promise<PinInLock | undefined> {
  const { rows } = await sql<{ slot: number | null; sealed: string; from: string; to: string }>`
    select n.slot, n.sealed, g.from_at as "from", g.to_at as "to"
    from access.grant_pin n join access.key_grant g on g.id = n.grant_id where n.grant_id = ${grantId}`.execute(
    tx,
  )
  const row = rows[0]
  return (
    row && {
      slot: row.slot,
      pin: unseal(row.sealed),
      window: { from: instantOf(row.from), to: instantOf(row.to) },
    }
  )
}
