import { beforeAll, describe, expect, it } from 'vitest'
import { announce, announcement, listen, registerListens, unannounce } from './announce.ts'
import { db, inTransaction, sql } from './db.ts'
import { idempotently } from './idempotency.ts'
import { limit } from './limit.ts'
import { sendMail } from './mail.ts'
import { ChangedMigration, migrate, migrations, NewerDatabase } from './migrate.ts'
import { startHearing, stopHearing } from './notices.ts'
import { cached, clearPages, forgetAll, keep } from './page-cache.ts'
import { defineRefusals, Refusal } from './refusals.ts'

const sentences = { 'kernel.test-taken': { why: 'Opptatt.', next: 'Velg en annen.' } }
defineRefusals({ nb: sentences, nn: sentences, en: sentences }, { 'kernel.test-taken': 409 })

const url = process.env.DATABASE_URL as string
const mail = {
  key: 'a:1',
  to: 'kari@eksempel.no',
  lang: 'nb',
  subject: 'Hei\r\nBcc: alle',
  text: 'Hei',
} as const

beforeAll(async () => {
  await sql`create table kernel.test_row (id int constraint "kernel.test-taken" primary key)`.execute(db)
})

const insertRow = (id: number) =>
  inTransaction((tx) => sql`insert into kernel.test_row values (${id})`.execute(tx))

describe('a transaction', () => {
  it('turns a constraint named after a refusal into that refusal', async () => {
    await insertRow(1)
    await expect(insertRow(1)).rejects.toMatchObject({ code: 'kernel.test-taken', status: 409 })
    await expect(insertRow(1)).rejects.toBeInstanceOf(Refusal)
  })

  it('tries again when the database says that rivals were in the way', async () => {
    let tries = 0
    await inTransaction(async (tx) => {
      if (++tries < 3)
        await sql`do $$ begin raise exception 'rival' using errcode = '40P01'; end $$`.execute(tx)
    })
    expect(tries).toBe(3)
  })
})

describe('an announcement', () => {
  const happened = announcement<{ id: number }>('kernel.test-happened')
  registerListens([
    listen(happened, 'kernel.test-one', async () => {}),
    listen(happened, 'kernel.test-two', async () => {}),
  ])
  const waiting = async () =>
    (
      await sql<{
        task: string
        key: string | null
      }>`select task_identifier as task, key from graphile_worker.jobs where task_identifier like 'kernel.test%' order by 1`.execute(
        db,
      )
    ).rows

  it('is heard by every listener, if and only if the transaction commits', async () => {
    const failing = inTransaction(async (tx) => {
      await announce(tx, happened, { id: 1 })
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await waiting()).toEqual([])
    await inTransaction((tx) => announce(tx, happened, { id: 1 }))
    expect((await waiting()).map((job) => job.task)).toEqual(['kernel.test-one', 'kernel.test-two'])
  })

  it('replaces an earlier one with the same key, and can be taken back', async () => {
    await inTransaction((tx) => announce(tx, happened, { id: 2 }, { key: 'x' }))
    await inTransaction((tx) => announce(tx, happened, { id: 3 }, { key: 'x' }))
    expect((await waiting()).filter((job) => job.key)).toHaveLength(2)
    await inTransaction((tx) => unannounce(tx, happened, 'x'))
    expect((await waiting()).filter((job) => job.key)).toHaveLength(0)
  })
})

describe('a limit', () => {
  it('refuses the try after the last allowed one, also when they come together', async () => {
    const tries = Array.from({ length: 30 }, () => limit({ key: 'together', max: 10, seconds: 60 }))
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(10)
  })
  it('opens again when the window has passed', async () => {
    await limit({ key: 'window', max: 1, seconds: 60 })
    await expect(limit({ key: 'window', max: 1, seconds: 60 })).rejects.toMatchObject({ status: 429 })
    await sql`update kernel.rate set window_ends = now() - interval '1 second' where key = 'window'`.execute(
      db,
    )
    await limit({ key: 'window', max: 1, seconds: 60 })
  })
})

describe('a write with an idempotency key', () => {
  const write = (request: unknown, made: { times: number }) =>
    inTransaction((tx) =>
      idempotently(tx, { scope: 'test', key: 'k', request }, async () => ({
        status: 201,
        body: { n: ++made.times },
      })),
    )
  it('is done once, also when twenty retries come together, and all get the same answer', async () => {
    const made = { times: 0 }
    const answers = await Promise.all(Array.from({ length: 20 }, () => write({ a: 1 }, made)))
    expect(made.times).toBe(1)
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body)))).toEqual(new Set(['{"n":1}']))
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1)
  })
  it('is refused when the key comes with another request', async () => {
    await expect(write({ a: 2 }, { times: 0 })).rejects.toMatchObject({ code: 'kernel.key-reused' })
  })
})

it('a mail key is used once, and a subject stays one line', async () => {
  expect(await inTransaction((tx) => sendMail(tx, mail))).toBe(true)
  expect(await inTransaction((tx) => sendMail(tx, mail))).toBe(false)
  const sent = await db.selectFrom('kernel.mail').select('subject').execute()
  expect(sent).toEqual([{ subject: 'Hei Bcc: alle' }])
})

it('a cleared tag reaches the page cache through the database, and not when the transaction fails', async () => {
  forgetAll()
  await startHearing()
  const has = () => cached('/hubs', new Headers()) !== undefined
  await keep('/hubs', new Headers(), async () => ({ body: 'x', headers: {}, tags: ['hubs'], seconds: 600 }))
  await inTransaction(async (tx) => {
    await clearPages(tx, ['hubs'])
    throw new Error('no')
  }).catch(() => {})
  await inTransaction((tx) => clearPages(tx, ['other']))
  expect(has()).toBe(true)
  await inTransaction((tx) => clearPages(tx, ['hubs']))
  await expect.poll(has).toBe(false)
  await stopHearing()
})

describe('migrations', () => {
  it('run once, and a second program finds nothing to do', async () => {
    expect(await migrate(url)).toEqual([])
  })
  it('refuse a database that is newer than the program, touching nothing', async () => {
    await expect(migrate(url, migrations.slice(0, -1))).rejects.toBeInstanceOf(NewerDatabase)
  })
  it('refuse to pretend that a changed migration has run', async () => {
    const changed = migrations.map((migration, i) =>
      i === 0 ? { ...migration, sql: `${migration.sql} ` } : migration,
    )
    await expect(migrate(url, changed)).rejects.toBeInstanceOf(ChangedMigration)
  })
})
