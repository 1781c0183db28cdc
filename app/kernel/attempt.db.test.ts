import { beforeAll, describe, expect, test } from 'vitest'
import { announce, announcement, listen, registerListens } from './announce.ts'
import { attempt } from './attempt.ts'
import { db, inTransaction, sql, type Tx } from './db.ts'
import { defineRefusals, Refusal } from './refusals.ts'

const sentences = {
  'kernel.attempt-taken': { why: 'Opptatt.', next: 'Velg en annen.' },
  'kernel.attempt-no': { why: 'Nei.', next: 'Prøv igjen.' },
}
const { refusal } = defineRefusals(
  { nb: sentences, nn: sentences, en: sentences },
  { 'kernel.attempt-taken': 409, 'kernel.attempt-no': 409 },
)
const happened = announcement<{ id: number }>('kernel.attempt-happened')

beforeAll(async () => {
  registerListens([listen(happened, 'kernel.attempt-heard', async () => {})])
  await sql`create table kernel.attempt_row (id int constraint "kernel.attempt-taken" primary key)`.execute(
    db,
  )
})

const write = async (tx: Tx, id: number) => {
  await announce(tx, happened, { id })
  await sql`insert into kernel.attempt_row values (${id})`.execute(tx)
}
const rows = async () =>
  (await sql<{ id: number }>`select id from kernel.attempt_row order by id`.execute(db)).rows.map(
    ({ id }) => id,
  )
const heard = async () => {
  const { rows } = await sql<{ id: number }>`
    select (payload ->> 'id')::int as id from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'kernel.attempt-heard' order by 1`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

describe('a part of a verb that is refused', () => {
  test('leaves nothing behind, said or written, and the rest goes on', async () => {
    const answers = await inTransaction(async (tx) => {
      await write(tx, 1)
      const no = await attempt(tx, async () => {
        await write(tx, 2)
        throw refusal('kernel.attempt-no')
      })
      // A constraint that says no ends a statement, and without the savepoint the whole transaction.
      const taken = await attempt(tx, () => write(tx, 1))
      const yes = await attempt(tx, async () => {
        await write(tx, 3)
        return 'yes'
      })
      return [no, taken, yes]
    })
    expect(answers.map((one) => (one instanceof Refusal ? one.code : one))).toEqual([
      'kernel.attempt-no',
      'kernel.attempt-taken',
      'yes',
    ])
    expect(await rows()).toEqual([1, 3])
    expect(await heard()).toEqual([1, 3])
  })

  test('that fails for another reason ends the whole', async () => {
    const failing = inTransaction(async (tx) => {
      await write(tx, 4)
      await attempt(tx, () => Promise.reject(new Error('broken')))
    })
    await expect(failing).rejects.toThrow('broken')
    expect(await rows()).toEqual([1, 3])
  })
})
