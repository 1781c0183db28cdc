import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { announce, announcement, listen, registerListens, unannounce } from './announce.ts'
import { db, inTransaction, pool, sql } from './db.ts'
import { outgoing, send } from './outgoing.ts'
import { defineRefusals } from './refusals.ts'

const sentences = { 'kernel.test-said': { why: 'Sagt før.', next: 'Si noe annet.' } }
defineRefusals({ nb: sentences, nn: sentences, en: sentences }, { 'kernel.test-said': 409 })

const happened = announcement<{ n: number }>('kernel.test-outgoing')
const said = outgoing<{ said: unknown }>(
  'test-said',
  `insert into kernel.test_said (said) select row ->> 'said' from jsonb_array_elements(:rows) as row returning 1`,
)
const slow = outgoing<{ n: number }>('test-slow', 'select pg_sleep(5) from jsonb_array_elements(:rows)')

beforeAll(async () => {
  registerListens([listen(happened, 'kernel.test-hears', async () => {})])
  await sql`create table kernel.test_done (id int primary key)`.execute(db)
  await sql`create table kernel.test_said (said text constraint "kernel.test-said" primary key)`.execute(db)
})
beforeEach(async () => {
  await sql`truncate kernel.test_done, kernel.test_said`.execute(db)
  await sql`delete from graphile_worker._private_jobs`.execute(db)
})

const done = async () =>
  (await sql<{ id: number }>`select id from kernel.test_done order by id`.execute(db)).rows.map(
    ({ id }) => id,
  )
const heard = async () =>
  (
    await sql<{
      payload: { n: number }
    }>`select payload from graphile_worker._private_jobs order by id`.execute(db)
  ).rows.map(({ payload }) => payload.n)
const sayings = async () =>
  (await sql<{ said: string }>`select said from kernel.test_said order by said`.execute(db)).rows.map(
    (row) => row.said,
  )

describe('what leaves with COMMIT', () => {
  it('undoes the whole verb when it fails, and reaches the caller as the refusal of its constraint', async () => {
    await inTransaction((tx) => send(tx, said, [{ said: 'hei' }]))
    const verb = inTransaction(async (tx) => {
      await sql`insert into kernel.test_done values (1)`.execute(tx)
      await announce(tx, happened, { n: 1 })
      await send(tx, said, [{ said: 'hei' }])
      return 'done'
    })
    await expect(verb).rejects.toMatchObject({ code: 'kernel.test-said', status: 409 })
    expect(await done()).toEqual([])
    expect(await heard()).toEqual([])
  })

  it('is tried again together with the verb when rivals were in the way', async () => {
    await sql`create table kernel.test_tries (n int)`.execute(db)
    await sql`create sequence kernel.test_try`.execute(db)
    const rival = outgoing<{ n: number }>(
      'test-rival',
      'select kernel.test_rival() from jsonb_array_elements(:rows)',
    )
    await sql`create function kernel.test_rival() returns void language plpgsql as $$ begin
      if nextval('kernel.test_try') < 3 then raise exception 'rival' using errcode = '40001'; end if; end $$`.execute(
      db,
    )
    let tries = 0
    await inTransaction(async (tx) => {
      tries++
      await sql`insert into kernel.test_done values (${tries})`.execute(tx)
      await send(tx, rival, [{ n: 1 }])
    })
    expect(tries).toBe(3)
    expect(await done()).toEqual([3])
  })

  it('fails where it is said when it cannot be written down', async () => {
    const verb = inTransaction(async (tx) => {
      await sql`insert into kernel.test_done values (1)`.execute(tx)
      await send(tx, said, [{ said: 1n }])
    })
    await expect(verb).rejects.toThrow(/BigInt/)
    expect(await done()).toEqual([])
  })

  it('is what it was when it was said', async () => {
    const row = { said: 'før' }
    await inTransaction(async (tx) => {
      await send(tx, said, [row])
      row.said = 'etter'
    })
    expect(await sayings()).toEqual(['før'])
  })

  it('undoes the verb when it takes too long', async () => {
    const verb = inTransaction(async (tx) => {
      await sql`set local statement_timeout = 50`.execute(tx)
      await sql`insert into kernel.test_done values (1)`.execute(tx)
      await send(tx, slow, [{ n: 1 }])
    })
    await expect(verb).rejects.toMatchObject({ code: '57014' })
    expect(await done()).toEqual([])
  })

  it('does not happen when the verb throws', async () => {
    const verb = inTransaction(async (tx) => {
      await sql`insert into kernel.test_done values (1)`.execute(tx)
      await announce(tx, happened, { n: 1 })
      await send(tx, said, [{ said: 'hei' }])
      throw new Error('changed my mind')
    })
    await expect(verb).rejects.toThrow('changed my mind')
    expect([await done(), await heard(), await sayings()]).toEqual([[], [], []])
  })

  it('may be all that a verb does', async () => {
    await inTransaction((tx) => announce(tx, happened, { n: 7 }))
    expect(await heard()).toEqual([7])
  })

  it('has a name of its own', () => {
    expect(() => outgoing('test-said', 'select 1')).toThrow('test-said')
  })
})

describe('announcements of one verb', () => {
  it('come in order, and of those with the same key the last one holds', async () => {
    await inTransaction(async (tx) => {
      await announce(tx, happened, { n: 1 }, { key: 'a' })
      await announce(tx, happened, { n: 2 })
      await announce(tx, happened, { n: 3 }, { key: 'a' })
      await announce(tx, happened, { n: 4 })
    })
    expect(await heard()).toEqual([2, 3, 4])
  })

  it('can be taken back by the same verb, and said again', async () => {
    await inTransaction(async (tx) => {
      await announce(tx, happened, { n: 1 }, { key: 'a' })
      await announce(tx, happened, { n: 2 }, { key: 'b' })
      await unannounce(tx, happened, 'a')
    })
    expect(await heard()).toEqual([2])
    await inTransaction(async (tx) => {
      await unannounce(tx, happened, 'b')
      await announce(tx, happened, { n: 3 }, { key: 'b' })
    })
    expect(await heard()).toEqual([3])
  })
})

describe('a connection', () => {
  it('is not asked anything by a verb that asks nothing', async () => {
    const client = await pool.connect()
    const { stream } = (client as unknown as { connection: { stream: { bytesWritten: number } } }).connection
    client.release()
    const before = stream.bytesWritten
    // The pool hands out the connection that came back last.
    expect(await inTransaction(async () => 'nothing')).toBe('nothing')
    await expect(inTransaction(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(stream.bytesWritten).toBe(before)
  })

  it('can be used after an error in the middle, whether the verb gives up or goes on', async () => {
    for (const goesOn of [false, true]) {
      const verb = inTransaction(async (tx) => {
        await sql`insert into kernel.test_done values (1)`.execute(tx)
        await announce(tx, happened, { n: 1 })
        const failing = sql`select 1 / 0`.execute(tx)
        await (goesOn ? failing.catch(() => {}) : failing)
      })
      await expect(verb).rejects.toThrow()
      expect(await done()).toEqual([])
      expect(await heard()).toEqual([])
    }
    const { rows } = await sql<{ n: number }>`select count(*) as n from pg_stat_activity
      where state like 'idle in transaction%' and datname = current_database()`.execute(db)
    expect(rows).toEqual([{ n: 0 }])
  })

  it('that is lost takes the verb with it and nothing else', async () => {
    const verb = inTransaction(async (tx) => {
      await sql`insert into kernel.test_done values (1)`.execute(tx)
      await announce(tx, happened, { n: 1 })
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await sql`select pg_terminate_backend(${(rows[0] as { pid: number }).pid})`.execute(db)
    })
    await expect(verb).rejects.toThrow()
    expect(await done()).toEqual([])
    await inTransaction((tx) => sql`insert into kernel.test_done values (2)`.execute(tx))
    expect(await done()).toEqual([2])
  })

  it('gives each of two hundred verbs at once its own answers', async () => {
    await inTransaction((tx) => send(tx, said, [{ said: 'taken' }]))
    const verbs = Array.from({ length: 200 }, (_, n) =>
      inTransaction(async (tx) => {
        const { rows } = await sql<{ n: number }>`select ${n}::int as n`.execute(tx)
        await sql`insert into kernel.test_done values (${n})`.execute(tx)
        await announce(tx, happened, { n }, { key: `${n}` })
        await send(tx, said, [{ said: n % 3 === 0 ? 'taken' : `${n}` }])
        if (n % 5 === 0) throw new Error(`no ${n}`)
        const { rows: again } = await sql<{ twice: number }>`select ${n * 2}::int as twice`.execute(tx)
        return [rows[0]?.n, again[0]?.twice]
      }),
    )
    const outcomes = await Promise.allSettled(verbs)
    const kept: number[] = []
    for (const [n, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') expect(outcome.value).toEqual([n, n * 2])
      else if (n % 5 === 0) expect(outcome.reason).toMatchObject({ message: `no ${n}` })
      else expect(outcome.reason).toMatchObject({ code: 'kernel.test-said' })
      expect(outcome.status).toBe(n % 5 && n % 3 ? 'fulfilled' : 'rejected')
      if (n % 5 && n % 3) kept.push(n)
    }
    expect(await done()).toEqual(kept)
    expect((await heard()).toSorted((a, b) => a - b)).toEqual(kept)
  })
})
