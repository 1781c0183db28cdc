/** npm start: builds when needed, brings the database that comes along unless DATABASE_URL names one, and serves. */
import { join } from 'node:path'
import { buildWhenNeeded } from './build.ts'
import { CannotStart, endWith } from './cannot-start.ts'
import { leaving } from './leaving.ts'
import { refuseTakenPort } from './port.ts'
import { dataDir, openProgramDatabase } from './program-database.ts'
import { explainedStart, type Running } from './running-program.ts'

const say = (line: string) => console.log(line)
const stops: (() => Promise<void>)[] = []

try {
  buildWhenNeeded(say)
  await refuseTakenPort()
  const database = await openProgramDatabase('npm start')
  stops.push(() => database.stop())
  const running = await serve()
  stops.push(() => running.stop())
  welcome(running)
  const why = await Promise.race([leaving, database.lost.then(() => 'lost')])
  if (why === 'lost')
    throw new CannotStart(
      `The database ended by itself; postgres.log in ${dataDir()} says why. Start again to recover.`,
    )
  await stop()
  process.exit(0)
} catch (fault) {
  await stop()
  endWith(explainedStart(fault, process.env.PORT || 3000))
}

async function serve(): Promise<Running> {
  const main = (await import(join(import.meta.dirname, '../dist/server/main.js'))) as {
    start(): Promise<Running>
  }
  return main.start()
}

/** In the opposite order: requests in flight are finished before their database goes. */
async function stop(): Promise<void> {
  for (const end of stops.splice(0).reverse()) await end()
}

function welcome({ url, personas }: Running): void {
  say(`\nInnbyggertorg answers on ${url}`)
  if (personas.length > 0) {
    const width = Math.max(...personas.map(({ key }) => key.length))
    say(`This is a demonstration. Sign in at ${url}/sign-in as one of:`)
    for (const { key, name, about } of personas) say(`  ${key.padEnd(width)}  ${name}, ${about}`)
  }
  say('Stop with Ctrl-C.\n')
}
