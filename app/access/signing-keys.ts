import { type Db, seal, sql, type Tx, unseal } from '#kernel'
import { newKeyPair, type PublicKeys, privateKeyOf, type SigningKey } from './door-protocol.ts'

const unsealed = new Map<string, SigningKey>()

/** The key that signs tokens, access lists and checkpoints of the log. The first one is made when first asked for. */
export async function signingKey(on: Db | Tx): Promise<SigningKey> {
  const found = await newest(on)
  if (found) return found
  const pair = newKeyPair()
  await sql`
    insert into access.signing_key (id, public_key, sealed_private_key)
    select 0, ${pair.publicKey}, ${seal(pair.privateKey)}
    where not exists (select from access.signing_key) on conflict do nothing`.execute(on)
  return (await newest(on)) as SigningKey
}

async function newest(on: Db | Tx): Promise<SigningKey | undefined> {
  const row = await on
    .selectFrom('access.signing_key')
    .select(['id', 'sealed_private_key', 'public_key'])
    .where('retired_at', 'is', null)
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  let key = unsealed.get(row.public_key)
  if (!key) {
    key = { id: row.id, key: privateKeyOf(unseal(row.sealed_private_key)) }
    unsealed.set(row.public_key, key)
  }
  return key
}

/** Also retired ones: what they signed while they were in use still verifies. */
export async function publicKeys(on: Db | Tx): Promise<PublicKeys> {
  const rows = await on.selectFrom('access.signing_key').select(['id', 'public_key']).execute()
  return Object.fromEntries(rows.map((row) => [row.id, row.public_key]))
}
