import { randomBytes } from 'node:crypto'
import pg from 'pg'

export const template = 'migrated'

export const databaseAt = (cluster: string, name: string) => {
  const url = new URL(cluster)
  url.pathname = `/${name}`
  return url.href
}

export async function asking<T>(url: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end()
  }
}

export interface OwnDatabase {
  url: string
  name: string
  drop(): Promise<void>
}

/** A new database with everything the named one holds. */
export async function copyOf(cluster: string, original = template): Promise<OwnDatabase> {
  const name = `own_${randomBytes(6).toString('hex')}`
  await asking(cluster, (client) => client.query(`create database ${name} template ${original}`))
  return {
    url: databaseAt(cluster, name),
    name,
    drop: async () => {
      await asking(cluster, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}
