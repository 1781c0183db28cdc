import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { diskRefusal } from './cannot-start.ts'
import { claimDatabase } from './database-claim.ts'
import { type DatabaseHome, databaseHome, databasePassword } from './database-home.ts'
import { type LeftOver, leftOverDatabase } from './left-over-database.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import {
  type Cluster,
  createDatabase,
  initialise,
  launch,
  type Postmaster,
  pidFile,
  urlOf,
} from './postgres-cluster.ts'

export type OpenDatabase = {
  url: string
  stop(): Promise<void>
  /** Settles when the database is gone although nobody stopped it. */
  lost: Promise<void>
}

type Wish = {
  dataDir: string
  /** What the owner calls itself to a second one: "npm start". */
  what: string
  say?: (line: string) => void
}

/**
 * Opens the PostgreSQL that comes with the program, with its data in `dataDir`: makes it the first time, takes over
 * what a killed start left running, and owns it until `stop`. Throws CannotStart with one clear line.
 */
export async function openEmbeddedDatabase({ dataDir, what, say = () => {} }: Wish): Promise<OpenDatabase> {
  try {
    const cluster = clusterIn(databaseHome(resolve(dataDir), say))
    return await own(cluster, resolve(dataDir), what, say)
  } catch (fault) {
    throw diskRefusal(fault, resolve(dataDir))
  }
}

/** For commands beside a running program: its database if it runs, else our own for as long as the command takes. */
export async function borrowEmbeddedDatabase(wish: Wish): Promise<OpenDatabase> {
  const dataDir = resolve(wish.dataDir)
  try {
    if (existsSync(dataDir)) {
      const home = databaseHome(dataDir, () => {})
      const running = existsSync(home.data) ? await leftOverDatabase(clusterIn(home)) : undefined
      if (running) {
        const url = urlOf(clusterIn(home), running.port)
        await createDatabase(url)
        return { url, stop: async () => {}, lost: new Promise(() => {}) }
      }
    }
  } catch (fault) {
    throw diskRefusal(fault, dataDir)
  }
  return openEmbeddedDatabase(wish)
}

function clusterIn(home: DatabaseHome): Cluster {
  return {
    data: home.data,
    log: join(home.folder, 'postgres.log'),
    password: databasePassword(home),
    binaries: postgresBinaries(home.user, home.folder),
    user: home.user,
    durable: true,
  }
}

async function own(
  cluster: Cluster,
  dataDir: string,
  what: string,
  say: (line: string) => void,
): Promise<OpenDatabase> {
  if (!existsSync(cluster.data)) initialise(cluster)
  const found = await leftOverDatabase(cluster)
  const postmaster: Postmaster = found ?? (await launchOrFollow(cluster))
  const url = urlOf(cluster, postmaster.port)
  await createDatabase(url)
  const claim = await claimDatabase(url, dataDir, what)
  if (found?.same) say(`Took over the database that an earlier start left running (process ${found.pid}).`)
  if (found && !found.same) {
    await found.stop()
    await claim.end().catch(() => {})
    say('Stopped the database that an earlier start left running, to start it anew.')
    return own(cluster, dataDir, what, say)
  }
  return owned(url, postmaster, claim, dataDir, what)
}

/** Two starts may both find nothing running; the one that PostgreSQL turns away looks at the other's. */
async function launchOrFollow(cluster: Cluster): Promise<Postmaster | LeftOver> {
  try {
    return await launch(cluster)
  } catch (fault) {
    const other = pidFile(cluster.data) && (await leftOverDatabase(cluster))
    if (other) return other
    throw fault
  }
}

function owned(
  url: string,
  postmaster: Postmaster,
  first: pg.Client,
  dataDir: string,
  what: string,
): OpenDatabase {
  let claim = first
  let stopping = false
  const lost = new Promise<void>((resolve) => {
    const hold = (client: pg.Client) =>
      client.once('end', async () => {
        // PostgreSQL closes every connection when one of its processes crashes, and is back within seconds
        for (let attempt = 0; attempt < 20 && !stopping; attempt++) {
          await pause(500)
          const again = await claimDatabase(url, dataDir, what).catch(() => undefined)
          if (again) {
            claim = again
            hold(again)
            return
          }
        }
        if (!stopping) resolve()
      })
    hold(claim)
  })
  return {
    url,
    lost,
    async stop() {
      stopping = true
      await postmaster.stop() // while the claim is held, so nobody takes over what is about to end
      await claim.end().catch(() => {})
    },
  }
}
