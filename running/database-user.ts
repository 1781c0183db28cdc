import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from './cannot-start.ts'

/** The user the database runs as; empty when it is simply the one who started us. */
export type DatabaseUser = { uid?: number; gid?: number; name?: string }

/**
 * PostgreSQL refuses to run as root. As root it runs as whoever owns the data already, else as `postgres`,
 * else as `nobody`.
 */
export function databaseUser(data: string): DatabaseUser {
  if (process.getuid?.() !== 0) return {}
  if (existsSync(join(data, 'PG_VERSION'))) {
    const owner = statSync(data)
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `user ${owner.uid}` }
  }
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name)
    const gid = idOf('-g', name)
    if (uid !== undefined && gid !== undefined) return { uid, gid, name }
  }
  throw new CannotStart(
    'The database cannot run as root, and this machine has neither a user "postgres" nor "nobody". Start as another user.',
  )
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  const answer = spawnSync('id', [flag, name], { encoding: 'utf8' })
  return answer.status === 0 ? Number(answer.stdout.trim()) : undefined
}

/** Asks as that user, since only the system knows about access lists, mounts and the folders above. */
export function canReach(user: DatabaseUser, path: string): boolean {
  if (user.uid === undefined) return true
  const answer = spawnSync('/bin/sh', ['-c', '[ -x "$0" ]', path], { uid: user.uid, gid: user.gid, cwd: '/' })
  if (answer.error)
    throw new CannotStart(`Nothing can be run as ${user.name} on this machine (${answer.error.message}).`)
  return answer.status === 0
}

export function giveTo(user: DatabaseUser, path: string): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid)
}
