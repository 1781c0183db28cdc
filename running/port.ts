import { createServer } from 'node:net'
import { CannotStart, codeOf } from './cannot-start.ts'

/** Asked before the database is opened and changed; the server itself has the last word. */
export async function refuseTakenPort(): Promise<void> {
  const port = Number(process.env.PORT || 3000)
  if (process.env.ROLE === 'worker' || port === 0 || !Number.isInteger(port)) return
  const probe = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject).listen(port, process.env.HOST || '127.0.0.1', resolve)
    })
  } catch (fault) {
    throw explainedPort(fault, port)
  }
  await new Promise((resolve) => probe.close(resolve))
}

export function explainedPort(fault: unknown, port: number | string): unknown {
  if (codeOf(fault) === 'EADDRINUSE')
    return new CannotStart(
      `Port ${port} is taken by another program. Stop that one, or choose another with PORT.`,
    )
  if (codeOf(fault) === 'EACCES')
    return new CannotStart(
      `Port ${port} is not open to this user. Choose one above 1023 with PORT, or allow it.`,
    )
  return fault
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1')
  return address.port
}
