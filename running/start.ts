/** npm start: builds when needed, brings the database that comes along unless DATABASE_URL names one, and serves. */
import { join } from 'node:path'
import { buildWhenNeeded } from './build.ts'
import { CannotStart, endWith } from './cannot-start.ts'
import { type OpenDatabase, openEmbeddedDatabase } from './embedded-database.ts'
import { explainedPort, refuseTakenPort } from './port.ts'
import { refuseUnreachable } from './reach-database.ts'

type Running = {
  url: string
  personas?: { key: string; name: string; about: string }[]
  stop(): Promise<void>
}

const say = (line: string) => console.log(line)
const leaving = new Promise<string>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve(signal))
})
const dataDir = process.env.DATA_DIR || '.data'
const stops: (() => Promise<void>)[] = []

try {
  buildWhenNeeded(say)
  await refuseTakenPort()
  const database = await openDatabase()
  const running = await serve()
  welcome(running)
  const why = await Promise.race([leaving, database?.lost.then(() => 'lost') ?? leaving])
  await stop()
  if (why === 'lost')
    throw new CannotStart(
      `The database ended by itself; ${dataDir}/postgres.log says why. Start again to recover.`,
    )
  process.exit(0)
} catch (fault) {
  await stop()
  endWith(explained(fault))
}

async function openDatabase(): Promise<OpenDatabase | undefined> {
  if (process.env.DATABASE_URL) {
    await refuseUnreachable(process.env.DATABASE_URL)
    return undefined
  }
  // in production the database is chosen on purpose; the configuration's own check names what is missing
  if (process.env.NODE_ENV === 'production') return undefined
  const database = await openEmbeddedDatabase({ dataDir, what: 'npm start', say })
  process.env.DATABASE_URL = database.url
  stops.push(() => database.stop())
  return database
}

async function serve(): Promise<Running> {
  const main = (await import(join(import.meta.dirname, '../dist/server/main.js'))) as {
    start(): Promise<Running>
  }
  const running = await main.start()
  stops.push(() => running.stop())
  return running
}

/** In the opposite order: requests in flight are finished before their database goes. */
async function stop(): Promise<void> {
  for (const end of stops.splice(0).reverse()) await end()
}

function welcome({ url, personas = [] }: Running): void {
  say(`\nInnbyggertorg answers on ${url}`)
  if (personas.length > 0) {
    const width = Math.max(...personas.map(({ key }) => key.length))
    say(`This is a demonstration. Sign in at ${url}/sign-in as one of:`)
    for (const { key, name, about } of personas) say(`  ${key.padEnd(width)}  ${name}, ${about}`)
  }
  say('Stop with Ctrl-C.\n')
}

function explained(fault: unknown): unknown {
  if (!(fault instanceof Error)) return fault
  if (fault.name === 'ConfigError')
    return new CannotStart(`Innbyggertorg is not configured to start:\n${fault.message.replace(/^/gm, '  ')}`)
  if (fault.name === 'NewerDatabase' || fault.name === 'ChangedMigration')
    return new CannotStart(fault.message)
  return explainedPort(fault, process.env.PORT || 3000)
}
