import { pino } from 'pino'
import { config } from './config.ts'

/** JSON lines on stdout. Never log names, addresses, national ids, tokens or whole requests. */
export const log = pino({
  level: config.logLevel,
  base: undefined,
  redact: ['headers.cookie', 'headers.authorization', 'cookie', 'token', 'email', 'phone', 'pid'],
  timestamp: pino.stdTimeFunctions.isoTime,
})
