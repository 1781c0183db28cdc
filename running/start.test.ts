import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { buildWhenNeeded } from './build.ts'
import { freePort } from './port.ts'
import { pidFile } from './postgres-cluster.ts'
import { ask, dataFolder } from './testing/data-folder.ts'
import { type Program, runProgram } from './testing/program.ts'

const slow = 120_000
beforeAll(() => buildWhenNeeded(() => {}), slow)

type Settings = Record<string, string>
const start = async (path: string, settings: Settings = {}) =>
  runProgram('start.ts', { DATA_DIR: path, PORT: String(await freePort()), LOG_LEVEL: 'silent', ...settings })
const address = async (program: Program) => (await program.says(/answers on (\S+)\n/))[1] as string
const command = async (file: string, path: string, args: string[], settings: Settings = {}) => {
  const program = runProgram(file, { DATA_DIR: path, LOG_LEVEL: 'silent', ...settings }, { args })
  return { code: await program.ends(), out: program.out(), err: program.err() }
}
const end = async (program: Program) => {
  program.process.kill('SIGTERM')
  return program.ends()
}
const databaseUrl = (path: string) => {
  const password = readFileSync(join(path, 'postgres-password'), 'utf8')
  return `postgres://innbyggertorg:${password}@127.0.0.1:${pidFile(join(path, 'postgres'))?.port}/innbyggertorg`
}
const waiting = async (path: string) =>
  (await ask(databaseUrl(path), `select from pg_stat_activity where wait_event_type = 'Lock'`)).length > 0
const listeningServer = async (): Promise<Server> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

test('a start answers, names the personas, and a second one knows who was signed in', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  const first = await start(folder.path)
  const url = await address(first)
  expect((await fetch(`${url}/`)).status).toBe(200)
  await first.says(/resident +\S/)
  await first.says(/administrator +\S/)
  const session = await command('dev-session.ts', folder.path, ['--as', 'resident'])
  expect(session.out).toMatch(/^session=[\w-]{40,}\n$/)
  expect(await end(first)).toBe(0)
  expect(pidFile(join(folder.path, 'postgres'))).toBeUndefined()

  const second = await start(folder.path)
  const page = await fetch(`${await address(second)}/me`, {
    headers: { cookie: session.out.trim() },
    redirect: 'manual',
  })
  expect(page.status).toBe(200)
  expect(await end(second)).toBe(0)
})

test('after kill -9 of the program the next start takes the database over and answers', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  const killed = await start(folder.path)
  await address(killed)
  killed.process.kill('SIGKILL')
  await killed.ends()
  const next = await start(folder.path)
  await next.says(/Took over the database/)
  expect((await fetch(`${await address(next)}/readyz`)).status).toBe(200)
  expect(await end(next)).toBe(0)
})

test('a stop lets a request in flight finish before the database goes', { timeout: slow }, async () => {
  using folder = dataFolder()
  const program = await start(folder.path)
  const url = await address(program)
  const blocker = new pg.Client({ connectionString: databaseUrl(folder.path) })
  blocker.on('error', () => {})
  await blocker.connect()
  await blocker.query('begin; lock table hubs.hub in access exclusive mode')
  const page = fetch(`${url}/hubs`)
  await expect.poll(() => waiting(folder.path)).toBe(true)
  program.process.kill('SIGINT')
  await expect
    .poll(() =>
      fetch(`${url}/healthz`).then(
        () => true,
        () => false,
      ),
    )
    .toBe(false)
  await blocker.query('commit')
  expect((await page).status).toBe(200)
  await blocker.end()
  expect(await program.ends()).toBe(0)
})

test('a taken port is one clear line, and nothing is begun', { timeout: slow }, async () => {
  using folder = dataFolder()
  const server = await listeningServer()
  const { port } = server.address() as { port: number }
  const program = await start(join(folder.path, 'data'), { PORT: String(port) })
  expect(await program.ends()).toBe(1)
  expect(program.err()).toBe(
    `Port ${port} is taken by another program. Stop that one, or choose another with PORT.\n`,
  )
  expect(pidFile(join(folder.path, 'data/postgres'))).toBeUndefined()
  server.close()
})

test('an unreachable DATABASE_URL is one clear line without its password', { timeout: slow }, async () => {
  using folder = dataFolder()
  const url = `postgres://torg:secret@127.0.0.1:${await freePort()}/torg`
  const program = await start(folder.path, { DATABASE_URL: url })
  expect(await program.ends()).toBe(1)
  expect(program.err()).toMatch(
    /^The database at torg@127\.0\.0\.1:\d+\/torg cannot be reached: nobody answers there\..*\n$/,
  )
})

test('a database newer than the program is refused in one clear line and left as it is', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  const first = await start(folder.path)
  await address(first)
  await ask(
    databaseUrl(folder.path),
    `insert into kernel.migration (id, checksum) values ('hubs/9999-later', 'x')`,
  )
  await end(first)
  const older = await start(folder.path)
  expect(await older.ends()).toBe(1)
  expect(older.err()).toMatch(/^The database is newer than this program \(it has hubs\/9999-later\)\..*\n$/)
  expect(pidFile(join(folder.path, 'postgres'))).toBeUndefined()
})

test('in production it refuses to start until configured, naming each missing thing', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  const program = await start(folder.path, { NODE_ENV: 'production' })
  expect(await program.ends()).toBe(1)
  for (const name of ['PUBLIC_URL', 'DATABASE_URL', 'SECRET_KEYS', 'OIDC_ISSUER', 'SMTP_URL'])
    expect(program.err()).toContain(`  ${name} is missing\n`)
  expect(program.err()).not.toContain(' at ')
})

test('after a rotation everything is sealed with the new key, and who was signed in still is', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
  const [old, next] = [key('old'), key('next')]
  const before = await start(folder.path, { SECRET_KEYS: old })
  await address(before)
  await end(before)
  const rotated = await start(folder.path, { SECRET_KEYS: `${next},${old}` })
  const url = await address(rotated)
  const done = await command('rotate-keys.ts', folder.path, [], { SECRET_KEYS: `${next},${old}` })
  expect(done).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^[1-9]\d* sealed values were sealed anew/),
  })
  expect(
    await ask(
      databaseUrl(folder.path),
      `select distinct split_part(sealed, '.', 1) as key from people.national_id`,
    ),
  ).toEqual([{ key: 'next' }])
  const session = await command('dev-session.ts', folder.path, ['--as', 'resident'], {
    SECRET_KEYS: `${next},${old}`,
  })
  const page = await fetch(`${url}/me`, { headers: { cookie: session.out.trim() }, redirect: 'manual' })
  expect(page.status).toBe(200)
  await end(rotated)
})

test('the command makes the first administrator, once, and it is in the audit log', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  const program = await start(folder.path)
  await address(program)
  const url = databaseUrl(folder.path)
  const grant = () => command('admin-grant.ts', folder.path, ['sigrid.lunde@eksempel.no'])
  expect(await grant()).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^There is an administrator already\./),
  })
  await ask(url, `delete from people.role_grant where role = 'administrator'`)
  expect(await grant()).toMatchObject({ code: 0, out: expect.stringMatching(/is administrator from today/) })
  expect(await ask(url, `select action from people.audit where action = 'people.role-granted'`)).toHaveLength(
    1,
  )
  await end(program)
})

test('sessions for scripts are refused in production', { timeout: slow }, async () => {
  using folder = dataFolder()
  const program = await start(folder.path)
  await address(program)
  const production = {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl(folder.path),
    PUBLIC_URL: 'https://torg.example.org',
    SECRET_KEYS: `one:${randomBytes(32).toString('base64')}`,
    OIDC_ISSUER: 'https://login.example.org',
    OIDC_CLIENT_ID: 'torg',
    OIDC_CLIENT_KEY: '{}',
    SMTP_URL: 'smtp://mail.example.org',
    MAIL_FROM: 'torg@example.org',
    SECURITY_CONTACT: 'mailto:torg@example.org',
  }
  const refused = await command('dev-session.ts', folder.path, ['--as', 'resident'], production)
  expect(refused).toMatchObject({
    code: 1,
    out: '',
    err: 'sessions for scripts exist in the demonstration only\n',
  })
  expect(await end(program)).toBe(0)
})

test('a backup taken while the program runs comes back whole, and only where nothing is lost', {
  timeout: slow,
}, async () => {
  using folder = dataFolder()
  using elsewhere = dataFolder()
  mkdirSync(join(folder.path, 'uploads'))
  writeFileSync(join(folder.path, 'uploads/picture.txt'), 'a picture')
  const backup = join(elsewhere.path, 'backup')
  const again = join(elsewhere.path, 'again')
  const data = join(elsewhere.path, 'data')

  const program = await start(folder.path)
  await address(program)
  // more than the network brings at once
  await ask(
    databaseUrl(folder.path),
    `insert into people.person (name) select 'Ærlig ' || n || E'\\t\\\\' from generate_series(1, 30000) n`,
  )
  expect(await command('backup.ts', folder.path, [backup])).toMatchObject({ code: 0 })
  expect((await command('restore.ts', folder.path, [backup])).err).toMatch(/is in use \(npm start/)
  await end(program)
  expect((await command('restore.ts', folder.path, [backup])).err).toMatch(
    /^The database is not empty\..*--replace/,
  )

  expect(await command('restore.ts', data, [backup])).toMatchObject({ code: 0 })
  expect(await command('backup.ts', data, [again])).toMatchObject({ code: 0 })
  const manifest = (at: string) => ({
    ...JSON.parse(readFileSync(join(at, 'manifest.json'), 'utf8')),
    takenAt: '',
  })
  expect(manifest(again)).toEqual(manifest(backup))
  expect(readFileSync(join(data, 'uploads/picture.txt'), 'utf8')).toBe('a picture')

  const restored = await start(data)
  expect((await fetch(`${await address(restored)}/hubs`)).status).toBe(200)
  await end(restored)

  writeFileSync(join(backup, 'tables/people.person.gz'), 'damaged')
  const damaged = await command('restore.ts', data, [backup, '--replace'])
  expect(damaged).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^The backup is damaged: tables\/people\.person\.gz/),
  })
})
