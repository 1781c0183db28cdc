import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const found = (...paths: string[]) => paths.find((path) => existsSync(path))
const program = found('/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto')
const openssl = found('/usr/bin/openssl', '/usr/local/bin/openssl')
const passwords = found('/usr/bin/mosquitto_passwd', '/usr/local/bin/mosquitto_passwd')

export const hasMosquitto = Boolean(program && openssl && passwords)

export type Mosquitto = {
  url: string
  ca: string
  start(): Promise<void>
  /** By its own id, at once and without a goodbye. */
  kill(): Promise<void>
  remove(): Promise<void>
}

/** Mosquitto as OPERATIONS.md sets it up: TLS with certificates of our own, a password file, an ACL, and nobody unnamed. */
export async function ownMosquitto(users: Record<string, string>, acl: string): Promise<Mosquitto> {
  const home = mkdtempSync(join(tmpdir(), 'torg-mosquitto-'))
  const at = (name: string) => join(home, name)
  // Started as root, mosquitto becomes its own user and still has to read all this.
  chmodSync(home, 0o777)
  makeCertificates(home)
  for (const [index, [user, password]] of Object.entries(users).entries())
    execFileSync(passwords as string, [...(index === 0 ? ['-c'] : []), '-b', at('passwords'), user, password])
  writeFileSync(at('acl'), acl)
  const port = await freePort()
  writeFileSync(
    at('mosquitto.conf'),
    [
      `listener ${port} 127.0.0.1`,
      `certfile ${at('server.pem')}`,
      `keyfile ${at('server.key')}`,
      'tls_version tlsv1.2',
      'allow_anonymous false',
      `password_file ${at('passwords')}`,
      `acl_file ${at('acl')}`,
      'log_dest stderr',
    ].join('\n'),
  )
  for (const name of ['passwords', 'acl', 'server.pem', 'server.key', 'mosquitto.conf'])
    chmodSync(at(name), 0o644)
  let child: ChildProcess | undefined
  let said = ''
  async function start() {
    child = spawn(program as string, ['-c', at('mosquitto.conf')], { stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr?.on('data', (text) => {
      said += text
    })
    for (let waited = 0; waited < 5_000; waited += 50) {
      if (child.exitCode !== null) break
      if (await answers(port)) return
      await new Promise((done) => setTimeout(done, 50))
    }
    throw new Error(`mosquitto did not start: ${said}`)
  }
  async function kill() {
    const dying = child
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return
    const gone = new Promise((done) => dying.once('exit', done))
    dying.kill('SIGKILL')
    await gone
  }
  await start()
  return {
    url: `mqtts://localhost:${port}`,
    ca: readFileSync(at('ca.pem'), 'utf8'),
    start,
    kill,
    async remove() {
      await kill()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function makeCertificates(home: string) {
  const run = (...args: string[]) => execFileSync(openssl as string, args, { cwd: home, stdio: 'pipe' })
  const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  run(
    'req',
    '-x509',
    ...elliptic,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Doors of a test',
    '-days',
    '2',
  )
  run('req', ...elliptic, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost')
  writeFileSync(join(home, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1')
  run(
    'x509',
    '-req',
    '-in',
    'server.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    'names',
    '-out',
    'server.pem',
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
