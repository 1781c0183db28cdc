import { afterEach, expect, test } from 'vitest'
import { db, now, sql } from '#kernel'
import type { LockAdapter, LockEvent } from './adapters/adapter.ts'
import { adapters } from './adapters/registry.ts'
import { simulator } from './adapters/simulator.ts'
import { aRoomWithDoor } from './door-for-test.ts'
import { hearLocks } from './hear-locks.ts'

let ears: ((event: LockEvent) => Promise<void>)[] = []
const telling: LockAdapter = {
  ...simulator,
  name: 'telling',
  async listen(_doors, heard) {
    ears.push(heard)
    return {
      async stop() {
        ears = ears.filter((ear) => ear !== heard)
      },
    }
  },
}
adapters.telling = telling
afterEach(() => {
  delete adapters.telling
})

const until = async (holds: () => boolean) => {
  for (let waited = 0; !holds() && waited < 5_000; waited += 20) await new Promise((go) => setTimeout(go, 20))
  expect(holds()).toBe(true)
}

test('two workers: one listens, the other takes its place, and a door that is new is heard', async () => {
  const first = await hearLocks({ everyMs: 50 })
  const second = await hearLocks({ everyMs: 50 })
  expect(ears).toHaveLength(0)
  const { doorId } = await aRoomWithDoor()
  await sql`update access.door set adapter = 'telling' where id = ${doorId}`.execute(db)
  await until(() => ears.length === 1)
  await new Promise((done) => setTimeout(done, 200))
  expect(ears).toHaveLength(1)

  // A line that cannot be written does not end the worker.
  await ears[0]?.({ doorId: 'nowhere', at: now(), what: 'opened', how: 'keypad', slot: 1 })
  await ears[0]?.({ doorId, at: now(), what: 'opened', how: 'inside' })
  const { rows } =
    await sql`select from access.log_entry where door_id = ${doorId} and what = 'opened'`.execute(db)
  expect(rows).toHaveLength(1)

  await first.stop()
  await until(() => ears.length === 1)
  await second.stop()
  expect(ears).toHaveLength(0)
})
