import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  checkEntries,
  type DeviceEntry,
  encodeToken,
  newKeyPair,
  privateKeyOf,
  requestSignature,
  type SyncAnswer,
  type SyncRequest,
  signList,
} from '../app/access/door-protocol.ts'
import { type Program, runProgram } from './testing/program.ts'

const pair = newKeyPair()
const by = { id: 1, key: privateKeyOf(pair.privateKey) }
const secret = 'a-secret-of-this-door'
const now = () => Math.floor(Temporal.Now.instant().epochMilliseconds / 1000)
const token = encodeToken({ grantId: '00000000000000aa', door: 7, from: now() - 60, to: now() + 3600 }, by)

let folder: string
let server: Server | undefined
let port = 0
let entries: DeviceEntry[]
const running: Program[] = []

/** The other end of the line, as the protocol has it. */
async function serve() {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const at = Number(request.headers['x-door-time'])
    if (request.headers['x-door-signature'] !== requestSignature(secret, at, request.url ?? '', body)) {
      response.writeHead(401).end()
      return
    }
    const said = JSON.parse(body) as SyncRequest
    entries.push(...said.entries.filter(({ seq }) => seq > (entries.at(-1)?.seq ?? 0)))
    const list = signList(
      {
        v: 1,
        doorId: 'heggedal-main',
        door: 7,
        counter: 1,
        issuedAt: now(),
        validUntil: now() + 72 * 3600,
        failState: 'locked',
        keys: [],
        revocations: { counter: 0, grantIds: [] },
        publicKeys: { 1: pair.publicKey },
      },
      by,
    )
    const answer: SyncAnswer = {
      now: now(),
      entriesUpTo: entries.at(-1)?.seq ?? 0,
      ...(said.list === 0 && { list }),
      commands: [],
    }
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((ready) => server?.listen(port, '127.0.0.1', ready))
  port = (server.address() as AddressInfo).port
}
async function hangUp() {
  server?.closeAllConnections()
  await new Promise((done) => server?.close(done))
}

function startDoor(): Program {
  const program = runProgram('door.ts', {
    DOOR_PAIRING: join(folder, 'pairing.json'),
    DOOR_DATA: join(folder, 'data'),
    DOOR_READER: join(folder, 'reader'),
    DOOR_RELAY_FILE: join(folder, 'relay'),
    DOOR_OPEN_SECONDS: '0.5',
  })
  running.push(program)
  return program
}
const show = (line: string) =>
  execFileSync('sh', ['-c', `echo "${line}" > ${join(folder, 'reader')}`], { timeout: 10_000 })
const relay = () => readFileSync(join(folder, 'relay'), 'utf8')
const until = async (holds: () => boolean) => {
  for (let waited = 0; !holds() && waited < 15_000; waited += 50)
    await new Promise((go) => setTimeout(go, 50))
  expect(holds()).toBe(true)
}
const kill = async (program: Program) => {
  program.process.kill('SIGKILL')
  await program.ends()
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'torg-door-program-'))
  mkdirSync(join(folder, 'data'))
  execFileSync('sh', ['-c', `mkfifo '${join(folder, 'reader')}'`])
  entries = []
  port = 0
  await serve()
  writeFileSync(
    join(folder, 'pairing.json'),
    JSON.stringify({
      server: `http://127.0.0.1:${port}`,
      doorId: 'heggedal-main',
      door: 7,
      agentSecret: secret,
      publicKeys: { 1: pair.publicKey },
    }),
  )
})
afterEach(async () => {
  for (const program of running.splice(0)) if (program.process.exitCode === null) await kill(program)
  await hangUp()
  rmSync(folder, { recursive: true, force: true })
})

test('opens for a key, is killed while the server is away, and has told everything in the end', async () => {
  let door = startDoor()
  await until(() => existsSync(join(folder, 'data/access-list')))
  show(token)
  await door.says(/opened/)
  expect(relay()).toBe('1')
  await until(() => relay() === '0')

  await hangUp()
  await door.says(/The server is away/)
  show('999999')
  await door.says(/refused: unknown-pin/)
  await kill(door)

  door = startDoor()
  await door.says(/The server is away/)
  show(token)
  await door.says(/opened/)
  await serve()
  await door.says(/The server is back/)
  await until(() => entries.filter(({ what }) => what === 'opened').length === 2)
  expect(checkEntries(entries, { seq: 0, hash: '' })).toEqual({})
  expect(entries.map(({ what, detail }) => detail ?? what)).toEqual([
    'opened',
    'unknown-pin',
    'started',
    'opened',
  ])

  door.process.kill('SIGTERM')
  expect(await door.ends()).toBe(0)
  expect(relay()).toBe('0')
  expect(door.out()).not.toContain('999999')
})

test.each([
  [{ DOOR_PAIRING: '/nowhere/pairing.json', DOOR_RELAY_FILE: '/dev/null' }, /cannot be read/],
  [{}, /Set DOOR_RELAY_FILE or DOOR_RELAY_COMMAND/],
  [{ DOOR_RELAY_FILE: '/dev/null', DOOR_OPEN_SECONDS: 'long' }, /DOOR_OPEN_SECONDS/],
])('what is missing is said in one line: %o', async (settings, complaint) => {
  const program = runProgram('door.ts', {
    DOOR_PAIRING: join(folder, 'pairing.json'),
    DOOR_DATA: join(folder, 'data'),
    ...settings,
  })
  running.push(program)
  expect(await program.ends()).toBe(1)
  expect(program.err()).toMatch(complaint)
  expect(program.err()).not.toContain('    at ')
})

test('a door does not ask over a line that others can write on', async () => {
  const pairing = JSON.parse(readFileSync(join(folder, 'pairing.json'), 'utf8')) as object
  writeFileSync(join(folder, 'pairing.json'), JSON.stringify({ ...pairing, server: 'http://torg.example' }))
  const program = startDoor()
  expect(await program.ends()).toBe(1)
  expect(program.err()).toMatch(/https:\/\/ only/)
})
