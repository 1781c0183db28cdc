import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'

const [older, newer] = [Buffer.alloc(32, 3), Buffer.alloc(32, 4)]

/** As the ring sealed while `older` was its newest. */
function sealedBefore(text: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(hkdfSync('sha256', older, '', 'seal', 32)), iv)
  const body = Buffer.concat([cipher.update(text), cipher.final()])
  return ['older', ...[iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url'))].join('.')
}

test('after the keys are rotated every door’s secret is sealed with the newest, and says what it said', async () => {
  vi.stubEnv('SECRET_KEYS', `newer:${newer.toString('base64')},older:${older.toString('base64')}`)
  const { db, inTransaction, isSealedWithNewest, sql, unseal } = await import('#kernel')
  const { aRoomWithDoor } = await import('./door-for-test.ts')
  const { resealAccess } = await import('./reseal.ts')
  const { doorId } = await aRoomWithDoor()
  await sql`update access.door set agent_secret = ${sealedBefore('of the door')},
    settings = ${JSON.stringify({ device: '1', key: sealedBefore('of the vendor') })} where id = ${doorId}`.execute(
    db,
  )

  expect(await inTransaction(resealAccess)).toBe(2)
  const { rows } = await sql<{ secret: string; key: string }>`
    select agent_secret as secret, settings->>'key' as key from access.door where id = ${doorId}`.execute(db)
  const sealed = [rows[0]?.secret ?? '', rows[0]?.key ?? '']
  expect(sealed.every(isSealedWithNewest)).toBe(true)
  expect(sealed.map(unseal)).toEqual(['of the door', 'of the vendor'])
  expect(await inTransaction(resealAccess)).toBe(0)
})
