import { instantOf, sql, type Tx, unseal } from '#kernel'
import { type AccessList, type ListedKey, listHours, pinMac, signList } from './door-protocol.ts'
import { publicKeys, signingKey } from './signing-keys.ts'

/** A list is made anew before half its time is over, so that a door that hears from us always has a day and a half in hand. */
const renewHours = listHours / 2

const seconds = (at: Temporal.Instant) => Math.floor(at.epochMilliseconds / 1000)

type Listed = { grantId: string; from: string; to: string; sealed: string | null }
type Current = { counter: number; signed: string }

/** What a door's own computer is to know: a new signed list when anything has changed, else the one that stands. */
export async function issueAccessList(tx: Tx, doorId: string, now: Temporal.Instant): Promise<Current> {
  // Two who issue at once queue here; each list has a counter of its own.
  const { rows: doors } = await sql<{
    number: number
    secret: string | null
    failState: 'locked' | 'unlocked'
    revocations: number
  }>`
    select number, agent_secret as secret, fail_state as "failState", revocation_counter as revocations
    from access.door where id = ${doorId} for no key update`.execute(tx)
  const door = doors[0]
  if (!door?.secret) throw new Error(`Door ${doorId} has no computer of its own`)
  const secret = unseal(door.secret)
  const key = await signingKey(tx)
  const until = now.add({ hours: listHours })
  const { rows: keys } = await sql<Listed>`
    select g.id as "grantId", g.from_at as "from", g.to_at as "to", n.sealed
    from access.key_grant g left join access.grant_pin n on n.grant_id = g.id
    where g.door_id = ${doorId} and g.state in ('wanted', 'provisioning', 'ready', 'active', 'failed')
      and g.to_at > ${now.toString()}::timestamptz and g.from_at < ${until.toString()}::timestamptz
    order by g.id`.execute(tx)
  const { rows: revoked } = await sql<{ grantId: string }>`
    select grant_id as "grantId" from access.revocation
    where door_id = ${doorId} and until > ${now.toString()}::timestamptz order by counter`.execute(tx)
  const content = {
    failState: door.failState,
    keys: keys.map(
      (key): ListedKey => ({
        grantId: key.grantId,
        from: seconds(instantOf(key.from)),
        to: seconds(instantOf(key.to)),
        pin: key.sealed && pinMac(secret, door.number, unseal(key.sealed)),
      }),
    ),
    revocations: { counter: door.revocations, grantIds: revoked.map((one) => one.grantId) },
    publicKeys: await publicKeys(tx),
  }
  const last = await tx
    .selectFrom('access.access_list')
    .select(['counter', 'signed', 'issued_at'])
    .where('door_id', '=', doorId)
    .executeTakeFirst()
  const isYoung =
    last && Temporal.Instant.compare(instantOf(last.issued_at).add({ hours: renewHours }), now) > 0
  if (last && isYoung && says(last.signed, content)) return { counter: last.counter, signed: last.signed }
  const counter = (last?.counter ?? 0) + 1
  const signed = signList(
    {
      v: 1,
      doorId,
      door: door.number,
      counter,
      issuedAt: seconds(now),
      validUntil: seconds(until),
      ...content,
    },
    key,
  )
  await sql`
    insert into access.access_list (door_id, counter, signed, issued_at, valid_until)
    values (${doorId}, ${counter}, ${signed}, ${now.toString()}::timestamptz, ${until.toString()}::timestamptz)
    on conflict (door_id) do update set counter = excluded.counter, signed = excluded.signed, issued_at = excluded.issued_at,
      valid_until = excluded.valid_until`.execute(tx)
  return { counter, signed }
}

function says(
  signed: string,
  content: Omit<AccessList, 'v' | 'doorId' | 'door' | 'counter' | 'issuedAt' | 'validUntil'>,
) {
  const list = JSON.parse(Buffer.from(signed.split('.')[0] as string, 'base64url').toString()) as AccessList
  const { failState, keys, revocations, publicKeys: known } = list
  return JSON.stringify({ failState, keys, revocations, publicKeys: known }) === JSON.stringify(content)
}
