import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { CannotStart, codeOf } from './cannot-start.ts'
import { canReach, type DatabaseUser, databaseUser } from './database-user.ts'
import { newPassword } from './postgres-cluster.ts'

/** Where a data folder's database lives: in the folder itself, or elsewhere when its user cannot get there. */
export type DatabaseHome = { folder: string; data: string; user: DatabaseUser }

const megabyte = 1_000_000
const leastSpace = 100 * megabyte

export function databaseHome(dataDir: string, say: (line: string) => void): DatabaseHome {
  mkdirSync(dataDir, { recursive: true })
  accessSync(dataDir, constants.W_OK | constants.X_OK)
  const folder = chosenFolder(dataDir, say)
  const data = join(folder, 'postgres')
  if (!existsSync(join(data, 'postmaster.pid'))) refuseWithoutSpace(folder)
  return { folder, data, user: databaseUser(data) }
}

function chosenFolder(dataDir: string, say: (line: string) => void): string {
  // the data folder remembers, so that moving the project or opening its parents does not lose the database from sight
  const signpost = join(dataDir, 'database-folder')
  if (existsSync(signpost)) {
    const folder = readFileSync(signpost, 'utf8').trim()
    if (!existsSync(folder))
      throw new CannotStart(
        `The database of ${dataDir} was kept in ${folder}, and that folder is gone. Bring it back, or remove ${signpost} to begin with an empty one.`,
      )
    say(`The database is kept in ${folder}, where its user can reach it.`)
    return folder
  }
  const user = databaseUser(join(dataDir, 'postgres'))
  if (canReach(user, dataDir)) return dataDir
  if (existsSync(join(dataDir, 'postgres')))
    throw new CannotStart(
      `The database in ${dataDir} can no longer be reached by ${user.name}. Open the folders above it (chmod o+x), or move it.`,
    )
  const folder = `/var/lib/innbyggertorg-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 8)}`
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  writeFileSync(signpost, `${folder}\n`)
  say(
    `${dataDir} is closed to ${user.name}, whom the database runs as: its programs and data go to ${folder}.`,
  )
  return folder
}

function refuseWithoutSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < leastSpace)
    throw new CannotStart(
      `The data folder ${folder} is full: ${Math.floor((bavail * bsize) / megabyte)} MB are free and the database needs ${leastSpace / megabyte}. Free some space and start again; nothing was changed.`,
    )
}

/** The password of the database's only account. Made once; only the one who starts the program can read it. */
export function databasePassword({ folder, data }: DatabaseHome): string {
  const file = join(folder, 'postgres-password')
  if (!existsSync(file)) {
    if (existsSync(data))
      throw new CannotStart(`${file} is missing, and without it the database in ${data} cannot be opened.`)
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, newPassword(), { mode: 0o600 })
    try {
      linkSync(draft, file) // whole or not at all, and only the first of two starts
    } catch (fault) {
      if (codeOf(fault) !== 'EEXIST') throw fault
    } finally {
      rmSync(draft)
    }
  }
  return readFileSync(file, 'utf8')
}
