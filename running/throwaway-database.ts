import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { canReach, databaseUser } from './database-user.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import { type Cluster, createDatabase, initialise, launch, newPassword, urlOf } from './postgres-cluster.ts'

/**
 * One empty cluster in a folder of its own, for tests and tools: nothing is synced to disk, and `stop` removes it.
 * The folder is created; as root its parents must be open to the database's user (a folder under the system's
 * temporary folder is).
 */
export async function startThrowawayDatabase(
  folder: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  const home = resolve(folder)
  mkdirSync(home, { recursive: true, mode: 0o755 })
  const data = join(home, 'postgres')
  const user = databaseUser(data)
  if (!canReach(user, home)) throw new Error(`${home} cannot be reached by ${user.name}`)
  const cluster: Cluster = {
    data,
    log: join(home, 'postgres.log'),
    password: newPassword(),
    binaries: postgresBinaries(user, home),
    user,
    durable: false,
  }
  initialise(cluster)
  const postmaster = await launch(cluster)
  const url = urlOf(cluster, postmaster.port)
  await createDatabase(url)
  return {
    url,
    async stop() {
      await postmaster.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
