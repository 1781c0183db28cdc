import type { PoolClient } from 'pg'
import { db, log, now, pool } from '#kernel'
import type { LockEvent } from './adapters/adapter.ts'
import { adapters } from './adapters/registry.ts'
import { openDoors } from './doors.ts'
import { heardEvent } from './heard.ts'

type Hearing = { stop(): Promise<void> }

/** How soon a new kind of lock is listened to, or the place of a process that ended is taken. */
const roundMs = 30_000
/** Any number that nobody else uses. */
const turn = 7_310_033

/**
 * Listens to every kind of lock that tells things by itself, until stopped. Only one process does at a time: what a lock tells has no
 * number, so two who listened would write it twice.
 */
export async function hearLocks({ everyMs = roundMs } = {}): Promise<Hearing> {
  const hearing = new Map<string, Hearing>()
  let ours: PoolClient | undefined
  let working = Promise.resolve()

  async function giveUp() {
    for (const one of hearing.values()) await one.stop()
    hearing.clear()
    // Closed, not handed back: the turn ends with its connection.
    ours?.release(true)
    ours = undefined
  }

  async function round() {
    for (const adapter of Object.values(adapters)) {
      if (!adapter.listen || hearing.has(adapter.name)) continue
      if ((await openDoors(db, adapter.name)).length === 0) continue
      ours ??= await takeTurn(() => void giveUp())
      if (!ours) return
      try {
        hearing.set(adapter.name, await adapter.listen(() => openDoors(db, adapter.name), write))
      } catch (err) {
        // One kind that cannot be listened to stops no other.
        log.error({ adapter: adapter.name, err }, 'cannot listen to these locks')
      }
    }
  }
  const tryRound = () => round().catch((err) => log.error({ err }, 'cannot listen to locks'))

  await tryRound()
  const again = setInterval(() => {
    working = working.then(tryRound)
  }, everyMs)
  return {
    async stop() {
      clearInterval(again)
      await working
      await giveUp()
    },
  }
}

/** A line that cannot be written is told; the lock goes on telling. */
const write = (event: LockEvent) =>
  heardEvent(db, event, now()).catch((err) => log.error({ err, door: event.doorId }, 'a lock was not heard'))

async function takeTurn(lost: () => void): Promise<PoolClient | undefined> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [turn])
    if (!rows[0]?.got) {
      client.release()
      return undefined
    }
  } catch (fault) {
    client.release(true)
    throw fault
  }
  client.on('error', lost)
  return client
}
