import { Logger, runOnce } from 'graphile-worker'
import { db, now, pool, tasksOf } from '#kernel'

const quiet = new Logger(() => () => undefined)

/** Verbs announce only to those who listen; the worker's file makes everybody listen. */
export const everybodyListens = () => import('../worker.ts')

/** Does what was announced and is due, and what that announces in turn. A job that fails fails the test. */
export async function runJobs() {
  const { listeners, timers } = await everybodyListens()
  await runOnce({ pgPool: pool, taskList: tasksOf(listeners, timers), logger: quiet })
  const { rows } = await pool.query(
    `select task_identifier, last_error from graphile_worker.jobs where last_error is not null`,
  )
  if (rows[0]) throw new Error(`${rows[0].task_identifier} failed: ${rows[0].last_error}`)
}

/** Runs one timer as if its moment had come. */
export async function runTimer(name: string, at: Temporal.Instant = now()) {
  const { timers } = await everybodyListens()
  const timer = timers.find((one) => one.name === name)
  if (!timer)
    throw new Error(`No timer is called ${name}; there are: ${timers.map((one) => one.name).join(', ')}`)
  await timer.run({ db, now: at })
}

/** Mail written so far, oldest first; `to` one address or to everybody. */
export async function mailTo(to?: string) {
  let mails = db.selectFrom('kernel.mail').selectAll().orderBy('id')
  if (to) mails = mails.where('recipient', '=', to)
  return mails.execute()
}
