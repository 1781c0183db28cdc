/** npm run dev: the program from its sources; whatever is saved, the pages open in a browser are loaded anew. */
import { createServer as createHttpServer } from 'node:http'
import { join } from 'node:path'
import { register } from 'prom-client'
import { createRunnableDevEnvironment, createServer, isRunnableDevEnvironment } from 'vite'
import { endWith } from './cannot-start.ts'
import type { OpenDatabase } from './embedded-database.ts'
import { leaving } from './leaving.ts'
import { pass } from './pass.ts'
import { freePort, refuseTakenPort } from './port.ts'
import { openProgramDatabase } from './program-database.ts'
import { explainedStart, type Running } from './running-program.ts'

const root = join(import.meta.dirname, '..')
const port = Number(process.env.PORT || 3000)

try {
  await refuseTakenPort()
  const database = await openProgramDatabase('npm run dev')
  // the program listens behind this one, which adds what a browser needs to hear of a save
  const behind = await freePort()
  process.env.PUBLIC_URL ||= `http://localhost:${port}`
  process.env.PORT = String(behind)
  process.env.HOST = '127.0.0.1'
  await serve(database, `http://127.0.0.1:${behind}`).catch(async (fault) => {
    await database.stop()
    throw fault
  })
} catch (fault) {
  endWith(explainedStart(fault, port))
}

async function serve(database: OpenDatabase, address: string): Promise<void> {
  const front = createHttpServer()
  const vite = await createServer({
    root,
    configFile: join(root, 'vite.config.ts'),
    server: { middlewareMode: true, hmr: { server: front } },
    // the program is stopped and started anew as a whole; modules swapped one by one would leave two of each pool
    environments: {
      ssr: {
        dev: {
          createEnvironment: (name, config) =>
            createRunnableDevEnvironment(name, config, { hot: false, runnerOptions: { hmr: false } }),
        },
      },
    },
  })
  const environment = vite.environments.ssr
  if (!isRunnableDevEnvironment(environment)) throw new Error('Vite cannot run the server here')
  const { runner } = environment

  let running: Promise<Running> = run()

  async function run(): Promise<Running> {
    register.clear() // counters live in a package, which stays loaded while the program is loaded anew
    runner.clearCache()
    const main = await runner.import<{ start(): Promise<Running> }>('/app/main.ts')
    return main.start()
  }

  function show(fault: unknown) {
    const known = explainedStart(fault, port)
    console.error(
      known instanceof Error ? (known.name === 'CannotStart' ? known.message : known.stack) : known,
    )
  }

  let saved: NodeJS.Timeout | undefined
  vite.watcher.on('all', (_event, path) => {
    if (!isOfTheServer(path)) return
    clearTimeout(saved)
    saved = setTimeout(() => {
      running = running
        .then((old) => old.stop())
        .catch(() => {})
        .then(run)
      running.then(() => vite.environments.client.hot.send({ type: 'full-reload' }), show)
    }, 60)
  })

  front.on('request', (incoming, outgoing) => {
    vite.middlewares(incoming, outgoing, () => {
      running.then(
        () => pass(incoming, outgoing, address),
        (fault: Error) =>
          outgoing
            .writeHead(500, { 'content-type': 'text/plain' })
            .end(`${fault.stack}\n\nSave a file to try again.`),
      )
    })
  })
  await new Promise<void>((resolve, reject) => front.once('error', reject).listen(port, '127.0.0.1', resolve))
  await running
  console.log(
    `\nInnbyggertorg answers on http://localhost:${port} and reloads its pages on every save. Stop with Ctrl-C.\n`,
  )

  await leaving
  await running.then((program) => program.stop()).catch(() => {})
  await vite.close()
  await database.stop()
  process.exit(0)
}

/** What browsers fetch as it is (their scripts, style sheets) is looked after by Vite itself. */
function isOfTheServer(path: string): boolean {
  if (/\/browser\/|\.css$|\.test\.|\/app\/testing\//.test(path)) return false
  return path.startsWith(join(root, 'app')) || path.startsWith(join(root, 'municipalities'))
}
