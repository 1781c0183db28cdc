import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { inject } from 'vitest'
import { pool } from '#kernel'
import { forgetAll } from '../kernel/page-cache.ts'
import { asking, template } from './databases.ts'

const demonstration = 'demonstration'

/** Empties this file's database back to the migrated schema. `db` and the addresses stay the same. */
export async function freshDatabase() {
  await replaceWith(template)
  return { run: (sql: string) => pool.query(sql) }
}

/** This file's database as a new demonstration has it: hubs, people and a month of activities around today. */
export async function seededDatabase() {
  const cluster = inject('cluster')
  await asking(cluster, async (client) => {
    // Files run in parallel: one of them makes the content, the others wait for it and copy.
    await client.query('select pg_advisory_lock(2)')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [demonstration])
    if (rowCount) return
    await replaceWith(template)
    const { prepareDatabase } = await import('../prepare-database.ts')
    await prepareDatabase()
    await letGo(client)
    await client.query(`create database being_seeded template ${ownName()}`)
    await client.query(`alter database being_seeded rename to ${demonstration}`)
  })
  await replaceWith(demonstration)
}

const ownName = () => new URL(process.env.DATABASE_URL as string).pathname.slice(1)

async function letGo(client: pg.Client) {
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [ownName()])
}

async function replaceWith(original: string) {
  await asking(inject('cluster'), async (client) => {
    await client.query(`drop database if exists ${ownName()} with (force)`)
    await client.query(`create database ${ownName()} template ${original}`)
  })
  forgetAll()
  await untilAnswering()
}

/** The pool learns that its connections were cut only when it uses them. */
async function untilAnswering() {
  for (let attempt = 1; ; attempt++) {
    try {
      await Promise.all(Array.from({ length: pool.totalCount + 1 }, () => pool.query('select 1')))
      return
    } catch (fault) {
      if (attempt === 20) throw fault
      await pause(20)
    }
  }
}

/** Really separate connections to this file's database, for races that one pool would put in line. */
export async function connections<T>(count: number, use: (clients: pg.Client[]) => Promise<T>): Promise<T> {
  const clients = Array.from(
    { length: count },
    () => new pg.Client({ connectionString: process.env.DATABASE_URL }),
  )
  try {
    await Promise.all(clients.map((client) => client.connect()))
    return await use(clients)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}
