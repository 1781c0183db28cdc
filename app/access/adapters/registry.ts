import type { Door, LockAdapter } from './adapter.ts'
import { doorAgent } from './door-agent.ts'
import { mqttHa } from './mqtt-ha.ts'
import { mqttZ2m } from './mqtt-z2m.ts'
import { simulator } from './simulator.ts'
import { nuki } from './vendors/nuki.ts'
import { seam } from './vendors/seam.ts'

/** Kinds of locks by the name that a door's row has. */
export const adapters: Record<string, LockAdapter> = {
  simulator,
  'door-agent': doorAgent,
  'mqtt-z2m': mqttZ2m,
  'mqtt-ha': mqttHa,
  nuki,
  seam,
}

/** A door whose kind nobody here knows is a fault of whoever wrote the row. */
export function adapterOf(door: Door): LockAdapter {
  const adapter = adapters[door.adapter]
  if (!adapter) throw new Error(`Door ${door.id}: no adapter is called ${door.adapter}`)
  return adapter
}
