import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart, codeOf } from './cannot-start.ts'
import { type DatabaseUser, giveTo } from './database-user.ts'
import { freePort } from './port.ts'
import type { Binaries } from './postgres-binaries.ts'

const name = 'innbyggertorg'
const environment = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' }

export type Cluster = {
  data: string
  log: string
  password: string
  binaries: Binaries
  user: DatabaseUser
  /** Throw-away clusters give up safety against power cuts for speed. */
  durable: boolean
}

export type Postmaster = { pid: number; port: number; stop(): Promise<void> }

export function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

export function urlOf(cluster: Cluster, port: number): string {
  return `postgres://${name}:${cluster.password}@127.0.0.1:${port}/${name}`
}

/**
 * Sorting and case follow ICU's Norwegian everywhere. The system's own locale still decides what pg_trgm takes for a
 * letter, and under plain C it drops æ, ø and å: so the first UTF-8 one this machine knows.
 */
const characterTypes = ['C.UTF-8', 'en_US.UTF-8', 'nb_NO.UTF-8', 'C']

/** Creates the files of a new cluster. Built beside its place and moved there whole, so a killed start leaves no half one. */
export function initialise(cluster: Cluster): void {
  const half = `${cluster.data}.${process.pid}`
  const passwordFile = `${half}.password`
  try {
    mkdirSync(half, { mode: 0o700 })
    giveTo(cluster.user, half)
    writeFileSync(passwordFile, cluster.password, { mode: 0o600 })
    giveTo(cluster.user, passwordFile)
    for (const characterType of characterTypes) {
      const refused = initdb(cluster, half, passwordFile, characterType)
      if (refused === undefined) break
      if (!/invalid locale name/.test(refused) || characterType === 'C')
        throw explained(refused, cluster.data)
    }
    moveInto(half, cluster.data)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(half, { recursive: true, force: true })
  }
}

function moveInto(half: string, data: string): void {
  try {
    renameSync(half, data)
  } catch (fault) {
    if (codeOf(fault) !== 'ENOTEMPTY' && codeOf(fault) !== 'EEXIST') throw fault // another start was faster
  }
}

function initdb(
  { binaries, user, durable }: Cluster,
  data: string,
  passwordFile: string,
  characterType: string,
) {
  const made = spawnSync(
    binaries.initdb,
    [
      `--pgdata=${data}`,
      `--username=${name}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      `--lc-ctype=${characterType}`,
      '--locale-provider=icu',
      '--icu-locale=nb-NO',
      ...(durable ? [] : ['--no-sync']),
    ],
    { cwd: data, env: environment, uid: user.uid, gid: user.gid, encoding: 'utf8' },
  )
  if (made.error) throw made.error
  return made.status === 0 ? undefined : made.stderr
}

/** Starts the server process in a group of its own, so Ctrl-C reaches us first and requests in flight can finish. */
export async function launch(cluster: Cluster): Promise<Postmaster> {
  keepShort(cluster.log)
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const started = await tryLaunch(cluster, port)
    if (typeof started !== 'string') return started
    // the port was taken between asking and using it, or the last memory of a killed database is not given back yet
    const passing = /could not bind|Address already in use|shared memory block .* still in use/.test(started)
    if (!passing || attempt === 20) throw explained(started, cluster.data)
    await pause(250)
  }
}

async function tryLaunch(cluster: Cluster, port: number): Promise<Postmaster | string> {
  const { binaries, user, data, log } = cluster
  const output = openSync(log, 'a', 0o600)
  const written = statSync(log).size
  const child = spawn(binaries.postgres, commandLine(cluster, port), {
    cwd: data,
    env: environment,
    uid: user.uid,
    gid: user.gid,
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  while (isRunning(child)) {
    if (pidFile(data)?.pid === child.pid && pidFile(data)?.ready) {
      child.unref()
      return {
        pid: child.pid as number,
        port,
        stop: () => stopPostmaster(child.pid as number, () => !isRunning(child), ended),
      }
    }
    await Promise.race([pause(20), ended])
  }
  return readFileSync(log).subarray(written).toString() || 'the database ended without a word'
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

export function commandLine({ data, durable }: Cluster, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    jit: 'off',
    ...(durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }),
  }
  return [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ]
}

/** Fast shutdown: open transactions are rolled back, everything committed is written, then the process ends. */
export async function stopPostmaster(
  pid: number,
  isGone: () => boolean,
  ended: Promise<void> = new Promise(() => {}),
) {
  if (isGone()) return
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + 60_000
  while (!isGone()) {
    if (Date.now() > deadline) process.kill(pid, 'SIGQUIT') // recovered from its log at the next start
    await Promise.race([pause(50), ended])
  }
}

export type PidFile = { pid: number; data: string; port: number; ready: boolean }

export function pidFile(data: string): PidFile | undefined {
  const path = join(data, 'postmaster.pid')
  if (!existsSync(path)) return undefined
  const lines = readFileSync(path, 'utf8').split('\n')
  return {
    pid: Number(lines[0]),
    data: lines[1] ?? '',
    port: Number(lines[3]),
    ready: lines[7]?.trim() === 'ready',
  }
}

const duplicateDatabase = '42P04'
const uniqueViolation = '23505'

/** Makes sure the product's own database exists in a running cluster. */
export async function createDatabase(url: string): Promise<void> {
  const maintenance = new URL(url)
  maintenance.pathname = '/postgres'
  const client = new pg.Client({ connectionString: maintenance.href })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${name}`)
  } catch (fault) {
    // Another start on the same folder made it in the meantime; which of the two goes on is decided later.
    const { code } = fault as { code?: string }
    if (code !== duplicateDatabase && code !== uniqueViolation) throw fault
  } finally {
    await client.end()
  }
}

function keepShort(log: string): void {
  if (existsSync(log) && statSync(log).size > 10_000_000) truncateSync(log, 0)
}

function explained(output: string, data: string): Error {
  if (/No space left on device|Disk quota exceeded/.test(output))
    return new CannotStart(
      `The data folder ${data} is full. Free some space and start again; nothing was changed.`,
    )
  const version =
    /initialized by PostgreSQL version (\d+), which is not compatible with this version (\d+)/.exec(output)
  if (version)
    return new CannotStart(
      `The database in ${data} belongs to PostgreSQL ${version[1]}, and this is ${version[2]}. Restore a backup into a new data folder.`,
    )
  if (/Read-only file system/.test(output))
    return new CannotStart(`The data folder ${data} is on a read-only disk. Choose another with DATA_DIR.`)
  if (/Permission denied|wrong ownership/.test(output))
    return new CannotStart(
      `The database files in ${data} belong to another user. Start as their owner or as root.`,
    )
  if (/lock file "postmaster.pid" already exists/.test(output))
    return new CannotStart(`Another start is just opening the database in ${data}. Try again in a moment.`)
  const reason = output.split('\n').filter((line) => /FATAL|PANIC|error/i.test(line))
  return new CannotStart(
    `The database in ${data} did not start: ${(reason.at(-1) ?? output).trim().slice(0, 500)}`,
  )
}
