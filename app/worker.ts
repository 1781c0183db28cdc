import { Logger, parseCronItems, type Runner, run } from 'graphile-worker'
import { every, type Listener, log, pool, registerListens, type Timer, tasksOf } from '#kernel'
import { forgetOldAnswers } from './kernel/idempotency.ts'
import { forgetOldLimits } from './kernel/limit.ts'
import { forgetOldMail, mailListens } from './kernel/mail.ts'
import { moduleListens } from './modules.ts'

export const listeners: Listener[] = [...mailListens, ...moduleListens.flatMap((module) => module.listens ?? [])]
export const timers: Timer[] = [
  every('17 2 * * *', 'kernel.clean-up', async () => {
    await forgetOldLimits()
    await forgetOldAnswers()
    await forgetOldMail()
  }),
  ...moduleListens.flatMap((module) => module.timers ?? []),
]

// Web processes announce to the same listeners, also where another process runs them.
registerListens(listeners)

const logger = new Logger(() => (level, message) => {
  if (level === 'error') log.error(message)
  else if (level === 'warning') log.warn(message)
  else log.debug(message)
})

/** Runs announcements and timers until stopped; a job in flight is finished, one that is cut off is run again. */
export async function startWorker(): Promise<Runner> {
  return run({
    pgPool: pool,
    taskList: tasksOf(listeners, timers),
    parsedCronItems: parseCronItems(timers.map((t) => ({ task: t.name, match: t.cron, identifier: t.name }))),
    concurrency: 4,
    noHandleSignals: true,
    logger,
  })
}
