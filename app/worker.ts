import { Logger, parseCronItems, run } from 'graphile-worker'
import { every, type Listener, log, pool, registerListens, sql, type Timer, tasksOf } from '#kernel'
import { forgetOldAnswers } from './kernel/idempotency.ts'
import { forgetOldLimits } from './kernel/limit.ts'
import { forgetOldMail, mailListens } from './kernel/mail.ts'
import { moduleListens } from './modules.ts'

export const listeners: Listener[] = [
  ...mailListens,
  ...moduleListens.flatMap((module) => module.listens ?? []),
]
export const timers: Timer[] = [
  every('17 2 * * *', 'kernel.clean-up', async () => {
    await forgetOldLimits()
    await forgetOldAnswers()
    await forgetOldMail()
  }),
  // A worker that was killed keeps its jobs locked; ours take seconds, so after a quarter of an hour it is gone.
  every('*/5 * * * *', 'kernel.unlock-jobs', async ({ db }) => {
    await sql`select graphile_worker.force_unlock_workers(array(
      select distinct locked_by from graphile_worker.jobs where locked_at < now() - interval '15 minutes'
    ))`.execute(db)
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
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const runner = await run({
    pgPool: pool,
    taskList: tasksOf(listeners, timers),
    parsedCronItems: parseCronItems(timers.map((t) => ({ task: t.name, match: t.cron, identifier: t.name }))),
    noHandleSignals: true,
    logger,
    // Jobs are fetched and finished several at a time: a rush of sign-ups is a rush of mails.
    preset: { worker: { concurrentJobs: 4, localQueue: { size: 12 }, completeJobBatchDelay: 20 } },
  })
  const services = await Promise.all(
    moduleListens.flatMap((module) => module.services ?? []).map((start) => start()),
  )
  return {
    stop: async () => {
      await Promise.all(services.map((service) => service.stop()))
      await runner.stop()
    },
  }
}
