import { expect, it } from 'vitest'
import { announce, announcement, db, inTransaction, listen, registerListens, sql } from '#kernel'
import { runTimer } from '#testing'
import { startWorker } from './worker.ts'

const happened = announcement<{ n: number }>('worker.test-happened')

it('a job that a killed worker had taken is free again after a quarter of an hour, not before', async () => {
  registerListens([listen(happened, 'worker.test', async () => {})])
  await inTransaction((tx) => announce(tx, happened, { n: 1 }))
  const lock = (age: string) =>
    sql`update graphile_worker._private_jobs set locked_at = now() - ${age}::interval, locked_by = 'killed'`.execute(
      db,
    )
  const locked = async () =>
    (
      await sql<{
        by: string | null
      }>`select locked_by as by from graphile_worker.jobs where task_identifier = 'worker.test'`.execute(db)
    ).rows[0]?.by
  await lock('10 minutes')
  await runTimer('kernel.unlock-jobs')
  expect(await locked()).toBe('killed')
  await lock('16 minutes')
  await runTimer('kernel.unlock-jobs')
  expect(await locked()).toBeNull()
})

it('stopping finishes what is being done and leaves the rest for the next', async () => {
  const worker = await startWorker()
  await worker.stop()
  const { rows } = await sql<{
    left: number
  }>`select count(*)::int as left from graphile_worker.jobs where locked_by is not null`.execute(db)
  expect(rows[0]?.left).toBe(0)
})
