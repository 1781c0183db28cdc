import { db, log, now } from '#kernel'
import { adapters } from './adapters/registry.ts'
import { openDoors } from './doors.ts'
import { heardEvent } from './heard.ts'

type Hearing = { stop(): Promise<void> }

/** Listens to every kind of lock that tells things by itself, until stopped. One that cannot be reached stops nobody else. */
export async function hearLocks(): Promise<Hearing> {
  const hearing: Hearing[] = []
  for (const adapter of Object.values(adapters)) {
    if (!adapter.listen || (await openDoors(db, adapter.name)).length === 0) continue
    try {
      hearing.push(
        await adapter.listen(
          () => openDoors(db, adapter.name),
          (event) => heardEvent(db, event, now()),
        ),
      )
    } catch (fault) {
      log.error({ adapter: adapter.name, err: fault }, 'cannot listen to these locks')
    }
  }
  return {
    stop: async () => {
      for (const one of hearing) await one.stop()
    },
  }
}
