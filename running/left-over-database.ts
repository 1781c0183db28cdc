import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart, codeOf } from './cannot-start.ts'
import {
  type Cluster,
  commandLine,
  type Postmaster,
  pidFile,
  stopPostmaster,
  urlOf,
} from './postgres-cluster.ts'

export type LeftOver = Postmaster & {
  /** Started by this very program: it may simply go on. Otherwise (an update, say) it is stopped and started anew. */
  same: boolean
}

/**
 * The database that an earlier, killed start left running, if there is one and it is proved to be ours: the process
 * is alive, it is a PostgreSQL on this data folder, and it knows our password.
 */
export async function leftOverDatabase(cluster: Cluster): Promise<LeftOver | undefined> {
  const { data } = cluster
  const deadline = Date.now() + 120_000
  for (;;) {
    const file = pidFile(data)
    if (file === undefined) return undefined
    const isGone = () => !runsOn(data, file.pid)
    if (isGone()) {
      // PostgreSQL recovers from a dead owner by itself, but takes another program that got the number for its rival
      if (isAlive(file.pid)) rmSync(join(data, 'postmaster.pid'), { force: true })
      return undefined
    }
    if (file.ready && (await answers(cluster, file.port))) {
      return {
        pid: file.pid,
        port: file.port,
        stop: () => stopPostmaster(file.pid, isGone),
        same: isSameProgram(cluster, file.pid, file.port),
      }
    }
    if (Date.now() > deadline)
      throw new CannotStart(
        `The database in ${data} (process ${file.pid}) neither answers nor ends. Stop it and start again.`,
      )
    await pause(100)
  }
}

async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const address = new URL(urlOf(cluster, port))
  address.pathname = '/postgres'
  const client = new pg.Client({ connectionString: address.href, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    if (realpathSync(rows[0]?.data_directory ?? '') === realpathSync(cluster.data)) return true
    throw new CannotStart(
      `Another database answers on port ${port}, which ${cluster.data} claims. Stop it and start again.`,
    )
  } catch (fault) {
    if (codeOf(fault) === '28P01')
      throw new CannotStart(
        `A database runs on ${cluster.data} and does not accept our password. Stop it and start again.`,
      )
    const passing = ['57P03', '57P01', '53300', 'ECONNREFUSED', 'ECONNRESET']
    if (
      passing.includes(codeOf(fault)) ||
      (fault instanceof Error && /timeout|terminated/i.test(fault.message))
    )
      return false
    throw fault
  } finally {
    await client.end().catch(() => {})
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return codeOf(fault) === 'EPERM'
  }
}

/** By its command line: the number alone may belong to another program by now, or to a dead one nobody has buried. */
function runsOn(data: string, pid: number): boolean {
  const words = commandOf(pid)
  return /postgres(\.exe)?$/.test(words[0] ?? '') && words[words.indexOf('-D') + 1] === data
}

function commandOf(pid: number): string[] {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1)
    return execFileSync('ps', ['-ww', '-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
      .trim()
      .split(' ')
  } catch {
    return []
  }
}

function isSameProgram(cluster: Cluster, pid: number, port: number): boolean {
  const wanted = commandLine(cluster, port)
  const words = commandOf(pid).slice(1)
  if (wanted.join(' ') !== words.join(' ')) return false
  // after an update the old program runs on from deleted files and could load none of its libraries
  return (
    process.platform !== 'linux' ||
    readlinkSync(`/proc/${pid}/exe`) === realpathSync(cluster.binaries.postgres)
  )
}
