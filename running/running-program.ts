import { CannotStart } from './cannot-start.ts'
import { explainedPort } from './port.ts'

/** What `start` of app/main.ts answers. */
export type Running = {
  url: string
  personas: { key: string; name: string; about: string }[]
  stop(): Promise<void>
}

/** The program's own reasons not to start, as lines for the one who started it. */
export function explainedStart(fault: unknown, port: number | string): unknown {
  if (!(fault instanceof Error)) return fault
  if (fault.name === 'ConfigError')
    return new CannotStart(`Innbyggertorg is not configured to start:\n${fault.message.replace(/^/gm, '  ')}`)
  if (fault.name === 'NewerDatabase' || fault.name === 'ChangedMigration')
    return new CannotStart(fault.message)
  return explainedPort(fault, port)
}
